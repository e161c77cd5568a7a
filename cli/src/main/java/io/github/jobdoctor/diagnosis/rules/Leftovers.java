package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Thermal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The traces of experiments, each with the command that takes it back. */
public final class Leftovers {

  private Leftovers() {}

  /** Those of the device as a whole. */
  public static List<Finding> ofDevice(Neighbours neighbours) {
    List<Finding> findings = new ArrayList<>();
    neighbours
        .deviceIdle()
        .flatMap(DeviceIdle::forced)
        .filter(Fact::value)
        .ifPresent(
            forced ->
                findings.add(
                    begin("leftover-forced-doze", "forced Doze", Neighbour.DEVICE_IDLE, forced)
                        .summary(
                            "Doze is forced on this device (dumpsys deviceidle force-idle), and"
                                + " stays until somebody takes that back.")
                        .confirm("dumpsys deviceidle get force")
                        .apply("dumpsys deviceidle unforce", "dumpsys deviceidle force-idle")
                        .build()));
    neighbours
        .battery()
        .map(Battery::updatesStopped)
        .filter(Fact::value)
        .ifPresent(
            faked ->
                findings.add(
                    begin("leftover-faked-battery", "faked battery", Neighbour.BATTERY, faked)
                        .summary(
                            "The battery is faked (dumpsys battery set or unplug): what Android"
                                + " takes for charging or low is not measured.")
                        .confirm("dumpsys battery")
                        .apply("dumpsys battery reset")
                        .build()));
    neighbours
        .thermal()
        .flatMap(Thermal::overridden)
        .filter(Fact::value)
        .ifPresent(
            faked ->
                findings.add(
                    begin("leftover-faked-heat", "faked heat", Neighbour.THERMAL, faked)
                        .summary(
                            "The thermal status is faked (cmd thermalservice override-status).")
                        .confirm("dumpsys thermalservice")
                        .apply("cmd thermalservice reset")
                        .build()));
    return findings;
  }

  /** That of one app: its bucket was set by hand. */
  public static Optional<Finding> bucket(AppStandby.App app) {
    if (!app.forcedByUser()) {
      return Optional.empty();
    }
    String bucket =
        app.bucket().map(StandbyBucket::name).orElse(String.valueOf(app.bucketNumber().orElse(0)));
    Finding.Builder finding =
        Finding.note("leftover-forced-bucket", "forced bucket")
            .summary(
                "The standby bucket of "
                    + app.packageName()
                    + ", "
                    + bucket
                    + ", was set by hand (am set-standby-bucket, or the setting \"Restricted\").")
            .line(Neighbour.USAGE_STATS, Optional.of(app.line()))
            .remedy("Open the app, or set the bucket that it had.");
    if (Commands.isPlain(app.packageName())) {
      String user = Words.userOption(app.userId());
      finding.confirm("am get-standby-bucket " + user + app.packageName());
      finding.apply("am set-standby-bucket " + user + app.packageName() + " active");
    }
    return Optional.of(finding.build());
  }

  private static Finding.Builder begin(
      String id, String label, Neighbour neighbour, Fact<Boolean> fact) {
    return Finding.note(id, label)
        .line(neighbour, Optional.of(fact.line()))
        .remedy("Take it back, unless it is wanted.");
  }
}
