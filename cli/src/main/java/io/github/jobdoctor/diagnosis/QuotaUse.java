package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Constants;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an app has used of its quota, counted anew from the runs that the dump lists and by the
 * limits that it prints (reference/readiness.md §6.1). Android's own counts are computed when it
 * needs them, so those in the dump may be old, or of another bucket.
 *
 * @param bucket the bucket whose limits these are
 * @param window the time that is looked back at
 * @param used the time that jobs ran within it
 * @param allowed the time that they may
 * @param jobs the jobs that ran within it
 * @param jobLimit how many may
 * @param sessions the sessions within it; runs that follow each other closely are one
 * @param sessionLimit how many there may be
 * @param lines the runs that count, the oldest first: it is the next that counts no more
 */
public record QuotaUse(
    StandbyBucket bucket,
    Duration window,
    Duration used,
    Duration allowed,
    long jobs,
    long jobLimit,
    long sessions,
    long sessionLimit,
    List<DumpLine> lines) {

  /** Copies the list. */
  public QuotaUse {
    lines = List.copyOf(lines);
  }

  /**
   * What an app has used of the quota of a bucket.
   *
   * @return absent when the dump does not print the limits, or no quota
   */
  public static Optional<QuotaUse> of(
      SchedulerState state, int userId, String packageName, StandbyBucket bucket) {
    Optional<Quota> quota = state.controllers().quota();
    Optional<Limits> limits = state.constants().flatMap(known -> Limits.of(known, bucket));
    if (quota.isEmpty() || limits.isEmpty()) {
      return Optional.empty();
    }
    Duration from = limits.get().window().negated();
    List<Quota.Session> counting =
        quota.get().sessions().stream()
            .filter(session -> session.kind() == Quota.Kind.REGULAR)
            .filter(session -> session.userId() == userId)
            .filter(session -> session.packageName().equals(packageName))
            .filter(session -> session.start().isPresent())
            .filter(session -> session.end().filter(end -> end.compareTo(from) > 0).isPresent())
            .sorted(Comparator.comparing(session -> session.end().orElseThrow()))
            .toList();
    Duration used = Duration.ZERO;
    long jobs = 0;
    long sessions = 0;
    Optional<Duration> last = Optional.empty();
    for (Quota.Session session : counting) {
      Duration start = session.start().orElseThrow();
      Duration end = session.end().orElseThrow();
      used = used.plus(end.minus(start.compareTo(from) > 0 ? start : from));
      jobs += session.jobCount();
      boolean goesOn =
          last.filter(before -> start.minus(before).compareTo(limits.get().coalescing()) <= 0)
              .isPresent();
      sessions += goesOn ? 0 : 1;
      last = Optional.of(end);
    }
    Limits granted =
        limits.get().raised(state.constants().orElseThrow(), quota.get(), userId, packageName);
    return Optional.of(
        new QuotaUse(
            bucket,
            granted.window(),
            used,
            granted.allowed(),
            jobs,
            granted.jobs(),
            sessions,
            granted.sessions(),
            counting.stream().map(Quota.Session::line).toList()));
  }

  /** Whether the time is used up. */
  public boolean isTimeUp() {
    return used.compareTo(allowed) >= 0;
  }

  /** Whether the jobs are used up. */
  public boolean areJobsUp() {
    return jobs >= jobLimit;
  }

  /** Whether the sessions are used up. */
  public boolean areSessionsUp() {
    return sessions >= sessionLimit;
  }

  /** Whether any of them is. */
  public boolean isUsedUp() {
    return isTimeUp() || areJobsUp() || areSessionsUp();
  }

  /**
   * The limits of a bucket, as the dump prints them; their names differ from level to level.
   *
   * @param coalescing runs that are no further apart count as one session
   */
  private record Limits(
      Duration window, Duration allowed, long jobs, long sessions, Duration coalescing) {

    private static Optional<Limits> of(Constants constants, StandbyBucket bucket) {
      String name =
          bucket.name().equals("WORKING_SET") ? "working" : bucket.name().toLowerCase(Locale.ROOT);
      Optional<Duration> window = millis(constants, "window_size_" + name + "_ms");
      Optional<Duration> allowed =
          millis(constants, "allowed_time_per_period_" + name + "_ms")
              .or(() -> millis(constants, "allowed_time_per_period_ms"));
      Optional<Long> jobs = number(constants, "max_job_count_" + name);
      Optional<Long> sessions = number(constants, "max_session_count_" + name);
      Duration coalescing =
          millis(constants, "timing_session_coalescing_duration_ms").orElse(Duration.ZERO);
      return window.isPresent() && allowed.isPresent() && jobs.isPresent() && sessions.isPresent()
          ? Optional.of(
              new Limits(window.get(), allowed.get(), jobs.get(), sessions.get(), coalescing))
          : Optional.empty();
    }

    /** With what the app was granted on top because its user saw to it (API 33 to 35). */
    private Limits raised(Constants constants, Quota quota, int userId, String packageName) {
      Optional<Duration> since = millis(constants, "quota_bump_window_size_ms");
      if (since.isEmpty()) {
        return this;
      }
      long bumps =
          quota.bumps().stream()
              .filter(bump -> bump.userId() == userId && bump.packageName().equals(packageName))
              .flatMap(bump -> bump.when().stream())
              .filter(when -> when.negated().compareTo(since.get()) <= 0)
              .limit(number(constants, "quota_bump_limit").orElse(0L))
              .count();
      return new Limits(
          window,
          allowed.plus(
              millis(constants, "quota_bump_additional_duration_ms")
                  .orElse(Duration.ZERO)
                  .multipliedBy(bumps)),
          jobs + bumps * number(constants, "quota_bump_additional_job_count").orElse(0L),
          sessions + bumps * number(constants, "quota_bump_additional_session_count").orElse(0L),
          coalescing);
    }

    private static Optional<Duration> millis(Constants constants, String key) {
      return number(constants, key).map(Duration::ofMillis);
    }

    private static Optional<Long> number(Constants constants, String key) {
      return constants.number("qc_" + key).or(() -> constants.number(key)).map(Fact::value);
    }
  }
}
