package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Constants;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param sessions the sessions within it
 * @param sessionLimit how many there may be
 * @param lines the runs that count
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
    Duration used = Duration.ZERO;
    long jobs = 0;
    List<DumpLine> lines = new ArrayList<>();
    for (Quota.Session session : quota.get().sessions()) {
      boolean counts =
          session.kind() == Quota.Kind.REGULAR
              && session.userId() == userId
              && session.packageName().equals(packageName)
              && session.end().filter(end -> end.compareTo(from) > 0).isPresent();
      if (counts) {
        Duration begin = session.start().filter(start -> start.compareTo(from) > 0).orElse(from);
        used = used.plus(session.end().get().minus(begin));
        jobs += session.jobCount();
        lines.add(session.line());
      }
    }
    return Optional.of(
        new QuotaUse(
            bucket,
            limits.get().window(),
            used,
            limits.get().allowed(),
            jobs,
            limits.get().jobs(),
            lines.size(),
            limits.get().sessions(),
            lines));
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

  /** The limits of a bucket, as the dump prints them; their names differ from level to level. */
  private record Limits(Duration window, Duration allowed, long jobs, long sessions) {

    private static Optional<Limits> of(Constants constants, StandbyBucket bucket) {
      String name =
          bucket.name().equals("WORKING_SET") ? "working" : bucket.name().toLowerCase(Locale.ROOT);
      Optional<Duration> window = millis(constants, "window_size_" + name + "_ms");
      Optional<Duration> allowed =
          millis(constants, "allowed_time_per_period_" + name + "_ms")
              .or(() -> millis(constants, "allowed_time_per_period_ms"));
      Optional<Long> jobs = number(constants, "max_job_count_" + name);
      Optional<Long> sessions = number(constants, "max_session_count_" + name);
      return window.isPresent() && allowed.isPresent() && jobs.isPresent() && sessions.isPresent()
          ? Optional.of(new Limits(window.get(), allowed.get(), jobs.get(), sessions.get()))
          : Optional.empty();
    }

    private static Optional<Duration> millis(Constants constants, String key) {
      return number(constants, key).map(Duration::ofMillis);
    }

    private static Optional<Long> number(Constants constants, String key) {
      return constants.number("qc_" + key).or(() -> constants.number(key)).map(Fact::value);
    }
  }
}
