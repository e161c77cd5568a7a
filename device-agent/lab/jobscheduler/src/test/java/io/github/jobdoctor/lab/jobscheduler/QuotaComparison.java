package io.github.jobdoctor.lab.jobscheduler;

import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.DebitTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.JobQuotaTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.SessionTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.StatsTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.TimerTruth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the parser reads of quota, said as the truth says it. */
final class QuotaComparison {

  private final List<String> buckets;
  private final long nowElapsed;

  /**
   * Of one moment.
   *
   * @param buckets the names of the buckets, by Android's numbers for them
   * @param nowElapsed that moment, milliseconds since boot
   */
  QuotaComparison(List<String> buckets, long nowElapsed) {
    this.buckets = buckets;
    this.nowElapsed = nowElapsed;
  }

  QuotaTruth asTruth(Quota read) {
    Map<String, JobQuotaTruth> jobs = new TreeMap<>();
    read.jobs()
        .forEach(
            (key, job) ->
                jobs.put(
                    DumpComparison.key(key),
                    new JobQuotaTruth(
                        job.top(),
                        bucket(job.bucket()),
                        job.standing().name(),
                        job.left().map(Duration::toMillis))));
    Set<TimerTruth> timers = new HashSet<>();
    for (Quota.Timer timer : read.timers()) {
      timers.add(
          new TimerTruth(
              timer.kind().name(),
              of(timer.userId(), timer.packageName()),
              timer.startedAgo().map(ago -> nowElapsed - ago.toMillis()),
              timer.runningJobs()));
    }
    List<SessionTruth> sessions = new ArrayList<>();
    for (Quota.Session session : read.sessions()) {
      sessions.add(
          new SessionTruth(
              session.kind().name(),
              of(session.userId(), session.packageName()),
              at(session.start().orElseThrow()),
              at(session.start().orElseThrow()) + session.length().toMillis(),
              session.jobCount()));
    }
    Set<DebitTruth> debits = new HashSet<>();
    for (Quota.Debit debit : read.debits()) {
      debits.add(
          new DebitTruth(
              of(debit.userId(), debit.packageName()), debit.used().toMillis(), debit.bucket()));
    }
    Map<String, Long> alarms = new TreeMap<>();
    read.alarms()
        .forEach(
            alarm ->
                alarms.put(of(alarm.userId(), alarm.packageName()), at(alarm.in().orElseThrow())));
    return new QuotaTruth(jobs, timers, QuotaTruth.sorted(sessions), stats(read), debits, alarms);
  }

  private Set<StatsTruth> stats(Quota read) {
    Set<StatsTruth> stats = new HashSet<>();
    for (Quota.ExecutionStats entry : read.stats()) {
      stats.add(
          new StatsTruth(
              of(entry.userId(), entry.packageName()),
              bucket(entry.bucket()),
              entry.validFor().map(this::at),
              entry.allowed().map(Duration::toMillis),
              entry.window().toMillis(),
              entry.jobLimit().orElse(-1),
              entry.sessionLimit().orElse(-1),
              entry.used().toMillis(),
              entry.jobCount(),
              entry.sessionCount(),
              entry.usedInMax().toMillis(),
              entry.jobCountInMax(),
              entry.inQuotaIn().map(this::at)));
    }
    return stats;
  }

  private int bucket(StandbyBucket bucket) {
    return buckets.indexOf(bucket.name());
  }

  private long at(Duration fromNow) {
    return nowElapsed + fromNow.toMillis();
  }

  private static String of(int userId, String packageName) {
    return "<" + userId + ">" + packageName;
  }
}
