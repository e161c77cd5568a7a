package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DeviceConditions;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A job with all that is known around it: what rules judge. The terms are those by which Android
 * decides whether a job is ready (reference/readiness.md §3); where the dump does not show one, it
 * is absent.
 */
public final class Circumstances {

  /** In the printed set of unsatisfied constraints, but judged by terms of their own. */
  private static final Set<Constraint> JUDGED_APART =
      Set.of(
          Constraint.DEADLINE,
          Constraint.WITHIN_QUOTA,
          Constraint.TARE_WEALTH,
          Constraint.APP_NOT_IDLE);

  private final Job job;
  private final Surroundings around;
  private final int api;

  /** Most rules ask for them, so they are gathered once. */
  private List<Constraint> unmet;

  /** The circumstances of {@code job}, which is in the dump. */
  Circumstances(Surroundings around, Job job) {
    this.around = around;
    this.job = job;
    this.api = around.api(job);
  }

  /** A job alone, without neighbours, of which the API level may be known all the same. */
  public Circumstances(JobSchedulerSnapshot snapshot, Job job, OptionalInt apiLevel) {
    this(Surroundings.of(snapshot, apiLevel), job);
  }

  /** The job. */
  public Job job() {
    return job;
  }

  /** The dump that it is in. */
  public JobSchedulerSnapshot snapshot() {
    return around.snapshot();
  }

  /** What the dump says beside its jobs. */
  public SchedulerState state() {
    return around.snapshot().state();
  }

  /** What other services say. */
  public Neighbours neighbours() {
    return around.neighbours();
  }

  /** What it says of the device. */
  public DeviceConditions device() {
    return around.snapshot().state().device();
  }

  /** The API level, or the lowest that prints such a job. */
  public int api() {
    return api;
  }

  /**
   * Where the job stands; absent when the dump was cut before it says so, or contradicts itself.
   */
  public Optional<JobState> where() {
    return isContradictory() ? Optional.empty() : job.state();
  }

  /** Whether the Ready line calls the job ready, and says that what this takes is not so. */
  public boolean isContradictory() {
    return job.readiness()
        .filter(Readiness::ready)
        .filter(terms -> !terms.job().orElse(true) || !terms.user().orElse(true))
        .isPresent();
  }

  /** Whether the job neither runs nor is queued, and the next scan would not queue it. */
  public boolean isWaiting() {
    return job.state().filter(JobState.WAITING::equals).isPresent();
  }

  /** Whether the dump prints a line for each job only, without its sets (API 21 to 23). */
  public boolean isOneLine() {
    return !(job.key().caller() instanceof Uid);
  }

  /** Whether a constraint is satisfied, required or not. */
  public boolean isSatisfied(Constraint constraint) {
    return job.constraints().satisfied().contains(constraint);
  }

  /**
   * The explicit constraints that are required and not satisfied: those that hold the job back
   * unless its deadline has passed.
   */
  public List<Constraint> unmet() {
    if (unmet == null) {
      unmet = List.copyOf(isOneLine() ? unmetOfOneLine() : unmetOfSets());
    }
    return unmet;
  }

  private List<Constraint> unmetOfSets() {
    List<Constraint> lacking = new ArrayList<>(job.constraints().unsatisfied());
    lacking.removeAll(JUDGED_APART);
    return lacking;
  }

  /** API 21 to 23 print no sets; what the controllers say stands in for them. */
  private List<Constraint> unmetOfOneLine() {
    List<Constraint> lacking = new ArrayList<>();
    for (Constraint constraint : job.constraints().required()) {
      if (holds(constraint).filter(holds -> !holds).isPresent()) {
        lacking.add(constraint);
      }
    }
    boolean delayOver =
        lacking.isEmpty() && job.constraints().required().contains(Constraint.TIMING_DELAY);
    if (delayOver && isWaiting() && !isJobTermTrue() && appNotIdle().orElse(true)) {
      // Its time has come, and only Android's alarm for it has not.
      lacking.add(Constraint.TIMING_DELAY);
    }
    return lacking;
  }

  private Optional<Boolean> holds(Constraint constraint) {
    if (constraint.equals(Constraint.TIMING_DELAY)) {
      return job.times().earliest().map(time -> time.isNegative() || time.isZero());
    }
    if (constraint.equals(Constraint.CHARGING)) {
      return device().stablePower().map(Fact::value);
    }
    if (constraint.equals(Constraint.IDLE)) {
      return device().idle().map(Fact::value);
    }
    if (constraint.equals(Constraint.CONNECTIVITY)) {
      return state().controllers().connectivity().flatMap(net -> net.connected()).map(Fact::value);
    }
    if (constraint.equals(Constraint.UNMETERED)) {
      return state().controllers().connectivity().flatMap(net -> net.unmetered()).map(Fact::value);
    }
    return Optional.empty();
  }

  /** Constraints of the dynamic set that are not satisfied. */
  public List<Constraint> unmetDynamic() {
    return job.constraints().dynamic().stream().filter(one -> !isSatisfied(one)).toList();
  }

  /** Whether a deadline has passed that stands in for all explicit constraints. */
  public boolean deadlinePassed() {
    Optional<Boolean> printed = implicit("readyDeadlineSatisfied");
    if (printed.isPresent() || !job.implicit().isEmpty()) {
      return printed.orElse(false);
    }
    if (isOneLine()) {
      // The moment may have come without Android having noticed, which only (READY) would show.
      return (isJobTermTrue() || !appNotIdle().orElse(true))
          && job.times().latest().filter(time -> time.isNegative() || time.isZero()).isPresent();
    }
    return job.info().periodic().isEmpty() && isSatisfied(Constraint.DEADLINE);
  }

  /**
   * Whether unmet explicit constraints hold the job back: not when its deadline has passed, nor
   * when Android counts them as met all the same, after an order to run for example.
   */
  public boolean isExplicitDecisive() {
    return !deadlinePassed() && !isJobTermTrue();
  }

  /** Whether Android counts all conditions of the job itself as met ({@code job=true}). */
  public boolean isJobTermTrue() {
    return job.readiness().flatMap(ready -> ready.job()).orElse(false);
  }

  /** Whether the job waits although all that the dump shows of what decides is met. */
  public boolean isUnshownCause() {
    return isWaiting()
        && isJobTermTrue()
        && job.readiness().flatMap(Readiness::user).orElse(true)
        && job.readiness().flatMap(Readiness::component).orElse(true);
  }

  /** The deadline that is still to come; absent when there is none that could help. */
  public Optional<Duration> deadlineAhead() {
    boolean helps =
        job.constraints().required().contains(Constraint.DEADLINE)
            && (job.info().periodic().isEmpty() || isOneLine());
    return helps ? job.times().latest().filter(time -> !time.isNegative()) : Optional.empty();
  }

  /** Whether Doze lets the job run. */
  public Optional<Boolean> notDozing() {
    return implicit("readyNotDozing")
        .or(
            () ->
                isOneLine()
                    ? device().doze().map(fact -> !fact.value())
                    : known(api < 29 && hasSets(), Constraint.DEVICE_NOT_DOZING));
  }

  /** Whether the app may work in the background (API 28 and later). */
  public Optional<Boolean> notRestrictedInBackground() {
    return implicit("readyNotRestrictedInBg")
        .or(() -> known(api == 28 && hasSets(), Constraint.BACKGROUND_NOT_RESTRICTED));
  }

  /** Whether the app was used lately (API 23 to 27). */
  public Optional<Boolean> appNotIdle() {
    if (isOneLine()) {
      return api == 23 ? Optional.of(isSatisfied(Constraint.APP_NOT_IDLE)) : Optional.empty();
    }
    return known(api >= 24 && api < 28 && hasSets(), Constraint.APP_NOT_IDLE);
  }

  /** Whether the app has quota left (API 29 and later). */
  public Optional<Boolean> withinQuota() {
    return api < 29 || !hasSets()
        ? Optional.empty()
        : Optional.of(!job.constraints().unsatisfied().contains(Constraint.WITHIN_QUOTA));
  }

  /** Whether the app can pay in Android's resource economy, where that counts (API 33 and 34). */
  public boolean hasCredit() {
    return !job.constraints().unsatisfied().contains(Constraint.TARE_WEALTH);
  }

  /** Whether something else stands in for quota: the dynamic set, or an expedited approval. */
  public boolean isQuotaReplaced() {
    return isTrue("readyDynamicSatisfied")
        || isTrue("readyWithinExpeditedQuota")
        || (isTrue("expeditedQuotaApproved") && implicit("expeditedTareApproved").orElse(true));
  }

  /** An implicit condition by the name printed; absent when it is not. */
  public Optional<Boolean> implicit(String name) {
    return Optional.ofNullable(job.implicit().get(name));
  }

  private boolean isTrue(String name) {
    return implicit(name).orElse(false);
  }

  private boolean hasSets() {
    return job.readiness().isPresent() && !isOneLine();
  }

  private Optional<Boolean> known(boolean printed, Constraint constraint) {
    return printed ? Optional.of(isSatisfied(constraint)) : Optional.empty();
  }

  /**
   * The bucket that quota goes by: an app in use counts as ACTIVE. The dump's own word where it has
   * one; absent when it says nothing of buckets.
   */
  public Optional<StandbyBucket> effectiveBucket() {
    return quota()
        .map(Quota.JobQuota::bucket)
        .or(
            () ->
                job.standby()
                    .bucket()
                    .map(
                        bucket ->
                            job.standby().uidActive() || job.standby().exempted()
                                ? new StandbyBucket("ACTIVE")
                                : bucket));
  }

  /** The runs of the job that the job history has, oldest first. */
  public List<JobRun> runs() {
    return around.runs(job.key());
  }

  /** How many jobs the one who scheduled this one has, as far as the dump shows them. */
  public int jobsOfCaller() {
    return around.jobsOf(job.key().caller());
  }

  /** The same surroundings with the job, or the scheduler's state, in another condition. */
  Circumstances with(Job other, SchedulerState state) {
    JobSchedulerSnapshot old = around.snapshot();
    JobSchedulerSnapshot changed =
        new JobSchedulerSnapshot(
            old.registered(),
            old.jobs(),
            old.pending(),
            old.active(),
            old.history(),
            state,
            old.extent(),
            old.unread(),
            old.unreadCount(),
            old.vendorLines(),
            old.lines());
    return new Circumstances(new Surroundings(changed, around.neighbours()), other);
  }

  /** How the job stands with its quota; absent when the dump does not say. */
  public Optional<Quota.JobQuota> quota() {
    return state()
        .controllers()
        .quota()
        .flatMap(quota -> Optional.ofNullable(quota.jobs().get(job.key())));
  }

  /** The user whose apps are counted. */
  public int sourceUser() {
    return job.source().map(Job.Source::userId).orElse(job.key().caller().userId());
  }

  /** The package that is blamed and charged; empty when the dump does not say. */
  public String packageName() {
    return job.packageName().orElse("");
  }

  /** The packages that have a say: the source's and the service's. */
  public Set<String> packages() {
    Set<String> packages = new LinkedHashSet<>();
    job.packageName().ifPresent(packages::add);
    job.servicePackage().ifPresent(packages::add);
    return packages;
  }

  /**
   * The line of the job's block that begins so, or of the first of several beginnings that is
   * there; absent when none is.
   */
  public Optional<DumpLine> line(String... beginnings) {
    for (String beginning : beginnings) {
      // From below: what an app could imitate stands above the genuine lines.
      for (int i = job.block().size() - 1; i >= 0; i--) {
        String line = job.block().get(i);
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
          at++;
        }
        if (line.startsWith(beginning, at)) {
          return Optional.of(new DumpLine(job.line() + i, line));
        }
      }
    }
    return Optional.empty();
  }

  /** The first line of the job, which names it; the whole job up to API 23. */
  public DumpLine heading() {
    return new DumpLine(job.line(), job.block().isEmpty() ? "" : job.block().get(0));
  }

  /** The line that tells whether the job is ready, or the job's only one. */
  public Optional<DumpLine> readyLine() {
    return isOneLine() ? Optional.of(heading()) : line("Ready: ");
  }
}
