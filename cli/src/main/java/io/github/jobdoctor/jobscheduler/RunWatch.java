package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.HeldBy;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Hold;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.RunOutcome;
import io.github.jobdoctor.job.RunOutcome.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders a job to run and watches it. "Running job" only means that Android took the order: Doze,
 * quota, restrictions and missing slots still hold the job (reference/cmd-jobscheduler.md §3). So a
 * start is believed when the job is seen among the active ones or a start of it stands in the job
 * history, younger than the order; an end, when it is gone from the active ones again.
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

  private final JobScheduler scheduler;
  private final Job before;
  private final Ticker ticker;
  private final Duration limit;
  private final Set<Proof> proof = new LinkedHashSet<>();
  private boolean started;
  private JobSchedulerSnapshot last;
  private long orderedAt;

  /**
   * A watch over {@code job}.
   *
   * @param job as it stood just before the order
   * @param limit how long to watch
   */
  public RunWatch(JobScheduler scheduler, Job job, Duration limit, Ticker ticker) {
    this.scheduler = scheduler;
    this.before = job;
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
    if (before.state().filter(JobState.ACTIVE::equals).isPresent()) {
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
          return new RunOutcome.ConstraintsUnmet(notOverridden(), proofs());
        }
        case REFUSED -> {
          return new RunOutcome.Refused(proofs());
        }
      }
    }
    return watch(wait);
  }

  private RunOutcome watch(boolean wait)
      throws DeviceException, UnusableDumpException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      boolean active = isActive();
      Optional<RunOutcome> ended = active ? Optional.empty() : ended();
      if (ended.isPresent()) {
        return ended.get();
      }
      if (started && !wait) {
        return new RunOutcome.Started(proofs());
      }
      if (elapsed().compareTo(limit) >= 0) {
        return started ? new RunOutcome.Started(proofs()) : notStarted();
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
    Duration sinceOrder = elapsed();
    if (last.activeEntry(before.key()).isPresent()) {
      started = true;
      saw("jobscheduler", "the dump lists it among the active jobs");
      return Optional.empty();
    }
    HistoryEvent stop = null;
    for (HistoryEvent event : last.history()) {
      // Events carry their age; those older than the order belong to earlier runs.
      if (event.isOf(before) && event.when().abs().compareTo(sinceOrder) <= 0) {
        saw("history", (event.start() ? "START " : "STOP ") + event.text());
        started |= event.start();
        stop = event.start() ? null : event;
      }
    }
    return started ? Optional.of(outcomeOf(Optional.ofNullable(stop))) : Optional.empty();
  }

  private RunOutcome outcomeOf(Optional<HistoryEvent> stop) {
    Optional<Job> after = last.job(before.key());
    String reason = stop.flatMap(event -> event.reason(before)).orElse("");
    boolean failuresGrew =
        after.map(job -> job.past().numFailures() > before.past().numFailures()).orElse(false);
    boolean successNoted =
        after
            .map(job -> !job.past().lastSuccessful().equals(before.past().lastSuccessful()))
            .orElse(false);
    // API 28 to 30 count a normal end as "canceled" when they have no other words for it.
    boolean normal =
        NORMAL_ENDS.stream().anyMatch(reason::startsWith)
            || (reason.equals("canceled") && successNoted);
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

  private RunOutcome notStarted() {
    Optional<Job> now = last.job(before.key());
    if (now.isEmpty()) {
      return new RunOutcome.Unobservable(
          "the job is no longer registered, and its start was not seen", proofs());
    }
    return new RunOutcome.NotStarted(notOverriddenBy(now.get()), proofs());
  }

  /** What {@code run} without force does not override: all explicit constraints but these. */
  private List<Hold> notOverridden() {
    Set<String> overridden =
        Set.of(
            "CHARGING",
            "BATTERY_NOT_LOW",
            "STORAGE_NOT_LOW",
            "IDLE",
            "TIMING_DELAY",
            "PREFETCH",
            "FLEXIBILITY");
    return HeldBy.of(before).stream().filter(hold -> !overridden.contains(hold.reason())).toList();
  }

  /** The order stays in force, so explicit constraints no longer hold the job: only the rest do. */
  private List<Hold> notOverriddenBy(Job now) {
    Set<String> explicit = new LinkedHashSet<>();
    now.constraints().required().forEach(constraint -> explicit.add(constraint.name()));
    List<Hold> rest =
        HeldBy.of(now).stream().filter(hold -> !explicit.contains(hold.reason())).toList();
    return rest.isEmpty() ? HeldBy.of(now) : rest;
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
