package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.QuotaUse;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Controllers;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The app has used up its quota: time, jobs, sessions, or the rate (API 29 and later,
 * reference/readiness.md §6).
 */
final class OutOfQuota implements Rule {

  /** The time that counts in the longest window: four hours a day. */
  private static final Duration MOST_A_DAY = Duration.ofHours(4);

  private static final int EXPEDITED = 0x10;

  @Override
  public About about() {
    return new About(
        "its app is out of quota: of time, jobs, sessions, or of the rate",
        "29+",
        List.of(
            "quota-time",
            "quota-jobs",
            "quota-sessions",
            "quota",
            "quota-replaced",
            "expedited-quota"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    if (!circumstances.withinQuota().orElse(true)) {
      findings.add(
          circumstances.isQuotaReplaced() || circumstances.isJobTermTrue()
              ? replaced(circumstances)
              : exhausted(circumstances));
      boolean expedited = (circumstances.job().info().flags() & EXPEDITED) != 0;
      boolean approved = circumstances.isQuotaReplaced();
      if (expedited && !approved && circumstances.api() >= 31) {
        findings.add(expedited(circumstances));
      }
    }
    return findings;
  }

  private static Finding replaced(Circumstances circumstances) {
    return Finding.note("quota-replaced", "quota")
        .reason(PendingReason.QUOTA)
        .summary(
            "The app is out of regular quota, but that does not hold this job back: expedited"
                + " quota or a set of conditions of its own stands in for it.")
        .line(circumstances.line("Unsatisfied constraints:"))
        .line(
            circumstances.line(
                "readyDynamicSatisfied: true",
                "expeditedQuotaApproved: true",
                "readyWithinExpeditedQuota: true"))
        .build();
  }

  private static Finding expedited(Circumstances circumstances) {
    return Finding.note("expedited-quota", "expedited quota")
        .summary(
            "The app is out of expedited quota as well, so Android treats this expedited job as a"
                + " regular one.")
        .line(
            circumstances.line("expeditedQuotaApproved: false", "readyWithinExpeditedQuota: false"))
        .line(debit(circumstances).map(Quota.Debit::line))
        .build();
  }

  private static Optional<Quota.Debit> debit(Circumstances circumstances) {
    return circumstances
        .state()
        .controllers()
        .quota()
        .flatMap(
            quota ->
                quota.debits().stream()
                    .filter(debit -> debit.userId() == circumstances.sourceUser())
                    .filter(debit -> debit.packageName().equals(circumstances.packageName()))
                    .findFirst());
  }

  private static Finding exhausted(Circumstances circumstances) {
    Optional<Quota> quota = circumstances.state().controllers().quota();
    Optional<Quota.JobQuota> standing = circumstances.quota();
    Optional<StandbyBucket> bucket = circumstances.effectiveBucket();
    Optional<Quota.ExecutionStats> stats =
        quota.flatMap(
            known ->
                bucket.flatMap(
                    one ->
                        known.stats(circumstances.sourceUser(), circumstances.packageName(), one)));
    Optional<Controllers.PackageAlarm> alarm =
        quota.flatMap(
            known -> known.alarm(circumstances.sourceUser(), circumstances.packageName()));
    Optional<Duration> back =
        alarm
            .flatMap(Controllers.PackageAlarm::in)
            .or(() -> stats.flatMap(Quota.ExecutionStats::inQuotaIn))
            .filter(time -> !time.isNegative());
    String in = bucket.map(one -> " in bucket " + one.name()).orElse("");
    Optional<Quota.ExecutionStats> fresh = stats.filter(OutOfQuota::isOfNow);
    Optional<QuotaUse> listed =
        bucket.flatMap(
            one ->
                QuotaUse.of(
                    circumstances.state(),
                    circumstances.sourceUser(),
                    circumstances.packageName(),
                    one));
    // Where Android's own count is of now, it counts.
    Optional<QuotaUse> use = listed.filter(counted -> fresh.isEmpty());
    boolean none = bucket.filter(StandbyBucket.NEVER::equals).isPresent();
    boolean timeUp =
        standing
                .flatMap(Quota.JobQuota::left)
                .filter(left -> left.isNegative() || left.isZero())
                .isPresent()
            || fresh.filter(OutOfQuota::isTimeUp).isPresent()
            || use.filter(QuotaUse::isTimeUp).isPresent();
    String which;
    String what;
    if (none) {
      which = "quota";
      what = "Apps in bucket NEVER have no quota at all.";
    } else if (timeUp) {
      which = "quota-time";
      what = "The app has used up the time that its jobs may run" + in + time(fresh, use) + ".";
    } else if (fresh.filter(known -> isReached(known.jobCount(), known.jobLimit())).isPresent()
        || use.filter(QuotaUse::areJobsUp).isPresent()) {
      which = "quota-jobs";
      what =
          "The app has run as many jobs as it may"
              + in
              + fresh
                  .map(known -> count(known.jobCount(), known.window(), "job"))
                  .or(() -> use.map(known -> count(known.jobs(), known.window(), "job")))
                  .orElse("")
              + ".";
    } else if (fresh
            .filter(known -> isReached(known.sessionCount(), known.sessionLimit()))
            .isPresent()
        || use.filter(QuotaUse::areSessionsUp).isPresent()) {
      which = "quota-sessions";
      what =
          "The app has run jobs in as many sessions as it may"
              + in
              + fresh
                  .map(known -> count(known.sessionCount(), known.window(), "session"))
                  .or(() -> use.map(known -> count(known.sessions(), known.window(), "session")))
                  .orElse("")
              + ".";
    } else {
      which = "quota";
      what =
          "The app is out of quota"
              + in
              + ". Which limit it has reached, of time, jobs, sessions, or of the rate a minute,"
              + " the dump does not show.";
    }
    Finding.Builder finding =
        Finding.blocked(which, "quota")
            .reason(PendingReason.QUOTA)
            .summary(what + back.map(time -> " It is back in " + Words.span(time) + ".").orElse(""))
            .line(circumstances.line("Unsatisfied constraints:"))
            .line(standing.map(Quota.JobQuota::line))
            .line(fresh.map(Quota.ExecutionStats::line))
            .line(listed.flatMap(known -> known.lines().stream().findFirst()))
            .line(alarm.filter(known -> known.in().isPresent()).map(Controllers.PackageAlarm::line))
            .line(circumstances.line("Standby bucket: "))
            .eta(back)
            .remedy(remedy(bucket));
    if (back.isEmpty()) {
      finding.until(none ? "the app is opened" : "the app is within quota again");
    }
    return Buckets.withCommands(finding, circumstances, bucket).build();
  }

  /** Time and a charger help only where there is a quota, and where charging lifts it. */
  private static String remedy(Optional<StandbyBucket> bucket) {
    if (bucket.filter(StandbyBucket.NEVER::equals).isPresent()) {
      return "Open the app. Neither waiting nor charging gives quota to an app in this bucket.";
    }
    return bucket.filter(StandbyBucket.RESTRICTED::equals).isPresent()
        ? "Wait, or open the app. Charging alone does not free an app in this bucket of its quota."
        : "Wait, charge the device, or open the app: charging and an app in use are free of quota."
            + " For good: fewer and shorter jobs.";
  }

  private static boolean isTimeUp(Quota.ExecutionStats stats) {
    return stats.allowed().filter(most -> stats.used().compareTo(most) >= 0).isPresent()
        || stats.usedInMax().compareTo(MOST_A_DAY) >= 0;
  }

  private static boolean isReached(long count, OptionalLong limit) {
    return limit.isPresent() && count >= limit.getAsLong();
  }

  /** Android counts when it needs to; what was counted longer ago may be out of date. */
  private static boolean isOfNow(Quota.ExecutionStats stats) {
    return !stats.window().isZero()
        && stats.validFor().filter(left -> !left.isNegative()).isPresent();
  }

  private static String time(Optional<Quota.ExecutionStats> stats, Optional<QuotaUse> use) {
    return stats
        .map(known -> time(known.used(), known.allowed(), known.window()))
        .or(
            () ->
                use.map(known -> time(known.used(), Optional.of(known.allowed()), known.window())))
        .orElse("");
  }

  private static String time(Duration used, Optional<Duration> allowed, Duration window) {
    return " ("
        + Words.span(used)
        + " used"
        + allowed.map(most -> " of " + Words.span(most)).orElse("")
        + " within "
        + Words.span(window)
        + ")";
  }

  private static String count(long number, Duration window, String what) {
    return " (" + Words.count(number, what) + " within " + Words.span(window) + ")";
  }
}
