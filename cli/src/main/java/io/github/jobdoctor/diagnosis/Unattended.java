package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.BackgroundLimits;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Constraints;
import io.github.jobdoctor.job.Controllers;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.Standby;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The observer effect: who looks at a device has it plugged in, and the app open. Charging and an
 * app in use lift quota and restrictions, so what is seen is not what the user's device does. This
 * is the same job with these inputs turned: on battery, and in the background.
 *
 * @param circumstances the job as it would stand then
 * @param observed what lifts something now, for evidence
 */
public record Unattended(Circumstances circumstances, List<DumpLine> observed) {

  /** Copies the list. */
  public Unattended {
    observed = List.copyOf(observed);
  }

  /** Absent when nothing is lifted now, and on versions that know no quota (up to API 28). */
  public static Optional<Unattended> of(Circumstances now) {
    List<DumpLine> observed = new ArrayList<>();
    now.device().charging().filter(Fact::value).map(Fact::line).ifPresent(observed::add);
    if (observed.isEmpty()) {
      now.device().stablePower().filter(Fact::value).map(Fact::line).ifPresent(observed::add);
    }
    now.line("Uid: active").ifPresent(observed::add);
    boolean known = now.api() >= 29 && now.withinQuota().isPresent();
    if (observed.isEmpty() || !known || now.job().source().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Unattended(turned(now), observed));
  }

  private static Circumstances turned(Circumstances now) {
    Job job = now.job();
    List<Constraint> satisfied = new ArrayList<>(job.constraints().satisfied());
    List<Constraint> unsatisfied = new ArrayList<>(job.constraints().unsatisfied());
    Map<String, Boolean> implicit = new LinkedHashMap<>(job.implicit());
    SchedulerState state = now.state();
    Optional<StandbyBucket> bucket =
        job.standby().exempted() ? now.effectiveBucket() : job.standby().bucket();

    satisfied.remove(Constraint.CHARGING);
    Optional<QuotaUse> use =
        bucket.flatMap(one -> QuotaUse.of(state, now.sourceUser(), now.packageName(), one));
    boolean outOfQuota = use.filter(QuotaUse::isUsedUp).isPresent();
    if (outOfQuota && !unsatisfied.contains(Constraint.WITHIN_QUOTA)) {
      satisfied.remove(Constraint.WITHIN_QUOTA);
      unsatisfied.add(Constraint.WITHIN_QUOTA);
    }
    if (isBarred(now)) {
      implicit.put("readyNotRestrictedInBg", false);
    }
    if (implicit.containsKey("readyDynamicSatisfied")) {
      implicit.put("readyDynamicSatisfied", satisfied.containsAll(job.constraints().dynamic()));
    }
    Job other =
        new Job(
            job.key(),
            job.name(),
            job.tag(),
            job.source(),
            job.info(),
            new Constraints(
                job.constraints().required(),
                job.constraints().preferred(),
                job.constraints().dynamic(),
                satisfied,
                unsatisfied),
            implicit,
            new Standby(
                job.standby().bucket(),
                job.standby().deferredSince(),
                job.standby().forceBatchedSince(),
                false,
                job.standby().exempted(),
                job.standby().dozeWhitelisted(),
                job.standby().backgroundRestricted()),
            job.times(),
            job.past(),
            job.network(),
            job.restrictedDueTo(),
            job.readiness().map(Unattended::waiting),
            job.line(),
            job.block());
    return now.with(other, use.map(counted -> withQuota(now, state, counted)).orElse(state));
  }

  /** The app is barred from the background, and only its being in use lifts that. */
  private static boolean isBarred(Circumstances now) {
    if (!now.job().standby().uidActive()) {
      return false;
    }
    Optional<BackgroundLimits> limits = now.state().controllers().background();
    boolean exempted =
        limits
            .map(known -> known.jobs().get(now.job().key()))
            .map(BackgroundLimits.BackgroundJob::exempted)
            .orElse(now.job().standby().dozeWhitelisted());
    boolean saver =
        limits.flatMap(BackgroundLimits::forceAllStandby).map(Fact::value).orElse(false);
    boolean restricted =
        limits
            .filter(
                known ->
                    known.restricted().stream()
                        .anyMatch(
                            app ->
                                now.packages().contains(app.packageName())
                                    && app.uid().userId() == now.sourceUser()))
            .isPresent();
    return !exempted && (saver || restricted);
  }

  private static Readiness waiting(Readiness now) {
    return new Readiness(
        false,
        Optional.of(false),
        now.user(),
        now.restricted(),
        now.pending().map(queued -> false),
        now.active().map(runs -> false),
        now.backingUp(),
        now.component());
  }

  /** The quota as it was counted, in place of what the dump has of the bucket in use. */
  private static SchedulerState withQuota(Circumstances now, SchedulerState state, QuotaUse use) {
    Quota quota = state.controllers().quota().orElseThrow();
    Map<JobKey, Quota.JobQuota> jobs = new LinkedHashMap<>(quota.jobs());
    Optional.ofNullable(jobs.get(now.job().key()))
        .ifPresent(
            entry ->
                jobs.put(
                    now.job().key(),
                    new Quota.JobQuota(
                        false,
                        use.bucket(),
                        use.isUsedUp() ? Quota.Standing.OUT_OF_REGULAR : entry.standing(),
                        Optional.of(use.allowed().minus(use.used())),
                        entry.line())));
    Controllers old = state.controllers();
    Quota counted =
        new Quota(
            quota.enabled(),
            quota.throttling(),
            quota.foregroundUids(),
            quota.topUids(),
            quota.topGraceUids(),
            quota.allowlistedUids(),
            jobs,
            quota.timers(),
            quota.sessions(),
            quota.bumps(),
            List.of(),
            quota.debits(),
            List.of());
    return state.with(
        new Controllers(
            old.connectivity(),
            Optional.of(counted),
            old.background(),
            old.doze(),
            old.appIdle(),
            old.timing(),
            old.content(),
            old.prefetch(),
            old.flexibility(),
            old.components(),
            old.resourceEconomy()));
  }
}
