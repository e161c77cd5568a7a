package io.github.jobdoctor.lab.jobscheduler;

import android.os.Build;
import android.util.Pair;
import io.github.jobdoctor.job.Quota.Kind;
import io.github.jobdoctor.job.Quota.Standing;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.DebitTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.JobQuotaTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.SessionTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.StatsTruth;
import io.github.jobdoctor.lab.jobscheduler.QuotaTruth.TimerTruth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the truth about quota out of the objects of API 29 and later. */
final class QuotaReader {

  private static final int WITHIN_QUOTA = 1 << 24;

  private final Object controller;

  /** Reads from the service's {@code QuotaController}. */
  QuotaReader(Object controller) {
    this.controller = controller;
  }

  QuotaTruth read() {
    // First what asking computes anew, as a dump does; then what was computed.
    Map<String, JobQuotaTruth> jobs = jobs();
    Set<TimerTruth> timers = new HashSet<>();
    List<SessionTruth> sessions = new ArrayList<>();
    String events = Build.VERSION.SDK_INT >= 33 ? "mTimingEvents" : "mTimingSessions";
    addTimers(Kind.REGULAR, "mPkgTimers", events, timers, sessions);
    Set<DebitTruth> debits = new HashSet<>();
    if (Build.VERSION.SDK_INT >= 31) {
      addTimers(Kind.EXPEDITED, "mEJPkgTimers", "mEJTimingSessions", timers, sessions);
      forEach(
          "mEJStats",
          (userId, packageName, debit) ->
              debits.add(
                  new DebitTruth(
                      of(userId, packageName),
                      Hidden.<Long>get(debit, "mDebitTally"),
                      Hidden.<Integer>get(debit, "mStandbyBucket"))));
    }
    return new QuotaTruth(jobs, timers, QuotaTruth.sorted(sessions), stats(), debits, alarms());
  }

  private Map<String, JobQuotaTruth> jobs() {
    Map<String, JobQuotaTruth> jobs = new TreeMap<>();
    Collection<?> top = Hidden.get(controller, "mTopStartedJobs");
    forEach(
        "mTrackedJobs",
        (userId, packageName, tracked) -> {
          for (Object job : (Collection<?>) tracked) {
            Standing standing = standing(job);
            jobs.put(
                TruthReader.key(job),
                new JobQuotaTruth(
                    top.contains(job),
                    Hidden.<Integer>call(
                        Build.VERSION.SDK_INT >= 30 ? job : controller,
                        "getEffectiveStandbyBucket",
                        Build.VERSION.SDK_INT >= 30 ? new Object[0] : new Object[] {job}),
                    standing.name(),
                    left(standing, job, userId, packageName)));
          }
        });
    return jobs;
  }

  private static Standing standing(Object job) {
    if (Build.VERSION.SDK_INT >= 31) {
      if (Hidden.<Boolean>call(job, "shouldTreatAsExpeditedJob")) {
        return Standing.WITHIN_EXPEDITED;
      } else if (Hidden.<Boolean>get(job, "startedAsExpeditedJob")) {
        return Standing.OUT_OF_EXPEDITED;
      }
    }
    return Hidden.<Boolean>call(job, "isConstraintSatisfied", WITHIN_QUOTA)
        ? Standing.WITHIN_REGULAR
        : Standing.OUT_OF_REGULAR;
  }

  private Optional<Long> left(Standing standing, Object job, int userId, String packageName) {
    return switch (standing) {
      case WITHIN_EXPEDITED ->
          Optional.of(
              Hidden.<Long>call(
                  controller, "getRemainingEJExecutionTimeLocked", userId, packageName));
      case OUT_OF_EXPEDITED -> Optional.empty();
      case WITHIN_REGULAR, OUT_OF_REGULAR ->
          Optional.of(Hidden.<Long>call(controller, "getRemainingExecutionTimeLocked", job));
    };
  }

  private void addTimers(
      Kind kind,
      String timersField,
      String sessionsField,
      Set<TimerTruth> timers,
      List<SessionTruth> sessions) {
    Object saved = Hidden.get(controller, sessionsField);
    forEach(
        timersField,
        (userId, packageName, timer) -> {
          String of = of(userId, packageName);
          int running = Hidden.<Integer>get(timer, "mBgJobCount");
          timers.add(
              new TimerTruth(
                  kind.name(),
                  of,
                  running > 0
                      ? Optional.of(Hidden.<Long>get(timer, "mStartTimeElapsed"))
                      : Optional.empty(),
                  running));
          List<?> events = Hidden.call(saved, "get", userId, packageName);
          for (Object event : events == null ? List.of() : events) {
            if (event.getClass().getSimpleName().equals("TimingSession")) {
              sessions.add(
                  new SessionTruth(
                      kind.name(),
                      of,
                      Hidden.<Long>get(event, "startTimeElapsed"),
                      Hidden.<Long>get(event, "endTimeElapsed"),
                      Hidden.<Integer>get(event, "bgJobCount")));
            }
          }
        });
  }

  private Set<StatsTruth> stats() {
    Set<StatsTruth> stats = new HashSet<>();
    forEach(
        "mExecutionStatsCache",
        (userId, packageName, buckets) -> {
          Object[] byBucket = (Object[]) buckets;
          for (int bucket = 0; bucket < byBucket.length; bucket++) {
            Object of = byBucket[bucket];
            if (of != null) {
              stats.add(
                  new StatsTruth(
                      of(userId, packageName),
                      bucket,
                      notZero(Hidden.get(of, "expirationTimeElapsed")),
                      Hidden.hasField(of, "allowedTimePerPeriodMs")
                          ? Optional.of(Hidden.<Long>get(of, "allowedTimePerPeriodMs"))
                          : Optional.empty(),
                      Hidden.<Long>get(of, "windowSizeMs"),
                      Hidden.<Integer>get(of, "jobCountLimit"),
                      Hidden.<Integer>get(of, "sessionCountLimit"),
                      Hidden.<Long>get(of, "executionTimeInWindowMs"),
                      Hidden.<Integer>get(of, "bgJobCountInWindow"),
                      Hidden.<Integer>get(of, "sessionCountInWindow"),
                      Hidden.<Long>get(of, "executionTimeInMaxPeriodMs"),
                      Hidden.<Integer>get(of, "bgJobCountInMaxPeriod"),
                      notZero(Hidden.get(of, "inQuotaTimeElapsed"))));
            }
          }
        });
    return stats;
  }

  private Map<String, Long> alarms() {
    Map<String, Long> alarms = new TreeMap<>();
    if (Build.VERSION.SDK_INT == 29) {
      forEach(
          "mInQuotaAlarmListeners",
          (userId, packageName, alarm) -> {
            if (Hidden.<Boolean>call(alarm, "isWaiting")) {
              alarms.put(
                  of(userId, packageName), Hidden.<Long>call(alarm, "getTriggerTimeElapsed"));
            }
          });
      return alarms;
    }
    Collection<?> queue =
        Build.VERSION.SDK_INT >= 33
            ? Hidden.get(Hidden.get(controller, "mInQuotaAlarmQueue"), "mAlarmPriorityQueue")
            : Hidden.get(Hidden.get(controller, "mInQuotaAlarmListener"), "mAlarmQueue");
    for (Object entry : queue) {
      Pair<?, ?> alarm = (Pair<?, ?>) entry;
      alarms.put(
          of(Hidden.<Integer>get(alarm.first, "userId"), Hidden.get(alarm.first, "packageName")),
          (Long) alarm.second);
    }
    return alarms;
  }

  private static String of(int userId, String packageName) {
    return "<" + userId + ">" + packageName;
  }

  private static Optional<Long> notZero(Long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(millis);
  }

  /** What the platform keeps for a package of a user. */
  private interface Entry {
    void read(int userId, String packageName, Object value);
  }

  /**
   * All entries of one of the platform's maps by user and package; API 29 has a type of its own.
   */
  private void forEach(String field, Entry entry) {
    Object map = Hidden.get(controller, field);
    boolean first = Build.VERSION.SDK_INT == 29;
    int users = Hidden.<Integer>call(map, first ? "numUsers" : "numMaps");
    for (int user = 0; user < users; user++) {
      int userId = Hidden.<Integer>call(map, "keyAt", user);
      int packages =
          Hidden.<Integer>call(map, first ? "numPackagesForUser" : "numElementsForKey", userId);
      for (int at = 0; at < packages; at++) {
        entry.read(
            userId, Hidden.call(map, "keyAt", user, at), Hidden.call(map, "valueAt", user, at));
      }
    }
  }
}
