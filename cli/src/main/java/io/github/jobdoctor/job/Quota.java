package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What apps have used of their quota, and what is left (API 29 and later). All moments are relative
 * to the dump's clock.
 *
 * @param enabled whether quota counts at all (API 33 and 34)
 * @param throttling whether quota counts at all (API 29)
 * @param foregroundUids the uids in the foreground, whose jobs are free
 * @param topUids the uids on top
 * @param topGraceUids the uids that were on top a moment ago
 * @param allowlistedUids the uids allowlisted for a moment
 * @param jobs by key
 * @param timers what runs now, package by package
 * @param sessions the runs that count, as dumps print them: a package's newest first
 * @param bumps when a package was granted more (API 33 to 35)
 * @param stats what was counted, by package and bucket; computed when needed, so it may be stale
 * @param debits what expedited jobs have used (API 31 and later)
 * @param alarms when packages are in quota again
 */
public record Quota(
    Optional<Fact<Boolean>> enabled,
    Optional<Fact<Boolean>> throttling,
    Optional<Fact<List<Uid>>> foregroundUids,
    Optional<Fact<List<Uid>>> topUids,
    Optional<Fact<List<Uid>>> topGraceUids,
    Optional<Fact<List<Uid>>> allowlistedUids,
    Map<JobKey, JobQuota> jobs,
    List<Timer> timers,
    List<Session> sessions,
    List<Bump> bumps,
    List<ExecutionStats> stats,
    List<Debit> debits,
    List<Controllers.PackageAlarm> alarms) {

  /** Copies the collections. */
  public Quota {
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    timers = List.copyOf(timers);
    sessions = List.copyOf(sessions);
    bumps = List.copyOf(bumps);
    stats = List.copyOf(stats);
    debits = List.copyOf(debits);
    alarms = List.copyOf(alarms);
  }

  /** How a job stands. */
  public enum Standing {
    /** In regular quota. */
    WITHIN_REGULAR,
    /** Out of regular quota. */
    OUT_OF_REGULAR,
    /** In the quota of expedited jobs. */
    WITHIN_EXPEDITED,
    /** Out of it: stopped after its guaranteed time. */
    OUT_OF_EXPEDITED
  }

  /** What kind of time a timer counts. */
  public enum Kind {
    /** Runs of regular jobs. */
    REGULAR,
    /** Runs of expedited jobs. */
    EXPEDITED,
    /** Time on top, which earns expedited quota. */
    TOP_APP
  }

  /**
   * A job.
   *
   * @param top whether it started while its app was on top
   * @param bucket the bucket that its quota goes by, which need not be the real one
   * @param standing how it stands
   * @param left what is left of the quota; may be negative; absent when the dump does not say
   * @param line where the dump says so
   */
  public record JobQuota(
      boolean top,
      StandbyBucket bucket,
      Standing standing,
      Optional<Duration> left,
      DumpLine line) {}

  /**
   * A timer.
   *
   * @param kind what it counts
   * @param userId the user
   * @param packageName the package
   * @param startedAgo since when it counts; absent when it does not
   * @param runningJobs how many jobs of the background run
   * @param line where the dump says so
   */
  public record Timer(
      Kind kind,
      int userId,
      String packageName,
      Optional<Duration> startedAgo,
      int runningJobs,
      DumpLine line) {}

  /**
   * A run, or several within a few seconds, that counts against the quota.
   *
   * @param kind whose quota
   * @param userId the user
   * @param packageName the package
   * @param start when it began; absent when the dump's clock is unknown
   * @param end when it ended; absent when the dump's clock is unknown
   * @param length how long it was
   * @param jobCount how many jobs took part
   * @param line where the dump says so
   */
  public record Session(
      Kind kind,
      int userId,
      String packageName,
      Optional<Duration> start,
      Optional<Duration> end,
      Duration length,
      int jobCount,
      DumpLine line) {}

  /**
   * More quota, granted because the user saw to the app.
   *
   * @param userId the user
   * @param packageName the package
   * @param when when; absent when the dump's clock is unknown
   * @param line where the dump says so
   */
  public record Bump(int userId, String packageName, Optional<Duration> when, DumpLine line) {}

  /**
   * What was counted for a package in a bucket.
   *
   * @param userId the user
   * @param packageName the package
   * @param bucket the bucket
   * @param validFor how long the numbers hold; negative when they are stale; absent when the dump's
   *     clock is unknown
   * @param allowed the time allowed within the window (API 33 and later)
   * @param window the window; zero when nothing was computed for this bucket
   * @param jobLimit the jobs allowed within the window
   * @param sessionLimit the sessions allowed within the window
   * @param used the time used within the window
   * @param jobCount the jobs within the window
   * @param sessionCount the sessions within the window
   * @param usedInMax the time used within the longest window (24 hours)
   * @param jobCountInMax the jobs within it
   * @param inQuotaIn when the package is in quota again; absent when the dump says of no moment, or
   *     its clock is unknown
   * @param line where the dump says so
   */
  public record ExecutionStats(
      int userId,
      String packageName,
      StandbyBucket bucket,
      Optional<Duration> validFor,
      Optional<Duration> allowed,
      Duration window,
      OptionalLong jobLimit,
      OptionalLong sessionLimit,
      Duration used,
      long jobCount,
      long sessionCount,
      Duration usedInMax,
      long jobCountInMax,
      Optional<Duration> inQuotaIn,
      DumpLine line) {}

  /**
   * What expedited jobs of a package have used.
   *
   * @param userId the user
   * @param packageName the package
   * @param used the time, less what was earned back
   * @param bucket the bucket, as Android's number for it
   * @param line where the dump says so
   */
  public record Debit(int userId, String packageName, Duration used, int bucket, DumpLine line) {}

  /** What was counted for a package in a bucket; absent when the dump has nothing. */
  public Optional<ExecutionStats> stats(int userId, String packageName, StandbyBucket bucket) {
    return stats.stream()
        .filter(entry -> entry.userId() == userId && entry.bucket().equals(bucket))
        .filter(entry -> entry.packageName().equals(packageName))
        .findFirst();
  }

  /** When a package is in quota again; absent when nothing waits for that. */
  public Optional<Controllers.PackageAlarm> alarm(int userId, String packageName) {
    return alarms.stream()
        .filter(alarm -> alarm.userId() == userId && alarm.packageName().equals(packageName))
        .findFirst();
  }
}
