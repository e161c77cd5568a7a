package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.jobscheduler.RunOutcome.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Orders a job to run and watches it. "Running job" only means that Android took the order: Doze,
 * quota, restrictions and missing slots still hold the job (reference/cmd-jobscheduler.md §3). So a
 * start is believed when the job is seen among the active ones or when the job history holds an
 * event of it that it did not hold before the order; an end, when it is gone from the active ones
 * again. Where the two words of Android leave room for several endings, none is claimed.
 */
public final class RunWatch {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** How the history words the end of a run that came to its end by itself. */
  private static final List<String> NORMAL_ENDS =
      List.of(
          "app called jobFinished",
          "onStartJob returned false",
          "finished start",
          "last work dequeued",
          "successful_finish");

  /** What an order without force overrides (reference/cmd-jobscheduler.md §3). */
  private static final Set<String> OVERRIDDEN =
      Set.of(
          "CHARGING",
          "BATTERY_NOT_LOW",
          "STORAGE_NOT_LOW",
          "IDLE",
          "TIMING_DELAY",
          "PREFETCH",
          "FLEXIBILITY");

  /** What force overrides besides. Whether it overrides a vendor's constraint is not known. */
  private static final Set<String> FORCED =
      Set.of("CONNECTIVITY", "CONTENT_TRIGGER", "UNMETERED", "METERED", "NOT_ROAMING");

  private final JobScheduler scheduler;
  private final JobSchedulerSnapshot baseline;
  private final Job before;
  private final OptionalInt apiLevel;
  private final Ticker ticker;
  private final Duration limit;
  private final Set<Proof> proof = new LinkedHashSet<>();
  private boolean started;
  private JobSchedulerSnapshot last;
  private long orderedAt;

  /**
   * A watch over {@code job}.
   *
   * @param baseline the scheduler as it stood just before the order
   * @param job the job, as it stands there
   * @param apiLevel the device's API level; absent when unknown
   * @param limit how long to watch
   */
  public RunWatch(
      JobScheduler scheduler,
      JobSchedulerSnapshot baseline,
      Job job,
      OptionalInt apiLevel,
      Duration limit,
      Ticker ticker) {
    this.scheduler = scheduler;
    this.baseline = baseline;
    this.before = job;
    this.apiLevel = apiLevel;
    this.limit = limit;
    this.ticker = ticker;
  }

  /**
   * Gives the order and watches until the job has ended, or the time is up. A job that already runs
   * is only watched.
   *
   * @param wait whether to watch at all, or to be content with a look at whether it started
   */
  public RunOutcome run(RunForm form, boolean wait)
      throws DeviceException, UnusableDumpException, InterruptedException {
    orderedAt = ticker.nanoTime();
    if (before.state().filter(JobState.ACTIVE::equals).isPresent()
        || baseline.activeEntry(before.key()).isPresent()) {
      saw("jobscheduler", "it was already running, so no order was given");
      started = true;
    } else {
      RunAnswer answer = scheduler.run(before, form);
      saw("jobscheduler", answer.text());
      switch (answer.kind()) {
        case TAKEN -> {}
        case PACKAGE_OR_JOB_UNKNOWN -> {
          return new RunOutcome.NotFound(proofs());
        }
        case CONSTRAINTS_UNMET -> {
          return new RunOutcome.ConstraintsUnmet(unmet(), proofs());
        }
        case REFUSED -> {
          return new RunOutcome.Refused(proofs());
        }
      }
    }
    return watch(form, wait);
  }

  private RunOutcome watch(RunForm form, boolean wait)
      throws DeviceException, UnusableDumpException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      boolean active = isActive();
      boolean timeIsUp = elapsed().compareTo(limit) >= 0;
      // At last the history is asked even if it is active: that may be another run already.
      Optional<RunOutcome> ended = active && (!timeIsUp || !wait) ? Optional.empty() : ended();
      if (ended.isPresent()) {
        return ended.get();
      }
      if (started && !wait) {
        return new RunOutcome.Started(proofs());
      }
      if (timeIsUp) {
        return started ? new RunOutcome.Started(proofs()) : notStarted(form);
      }
      ticker.sleep(pause);
      pause = min(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
    }
  }

  /** Asks the cheap question first; it costs the device a fraction of a dump. */
  private boolean isActive() throws DeviceException {
    Set<String> words = scheduler.state(before);
    boolean active = words.contains("active");
    if (active) {
      started = true;
      saw("jobscheduler", "get-job-state: active");
    }
    return active;
  }

  /** Looks at the dump; the outcome when the job has ended since the order. */
  private Optional<RunOutcome> ended() throws DeviceException, UnusableDumpException {
    last = scheduler.snapshot();
    HistoryEvent stop = null;
    for (HistoryEvent event : HistorySince.of(baseline.history(), last.history())) {
      if (event.isOf(before)) {
        saw("history", (event.start() ? "START " : "STOP ") + event.text());
        // The job was not active before the order, or is watched since it was: the first stop ends
        // the run in question, and a stop without its start says as much as both.
        started = true;
        if (!event.start()) {
          stop = event;
          break;
        }
      }
    }
    if (stop == null && last.activeEntry(before.key()).isPresent()) {
      started = true;
      saw("jobscheduler", "the dump lists it among the active jobs");
      return Optional.empty();
    }
    // A dump that was cut off may just not reach to the active jobs and the history.
    return started && (stop != null || last.extent() != Extent.CUT_OFF)
        ? Optional.of(outcomeOf(Optional.ofNullable(stop)))
        : Optional.empty();
  }

  private RunOutcome outcomeOf(Optional<HistoryEvent> stop) {
    Optional<Job> after = last.job(before.key());
    String reason = stop.flatMap(event -> event.reason(before)).orElse("");
    boolean failuresGrew =
        after.map(job -> job.past().numFailures() > before.past().numFailures()).orElse(false);
    boolean successNoted =
        after
            // A job that the app scheduled anew under the same id has no past: that proves nothing.
            .flatMap(job -> job.past().lastSuccessful())
            .filter(time -> !before.past().lastSuccessful().equals(Optional.of(time)))
            .isPresent();
    // API 28 to 30 count a normal end as "canceled" when they have no other words for it.
    boolean normal =
        NORMAL_ENDS.stream().anyMatch(reason::startsWith)
            || (reason.equals("canceled") && (successNoted || failuresGrew));
    if (reason.equals("canceled") && !normal) {
      return new RunOutcome.Unobservable(
          "the job ran and ended, but \"canceled\" is what this Android version calls both a normal"
              + " end and a cancelled run",
          proofs());
    }
    if (!normal && !reason.isEmpty()) {
      return new RunOutcome.Stopped(reason, proofs());
    }
    if (failuresGrew) {
      saw("jobscheduler", "Num failures: " + after.orElseThrow().past().numFailures());
      return new RunOutcome.Retry(proofs());
    }
    if (normal || successNoted) {
      saw(
          "jobscheduler",
          after.isPresent()
              ? "the job is registered for its next run"
              : "the job is done and gone");
      return ranBeforeItsTime()
          ? new RunOutcome.Unobservable(
              "Android ran the job, but WorkManager skips work whose time has not come:"
                  + " whether the worker ran cannot be seen from here",
              proofs())
          : new RunOutcome.Succeeded(proofs());
    }
    return new RunOutcome.Unobservable(
        "the job ran and ended, but the device's job history does not tell how", proofs());
  }

  /** Since 2.7.1 WorkManager does not run a worker before its time, however the job was started. */
  private boolean ranBeforeItsTime() {
    return before.isWorkManager()
        && before.constraints().unsatisfied().contains(Constraint.TIMING_DELAY);
  }

  private RunOutcome notStarted(RunForm form) {
    Optional<Job> now = last.job(before.key());
    if (now.isEmpty()) {
      return new RunOutcome.Unobservable(
          last.extent() == Extent.CUT_OFF
              ? "the device's dump was cut off before the job"
              : "the job is no longer registered, and its start was not seen",
          proofs());
    }
    if (last.extent() == Extent.CUT_OFF) {
      return new RunOutcome.Unobservable(
          "the device's dump was cut off, so a start may be missing in it", proofs());
    }
    return new RunOutcome.NotStarted(notOverridden(now.get(), form), proofs());
  }

  /**
   * What made Android refuse an order without force: explicit constraints that are not met and that
   * such an order does not override. Doze and the like are never the cause.
   */
  private List<Finding> unmet() {
    Set<String> required = requiredNames(before);
    return heldBy(baseline, before).stream()
        .filter(hold -> required.contains(hold.label()) && !OVERRIDDEN.contains(hold.label()))
        .toList();
  }

  /**
   * What still holds the job. While its {@code Ready:} line says that its own conditions are met,
   * the order is in force, and the rules know that. Otherwise something that no order overrides
   * comes first; what the order overrides is named only if nothing else is left, since then the
   * order is in force no more.
   */
  private List<Finding> notOverridden(Job now, RunForm form) {
    Set<String> overridden = new HashSet<>(OVERRIDDEN);
    if (form == RunForm.FORCE) {
      overridden.addAll(FORCED);
    }
    List<Finding> all = heldBy(last, now);
    List<Finding> rest = all.stream().filter(hold -> !overridden.contains(hold.label())).toList();
    return rest.isEmpty() ? all : rest;
  }

  private List<Finding> heldBy(JobSchedulerSnapshot snapshot, Job job) {
    return new Diagnoses(snapshot, apiLevel).standing(job).heldBy();
  }

  private static Set<String> requiredNames(Job job) {
    return job.constraints().required().stream()
        .map(Constraint::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Duration elapsed() {
    return Duration.ofNanos(ticker.nanoTime() - orderedAt);
  }

  private void saw(String source, String text) {
    proof.add(new Proof(source, text));
  }

  private List<Proof> proofs() {
    return new ArrayList<>(proof);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
