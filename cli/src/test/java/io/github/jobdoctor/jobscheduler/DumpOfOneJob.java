package io.github.jobdoctor.jobscheduler;

import java.util.ArrayList;
import java.util.List;

/** The text of a dump with one job, or with none, to script a device with. */
final class DumpOfOneJob {

  private String service = ".Svc";
  private String periodic = "";
  private String constraints =
      """
      Required constraints: CHARGING [0x1]
      Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
      Unsatisfied constraints: CHARGING [0x1]
      Implicit constraints:
        readyNotDozing: true
        readyNotRestrictedInBg: true
      """;
  private String past = "";
  private String extras = "";
  private String slots = "";
  private String ready =
      "false (job=false user=true !restricted=true !pending=true !active=true !backingup=true"
          + " comp=true)";
  private boolean registered = true;
  private boolean active;
  private boolean whole = true;
  private final List<String> history = new ArrayList<>();

  DumpOfOneJob service(String name) {
    service = name;
    return this;
  }

  DumpOfOneJob periodic() {
    periodic = "      PERIODIC: interval=+15m0s0ms flex=+5m0s0ms\n";
    return this;
  }

  DumpOfOneJob extras(String text) {
    extras = "      Extras: " + text + "\n";
    return this;
  }

  DumpOfOneJob constraints(String lines) {
    constraints = lines;
    return this;
  }

  DumpOfOneJob past(String line) {
    past += "    " + line + "\n";
    return this;
  }

  /** Its own conditions are met, or overridden. */
  DumpOfOneJob jobTrue() {
    ready = ready.replace("job=false", "job=true");
    return this;
  }

  DumpOfOneJob active() {
    active = true;
    ready = ready.replace("!active=true", "!active=false");
    return this;
  }

  DumpOfOneJob gone() {
    registered = false;
    return this;
  }

  DumpOfOneJob cutBeforeHistory() {
    whole = false;
    return this;
  }

  /** An event so many milliseconds ago, such as {@code event(20, "START", "")}. */
  DumpOfOneJob event(long millisAgo, String what, String reason) {
    String line = "-%ds%03dms %s: #u0a5/7 com.x/%s %s";
    history.add(
        line.formatted(millisAgo / 1000, millisAgo % 1000, what, service, reason).stripTrailing());
    return this;
  }

  /** The same as API 24 to 26 print it: without the number, and without a reason. */
  DumpOfOneJob oldEvent(long millisAgo, String what) {
    history.add(
        "-%ds%03dms %s: u0a5 com.x/%s"
            .formatted(millisAgo / 1000, millisAgo % 1000, what, service));
    return this;
  }

  /** A slot that became free, as API 26 to 30 print it. */
  DumpOfOneJob freeSlot(long millisAgo, String reason) {
    slots +=
        "  Slot #1: inactive since -%ds%dms, stopped because: %s%n"
            .formatted(millisAgo / 1000, millisAgo % 1000, reason);
    return this;
  }

  String text() {
    StringBuilder text = new StringBuilder("Started users: [0]\n\n");
    text.append("Registered ").append(registered ? 1 : 0).append(" jobs:\n");
    text.append(registered ? block() : "  None.\n");
    if (!whole) {
      return text.toString();
    }
    text.append("\nTimeController:\n  Elapsed clock: 1\n");
    if (!history.isEmpty()) {
      text.append("\n  Job history:\n");
      history.forEach(event -> text.append("       ").append(event).append('\n'));
    }
    text.append("\nPending queue:\n  None\n\nActive jobs:\n");
    text.append(
        active
            ? "  Slot #0(ID=0): abc #u0a5/7 com.x/" + service + "\n"
            : slots.isEmpty() ? "  N/A\n" : "");
    text.append(slots);
    return text.append("\nmReadyToRock=true\nmReportedActive=false\n\n")
        .append("PersistStats: FirstLoad: 0/0/0 LastSave: 0/0/0\n")
        .toString();
  }

  private String block() {
    return "  JOB #u0a5/7: abc com.x/"
        + service
        + "\n    u0a5 tag=*job*/com.x/"
        + service
        + "\n    Source: uid=u0a5 user=0 pkg=com.x\n    JobInfo:\n      Service: com.x/"
        + service
        + "\n"
        + periodic
        + "      Requires: charging=true batteryNotLow=false deviceIdle=false\n"
        + extras
        + "      Backoff: policy=1 initial=+30s0ms\n"
        + constraints.indent(4)
        + "    Standby bucket: ACTIVE\n"
        + "    Enqueue time: -1m0s0ms\n"
        + "    Run time: earliest=none, latest=none, original latest=none\n"
        + past
        + "    Ready: "
        + ready
        + "\n";
  }
}
