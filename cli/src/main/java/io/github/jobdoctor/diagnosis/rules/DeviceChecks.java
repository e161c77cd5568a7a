package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.job.Power;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to know of a device before one trusts what its jobs do: what experiments have left
 * behind, and what holds back, or lifts, the jobs of all apps. A finding is clear when what it
 * looks for is not there.
 */
public final class DeviceChecks {

  private final Surroundings around;
  private final Neighbours neighbours;
  private final List<Finding> findings = new ArrayList<>();

  private DeviceChecks(Surroundings around) {
    this.around = around;
    this.neighbours = around.neighbours();
  }

  /** What the checks would like to know beside the dump of the jobs. */
  public static NeighbourQuestion question(Surroundings around) {
    Set<String> packages = new HashSet<>();
    around.jobs().forEach(job -> packages.addAll(job.packages()));
    return new NeighbourQuestion(
        EnumSet.of(
            Neighbour.DEVICE_IDLE,
            Neighbour.BATTERY,
            Neighbour.THERMAL,
            Neighbour.USAGE_STATS,
            Neighbour.POWER),
        packages);
  }

  /** All checks, leftovers first. */
  public static List<Finding> of(Surroundings around) {
    DeviceChecks checks = new DeviceChecks(around);
    checks.leftovers();
    checks.orders();
    checks.monitoring();
    checks.batterySaver();
    checks.power();
    checks.doze();
    checks.standby();
    checks.powerAllowlist();
    checks.maker();
    return checks.findings;
  }

  private void leftovers() {
    List<Finding> left = Leftovers.ofDevice(neighbours);
    leftover(left, "leftover-forced-doze", "forced Doze", Neighbour.DEVICE_IDLE, 23);
    leftover(left, "leftover-faked-battery", "faked battery", Neighbour.BATTERY, 21);
    leftover(left, "leftover-faked-heat", "faked heat", Neighbour.THERMAL, 29);
    List<Finding> buckets =
        neighbours.appStandby().map(AppStandby::apps).orElse(List.of()).stream()
            .flatMap(app -> Leftovers.bucket(app).stream())
            .toList();
    leftover(buckets, "leftover-forced-bucket", "forced bucket", Neighbour.USAGE_STATS, 28);
  }

  private void leftover(
      List<Finding> left, String id, String label, Neighbour neighbour, int sinceApi) {
    List<Finding> found = left.stream().filter(one -> one.id().equals(id)).toList();
    found.forEach(one -> findings.add(one.as(Verdict.BLOCKED)));
    boolean older = neighbours.device().apiLevel().orElse(sinceApi) < sinceApi;
    if (found.isEmpty() && !older) {
      findings.add(
          neighbours.tellsAll(neighbour)
              ? Finding.clear(id, label).summary("None was left behind.").build()
              : unknown(id, label, neighbour));
    }
  }

  private Finding unknown(String id, String label, Neighbour neighbour) {
    return Finding.cannotTell(id, label)
        .summary(
            "Cannot be told: "
                + neighbours
                    .whyMissing(neighbour)
                    .orElse("what " + neighbour.service() + " said was cut off")
                + ".")
        .build();
  }

  /** Orders to run that are still in force. */
  private void orders() {
    OverrideLeft rule = new OverrideLeft();
    List<Circumstances> overridden =
        around.jobs().stream().filter(job -> !rule.judge(job).isEmpty()).toList();
    if (overridden.isEmpty() && !isComplete()) {
      findings.add(untold("leftover-orders", "orders to run"));
      return;
    }
    if (overridden.isEmpty()) {
      findings.add(
          Finding.clear("leftover-orders", "orders to run")
              .summary("No job is overridden by an earlier order to run.")
              .build());
      return;
    }
    Finding.Builder finding =
        Finding.blocked("leftover-orders", "orders to run")
            .confidence(Confidence.LIKELY)
            .summary(
                Words.count(overridden.size(), "job")
                    + (overridden.size() == 1 ? " is" : " are")
                    + " overridden by an earlier order to run, and will start in spite of"
                    + " constraints that are not satisfied.")
            .remedy("It ends when the job has run, or is scheduled anew by its app.");
    overridden.stream().limit(3).forEach(job -> finding.line(job.readyLine()));
    findings.add(finding.build());
  }

  private void monitoring() {
    Optional<DumpLine> monitored = around.snapshot().state().device().batteryMonitored();
    if (monitored.isEmpty() && !isComplete()) {
      findings.add(untold("leftover-battery-monitoring", "battery monitoring"));
      return;
    }
    findings.add(
        monitored.isPresent()
            ? Finding.blocked("leftover-battery-monitoring", "battery monitoring")
                .summary("The job scheduler was told to watch the battery (monitor-battery on).")
                .line(monitored)
                .remedy("Take it back, unless it is wanted.")
                .apply(
                    "cmd jobscheduler monitor-battery off", "cmd jobscheduler monitor-battery on")
                .build()
            : Finding.clear("leftover-battery-monitoring", "battery monitoring")
                .summary("It is off.")
                .build());
  }

  /** Whether what the dump of the jobs does not show is not there. */
  private boolean isComplete() {
    Extent extent = around.snapshot().extent();
    return extent == Extent.WHOLE || extent == Extent.FILTERED;
  }

  private static Finding untold(String id, String label) {
    return Finding.cannotTell(id, label)
        .summary("Cannot be told: the dump of the jobs is not whole.")
        .build();
  }

  private void batterySaver() {
    Optional<Fact<Boolean>> saver = neighbours.power().flatMap(Power::batterySaver);
    if (saver.isEmpty()) {
      findings.add(unknown("battery-saver", "battery saver", Neighbour.POWER));
    } else if (saver.get().value()) {
      findings.add(
          Finding.note("battery-saver", "battery saver")
              .summary("It is on, and holds the jobs of all apps in the background back.")
              .fact(Neighbour.POWER, saver)
              .remedy("Turn it off, or charge the device.")
              .apply("settings put global low_power 0", "settings put global low_power 1")
              .build());
    } else {
      findings.add(Finding.clear("battery-saver", "battery saver").summary("It is off.").build());
    }
  }

  /** Whoever looks at a device through a cable sees jobs that run more freely. */
  private void power() {
    Optional<Fact<Boolean>> plugged = neighbours.battery().flatMap(Battery::pluggedIn);
    if (plugged.isEmpty()) {
      findings.add(unknown("plugged-in", "plugged in", Neighbour.BATTERY));
    } else if (plugged.get().value()) {
      findings.add(
          Finding.note("plugged-in", "plugged in")
              .summary(
                  "The device has power. While it charges there is no quota and no Doze, so jobs"
                      + " run more freely than on a device in somebody's pocket.")
              .fact(Neighbour.BATTERY, plugged)
              .remedy("To see what users see, have Android take it for unplugged.")
              .apply("dumpsys battery unplug", "dumpsys battery reset")
              .build());
    } else {
      findings.add(
          Finding.clear("plugged-in", "plugged in").summary("It runs on battery.").build());
    }
  }

  private void doze() {
    Optional<DeviceIdle> idle = neighbours.deviceIdle();
    Optional<Fact<String>> deep = idle.flatMap(DeviceIdle::deepState);
    Optional<Fact<String>> light = idle.flatMap(DeviceIdle::lightState);
    boolean dozes =
        deep.filter(state -> state.value().startsWith("IDLE")).isPresent()
            || light
                .filter(
                    state -> state.value().startsWith("IDLE") || state.value().equals("OVERRIDE"))
                .isPresent();
    if (deep.isEmpty() && light.isEmpty()) {
      if (neighbours.device().apiLevel().orElse(23) >= 23) {
        findings.add(unknown("dozing", "Doze", Neighbour.DEVICE_IDLE));
      }
    } else if (dozes) {
      findings.add(
          Finding.note("dozing", "Doze")
              .summary("The device dozes: jobs wait for a maintenance window.")
              .fact(Neighbour.DEVICE_IDLE, deep)
              .fact(Neighbour.DEVICE_IDLE, light)
              .remedy("Wake the device.")
              .build());
    } else {
      findings.add(Finding.clear("dozing", "Doze").summary("The device does not doze.").build());
    }
  }

  private void standby() {
    Optional<Fact<Boolean>> enabled = neighbours.appStandby().flatMap(AppStandby::enabled);
    enabled
        .filter(on -> !on.value())
        .ifPresent(
            off ->
                findings.add(
                    Finding.note("app-standby-off", "app standby")
                        .summary(
                            "App standby is off on this device, so standby buckets hold no job"
                                + " back here as they do for users.")
                        .fact(Neighbour.USAGE_STATS, Optional.of(off))
                        .build()));
  }

  /** Apps that the user, or an experiment, has let off Doze and other limits. */
  private void powerAllowlist() {
    Set<String> ours = new HashSet<>();
    around.jobs().forEach(job -> ours.addAll(job.packages()));
    List<Fact<String>> exempt =
        neighbours.deviceIdle().map(DeviceIdle::userPackages).orElse(List.of()).stream()
            .filter(entry -> ours.contains(entry.value()))
            .toList();
    if (exempt.isEmpty()) {
      return;
    }
    Finding.Builder finding =
        Finding.note("power-allowlist", "power allowlist")
            .summary(
                "Exempt from battery optimisation by the user: "
                    + exempt.stream().map(Fact::value).collect(Collectors.joining(", "))
                    + ". Doze holds no job of theirs back here, as it does for other users.")
            .remedy("Take them off to see what users see.")
            .confirm("dumpsys deviceidle whitelist");
    exempt.forEach(entry -> finding.fact(Neighbour.DEVICE_IDLE, Optional.of(entry)));
    findings.add(finding.build());
  }

  private void maker() {
    Makers.killer(neighbours)
        .ifPresent(
            maker ->
                findings.add(
                    Finding.note("app-killer", "app killer")
                        .confidence(Confidence.POSSIBLE)
                        .summary(
                            "Systems of "
                                + maker
                                + " are known to end apps in the background, which no dump of jobs"
                                + " shows.")
                        .remedy(
                            "Look at the maker's battery and autostart management (steps by maker:"
                                + " dontkillmyapp.com).")
                        .build()));
  }
}
