package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many jobs may run at once, and how many do.
 *
 * @param maxActive the most jobs at once (API 24 to 28)
 * @param configuration the limits by screen and memory, as printed; a key may come twice (API 31
 *     and later)
 * @param screenOn whether the screen is on
 * @param screenOnEffective whether limits go by a screen that is on
 * @param lastScreenOn when it was last turned on
 * @param lastScreenOff when it was last turned off
 * @param counts the jobs by type of work (API 29 and later)
 * @param memoryLevel 0 (normal) to 3 (critical)
 * @param packages the packages that have running jobs (API 31 and later)
 */
public record Concurrency(
    Optional<Fact<Integer>> maxActive,
    List<Setting> configuration,
    Optional<Fact<Boolean>> screenOn,
    Optional<Fact<Boolean>> screenOnEffective,
    Optional<Fact<Duration>> lastScreenOn,
    Optional<Fact<Duration>> lastScreenOff,
    Optional<WorkCounts> counts,
    Optional<Fact<Integer>> memoryLevel,
    List<PackageLoad> packages) {

  /** Copies the lists. */
  public Concurrency {
    configuration = List.copyOf(configuration);
    packages = List.copyOf(packages);
  }

  /**
   * A setting.
   *
   * @param key its name
   * @param value its value as printed
   * @param line where the dump says so
   */
  public record Setting(String key, String value, DumpLine line) {}

  /**
   * The jobs by type of work: {@code TOP}, {@code FGS}, {@code UI} (API 34 and later), {@code EJ},
   * {@code BG}, {@code BGUSER_IMPORTANT}, {@code BGUSER}; up to API 30 {@code FG} and {@code BG}.
   *
   * @param total the most jobs at once
   * @param minimums the jobs that each type has slots reserved for
   * @param maximums the most jobs of each type
   * @param reserved the slots reserved now
   * @param pending the jobs in the queue
   * @param running the running jobs
   * @param unspecialized the slots left for any type
   * @param line where the dump says so
   */
  public record WorkCounts(
      OptionalInt total,
      Map<String, Integer> minimums,
      Map<String, Integer> maximums,
      Map<String, Integer> reserved,
      Map<String, Integer> pending,
      Map<String, Integer> running,
      OptionalInt unspecialized,
      DumpLine line) {

    /** Copies the maps. */
    public WorkCounts {
      minimums = Collections.unmodifiableMap(new LinkedHashMap<>(minimums));
      maximums = Collections.unmodifiableMap(new LinkedHashMap<>(maximums));
      reserved = Collections.unmodifiableMap(new LinkedHashMap<>(reserved));
      pending = Collections.unmodifiableMap(new LinkedHashMap<>(pending));
      running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
    }
  }

  /**
   * A package that has running jobs.
   *
   * @param userId the user
   * @param packageName the package
   * @param expedited its running expedited jobs
   * @param regular its other running jobs
   * @param stagedExpedited expedited jobs about to start
   * @param stagedRegular other jobs about to start
   * @param line where the dump says so
   */
  public record PackageLoad(
      int userId,
      String packageName,
      int expedited,
      int regular,
      int stagedExpedited,
      int stagedRegular,
      DumpLine line) {}
}
