package io.github.jobdoctor.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may work in the background: Android's app state tracker, and what it means for each job.
 *
 * @param forceAllStandby whether battery saver holds all apps back
 * @param smallBattery whether the device counts as one with a small battery
 * @param forcedForSmallBattery whether all apps are held back because of that
 * @param pluggedIn whether it is plugged in, as far as that rule cares
 * @param activeUids the uids in use
 * @param exemptAppIds app ids on the power allowlist, but not exempt from idle
 * @param userExemptAppIds app ids that the user exempted
 * @param temporarilyExemptAppIds app ids exempted for a moment
 * @param exemptedPackages packages in the exempted bucket
 * @param restricted the apps that the user restricted
 * @param stopped whether an app is in the stopped state: force-stopped, or never opened (API 35 and
 *     later)
 * @param jobs by key
 */
public record BackgroundLimits(
    Optional<Fact<Boolean>> forceAllStandby,
    Optional<Fact<Boolean>> smallBattery,
    Optional<Fact<Boolean>> forcedForSmallBattery,
    Optional<Fact<Boolean>> pluggedIn,
    Optional<Fact<List<Uid>>> activeUids,
    Optional<Fact<List<Integer>>> exemptAppIds,
    Optional<Fact<List<Integer>>> userExemptAppIds,
    Optional<Fact<List<Integer>>> temporarilyExemptAppIds,
    List<Fact<String>> exemptedPackages,
    List<App> restricted,
    List<StoppedApp> stopped,
    Map<JobKey, BackgroundJob> jobs) {

  /** Copies the collections. */
  public BackgroundLimits {
    exemptedPackages = List.copyOf(exemptedPackages);
    restricted = List.copyOf(restricted);
    stopped = List.copyOf(stopped);
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
  }

  /**
   * An app.
   *
   * @param uid its uid
   * @param packageName its package
   * @param line where the dump says so
   */
  public record App(Uid uid, String packageName, DumpLine line) {}

  /**
   * An app that may be stopped.
   *
   * @param uid its uid
   * @param packageName its package
   * @param stopped whether it is
   * @param line where the dump says so
   */
  public record StoppedApp(Uid uid, String packageName, boolean stopped, DumpLine line) {}

  /**
   * A job.
   *
   * @param packageName the source package
   * @param active whether its uid is in use
   * @param exempted whether the app is exempt
   * @param allowed whether the user lets the app run in the background
   * @param runnable whether nothing of this holds the job back
   * @param line where the dump says so
   */
  public record BackgroundJob(
      String packageName,
      boolean active,
      boolean exempted,
      boolean allowed,
      boolean runnable,
      DumpLine line) {}
}
