package io.github.jobdoctor.command;

import java.util.ArrayList;
import java.util.List;

/** The text of a dump of API 34 with one job, or none, for a device that changes with time. */
final class OneJobDump {

  private final List<String> history = new ArrayList<>();
  private String service = "com.x/.Svc";
  private String past = "";
  private boolean registered = true;
  private boolean active;
  private boolean whole = true;

  OneJobDump service(String component) {
    service = component;
    return this;
  }

  OneJobDump past(String line) {
    past += "    " + line + "\n";
    return this;
  }

  OneJobDump gone() {
    registered = false;
    return this;
  }

  OneJobDump active() {
    active = true;
    return this;
  }

  OneJobDump cut() {
    whole = false;
    return this;
  }

  /** An event so many milliseconds ago. */
  OneJobDump event(long millisAgo, String what, String reason) {
    history.add(
        "       -%ds%03dms %s: #u0a5/7 %s %s"
            .formatted(millisAgo / 1000, millisAgo % 1000, what, service, reason)
            .stripTrailing());
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
      history.forEach(line -> text.append(line).append('\n'));
    }
    text.append("\nPending queue:\n  None\n\nActive jobs:\n");
    text.append(active ? "  Slot #0(ID=0): abc #u0a5/7 " + service + "\n" : "  N/A\n");
    return text.append("\nmReadyToRock=true\nmReportedActive=false\n\n")
        .append("PersistStats: FirstLoad: 0/0/0 LastSave: 0/0/0\n")
        .toString();
  }

  private String block() {
    return """
          JOB #u0a5/7: abc %s
            u0a5 tag=*job*/%s
            Source: uid=u0a5 user=0 pkg=com.x
            JobInfo:
              Service: %s
              Priority: 300 [DEFAULT]
              Requires: charging=true batteryNotLow=false deviceIdle=false
              Backoff: policy=1 initial=+30s0ms
            Required constraints: CHARGING [0x1]
            Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED WITHIN_QUOTA [0x3400000]
            Unsatisfied constraints: CHARGING [0x1]
            Implicit constraints:
              readyNotDozing: true
              readyNotRestrictedInBg: true
              readyComponentEnabled: true
            Standby bucket: ACTIVE
            Enqueue time: -1m0s0ms
            Run time: earliest=none, latest=none, original latest=none
        %s    Ready: false (job=false user=true !restricted=true !pending=true !active=%s !backingup=true comp=true)
        """
        .formatted(service, service, service, past, !active);
  }
}
