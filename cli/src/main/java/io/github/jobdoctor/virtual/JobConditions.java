package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a recorded job and the recorded dump around it change with the device's conditions. Only what
 * differs from the recording is touched, so that a device that is put back prints what it printed
 * before.
 */
final class JobConditions {

  /** Flags of a job that may run in Doze: WILL_BE_FOREGROUND, and from 31 and 34 on these two. */
  private static final int WILL_BE_FOREGROUND = 1;

  private static final int EXPEDITED = 0x10;
  private static final int USER_INITIATED = 0x20;

  private final int apiLevel;
  private final JobSurroundings recorded;
  private final JobSurroundings now;

  JobConditions(int apiLevel, JobSurroundings recorded, JobSurroundings now) {
    this.apiLevel = apiLevel;
    this.recorded = recorded;
    this.now = now;
  }

  /** Changes what the job's lines say of its constraints and its bucket. */
  void apply(RecordedJob job) {
    StandbyService.App app =
        new StandbyService.App(UidText.userId(job.sourceUid()), job.sourcePackage());
    job.bucket(now.buckets().get(app));
    boolean exempt = mayRunInDoze(job);
    decide(job, "DEVICE_NOT_DOZING", recorded.dozing() != now.dozing(), exempt || !now.dozing());
    boolean held = now.batterySaver() || now.barred().contains(app);
    boolean free = job.flag("Doze whitelisted:", false) || hasLine(job, "Uid: active");
    decide(
        job,
        "BACKGROUND_NOT_RESTRICTED",
        held || recorded.batterySaver() != now.batterySaver(),
        free || !held);
    quota(job, now.buckets().get(app));
    Set<String> wanted = job.wanted();
    if (wanted.contains("CHARGING")) {
      // Up to API 32 a battery that is low does not count as charged.
      boolean charging = now.charging() && (apiLevel >= 33 || !now.batteryLow());
      decide(job, "CHARGING", recorded.charging() != charging, charging);
    }
    if (wanted.contains("BATTERY_NOT_LOW")) {
      decide(job, "BATTERY_NOT_LOW", now.batteryLow(), !now.batteryLow());
    }
    if (wanted.contains("CONNECTIVITY")) {
      boolean gone =
          (recorded.connected() && !now.connected())
              || (now.metered()
                  && job.value("Network type:").orElse("").contains("Capabilities: NOT_METERED"));
      decide(job, "CONNECTIVITY", gone, false);
    }
  }

  /**
   * Quota is free while there is power, but in the buckets RESTRICTED and NEVER; in NEVER there is
   * none, and an app that comes from there has used none (API 29 and later). What another bucket
   * leaves of it, the recording does not tell.
   *
   * @param moved the bucket to which the app was moved; null when it was not
   */
  private void quota(RecordedJob job, String moved) {
    if (apiLevel < 29) {
      return;
    }
    String bucket = job.value("Standby bucket:").orElse("").strip();
    boolean never = bucket.equals("NEVER");
    boolean free = now.charging() && !recorded.charging() && !bucket.equals("RESTRICTED");
    boolean wasNever = moved != null && job.wasInNever();
    decide(job, "WITHIN_QUOTA", free || wasNever || (moved != null && never), !never);
  }

  private static void decide(RecordedJob job, String constraint, boolean differs, boolean value) {
    if (differs) {
      job.satisfy(constraint, value);
    } else {
      job.satisfyAsRecorded(constraint);
    }
  }

  private boolean mayRunInDoze(RecordedJob job) {
    String flags = job.value("Flags:").orElse("0").strip();
    int bits =
        flags.matches("[0-9a-f]{1,7}.*") ? Integer.parseInt(flags.split("[^0-9a-f]", 2)[0], 16) : 0;
    int exempting =
        WILL_BE_FOREGROUND
            | (apiLevel >= 31 ? EXPEDITED : 0)
            | (apiLevel >= 34 ? USER_INITIATED : 0);
    return job.flag("Doze whitelisted:", false) || (bits & exempting) != 0;
  }

  private static boolean hasLine(RecordedJob job, String line) {
    return job.value(line).isPresent();
  }

  /** The lines of the controllers and of the head that name these conditions. */
  List<String> around(List<String> lines) {
    if (now.equals(recorded)) {
      return lines;
    }
    List<String> changed = new ArrayList<>();
    boolean networks = false;
    for (String line : lines) {
      if (networks && line.startsWith("    ")) {
        continue;
      }
      networks = line.equals("  Available networks:") && !now.connected();
      changed.add(networks ? "  No available networks" : line(line));
    }
    return changed;
  }

  private String line(String line) {
    int colon = line.indexOf(": ");
    if (colon < 0) {
      return line;
    }
    String label = line.substring(0, colon + 2);
    return switch (label.strip()) {
      case "Idle mode:" -> label + now.dozing();
      case "Stable power:" -> label + (now.charging() && !now.batteryLow());
      case "Battery charging:", "Considered charging:", "Power connected:" ->
          label + now.charging();
      case "Battery not low:", "Not low:" -> label + !now.batteryLow();
      case "Force all apps standby:" -> label + now.batterySaver();
      default -> line;
    };
  }
}
