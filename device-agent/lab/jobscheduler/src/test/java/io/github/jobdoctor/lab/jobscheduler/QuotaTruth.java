package io.github.jobdoctor.lab.jobscheduler;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the service's {@code QuotaController} keeps (API 29 and later). Moments are milliseconds
 * since boot, packages {@code <userId>packageName}.
 *
 * @param jobs how each tracked job stands, by {@code NAMESPACE:callingUid/id}
 * @param timers what runs now
 * @param sessions the runs that count of the packages that have a timer, {@link #sorted}
 * @param stats what was counted, by package and bucket
 * @param debits what expedited jobs have used; empty before API 31
 * @param alarms when packages are in quota again
 */
record QuotaTruth(
    Map<String, JobQuotaTruth> jobs,
    Set<TimerTruth> timers,
    List<SessionTruth> sessions,
    Set<StatsTruth> stats,
    Set<DebitTruth> debits,
    Map<String, Long> alarms) {

  /** The runs in one order; of which many may be alike. */
  static List<SessionTruth> sorted(List<SessionTruth> sessions) {
    return sessions.stream().sorted(Comparator.comparing(SessionTruth::toString)).toList();
  }

  /**
   * How a job stands.
   *
   * @param top whether it started while its app was on top
   * @param bucket the bucket that its quota goes by, as Android numbers it for jobs
   * @param standing a {@link io.github.jobdoctor.job.Quota.Standing}, by name
   * @param left what is left, milliseconds; absent when a job only has its guaranteed time
   */
  record JobQuotaTruth(boolean top, int bucket, String standing, Optional<Long> left) {}

  /**
   * What runs now.
   *
   * @param kind a {@link io.github.jobdoctor.job.Quota.Kind}, by name
   * @param start since when; absent when nothing runs
   */
  record TimerTruth(String kind, String of, Optional<Long> start, int jobs) {}

  /** A run that counts; likewise. */
  record SessionTruth(String kind, String of, long start, long end, int jobs) {}

  /**
   * What was counted.
   *
   * @param allowed absent before API 33
   * @param inQuota absent when the package is in quota
   */
  record StatsTruth(
      String of,
      int bucket,
      Optional<Long> expiration,
      Optional<Long> allowed,
      long window,
      long jobLimit,
      long sessionLimit,
      long used,
      long jobs,
      long sessions,
      long usedInMax,
      long jobsInMax,
      Optional<Long> inQuota) {}

  /** What expedited jobs have used, milliseconds. */
  record DebitTruth(String of, long used, int bucket) {}
}
