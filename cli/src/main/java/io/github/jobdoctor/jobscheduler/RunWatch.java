package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.jobscheduler.RunOutcome.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Orders a job to run and watches it until Android shows what came of it. "Running job" only means
 * that Android took the order: Doze, quota, restrictions and missing slots still hold the job
 * (reference/cmd-jobscheduler.md §3).
 *
 * <p>Where WorkManager schedules the work under another number before it could start, the work is
 * followed, not the number.
 */
public final class RunWatch {

  /** An app may schedule its work anew whenever it is asked; nobody runs after it for ever. */
  private static final int MOST_ORDERS = 3;

  private final JobScheduler scheduler;
  private final OptionalInt apiLevel;
  private final Ticker ticker;
  private final Duration limit;
  private final RunEvidence seen;
  private Optional<WorkerLog> workers = Optional.empty();
  private boolean ordered;
  private boolean taken;
  private int orders;
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
    this.apiLevel = apiLevel;
    this.limit = limit;
    this.ticker = ticker;
    seen = new RunEvidence(job, baseline);
  }

  /**
   * Gives the order and watches until the job has ended, or the time is up. A job that already runs
   * is only watched.
   *
   * @param wait whether to watch at all, or to be content with a look at whether it started
   */
  public RunOutcome run(RunForm form, boolean wait)
      throws DeviceException, UnusableDumpException, InterruptedException {
    RunJudgement judgement = new RunJudgement(seen, form, apiLevel);
    orderedAt = ticker.nanoTime();
    Optional<String> refusal = form.refusal(apiLevel);
    if (refusal.isPresent()) {
      return judgement.outcome(Kind.REFUSED).because(refusal.get());
    }
    if (seen.job().isWorkManager()) {
      workers = WorkerLog.before(scheduler);
    }
    boolean running =
        seen.job().state().filter(JobState.ACTIVE::equals).isPresent()
            || seen.baseline().activeEntry(seen.job().key()).isPresent();
    if (running) {
      seen.sawRunning("it was already running, so no order was given");
    } else {
      Optional<RunOutcome> refused = order(form, judgement);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return watch(form, wait, judgement);
  }

  /** Gives the order; the outcome when that is the end of it. */
  private Optional<RunOutcome> order(RunForm form, RunJudgement judgement)
      throws DeviceException, UnusableDumpException {
    orders++;
    ordered = true;
    RunAnswer answer = scheduler.run(seen.job(), form, apiLevel);
    seen.saw("jobscheduler", answer.text());
    return switch (answer.kind()) {
      case TAKEN -> {
        taken = true;
        yield Optional.empty();
      }
      case PACKAGE_OR_JOB_UNKNOWN -> {
        if (seen.job().isWorkManager()) {
          seen.dump(scheduler.snapshot());
        }
        yield moved() ? order(form, judgement) : Optional.of(judgement.outcome(Kind.NOT_FOUND));
      }
      case CONSTRAINTS_UNMET -> Optional.of(judgement.constraintsUnmet());
      case REFUSED -> Optional.of(judgement.outcome(Kind.REFUSED).because(answer.text()));
    };
  }

  /** Whether the work is registered under another key now, which is then the one to order. */
  private boolean moved() {
    Job before = seen.job();
    Optional<Job> successor =
        orders < MOST_ORDERS && seen.isGoneUnstarted()
            ? Work.successor(before, seen.baseline(), seen.last())
            : Optional.empty();
    successor.ifPresent(
        job -> {
          seen.saw("jobscheduler", "the work of " + before.key() + " is now " + job.key());
          seen.follow(job, seen.last());
        });
    return successor.isPresent();
  }

  private RunOutcome watch(RunForm form, boolean wait, RunJudgement judgement)
      throws DeviceException, UnusableDumpException, InterruptedException {
    while (true) {
      long asked = ticker.nanoTime();
      // The cheap question first; it costs the device a fraction of a dump.
      seen.state(scheduler.state(seen.job(), apiLevel));
      boolean timeIsUp = elapsed().compareTo(limit) >= 0;
      // At last the history is asked even if it is active: that may be another run already.
      if (!seen.isActive() || (timeIsUp && wait)) {
        seen.dump(scheduler.snapshot());
        if (seen.hasEnded()) {
          return judgement.ended(workers());
        }
        if (moved()) {
          Optional<RunOutcome> refused = order(form, judgement);
          if (refused.isPresent()) {
            return refused.get();
          }
        }
      }
      if (seen.hasStarted() && (!wait || timeIsUp)) {
        return judgement.outcome(Kind.STARTED);
      }
      if (timeIsUp) {
        return judgement.notStarted();
      }
      Duration pause = Pauses.next(Duration.ofNanos(ticker.nanoTime() - asked), elapsed());
      Duration left = limit.minus(elapsed());
      ticker.sleep(left.isNegative() || pause.compareTo(left) < 0 ? pause : left);
    }
  }

  private Optional<WorkerLog.Told> workers() throws DeviceException {
    return workers.isPresent() ? workers.get().since(seen.job()) : Optional.empty();
  }

  /** The job that is watched: another than at first when its work was scheduled anew. */
  public Job job() {
    return seen.job();
  }

  /**
   * What is known when the watch broke off, since the device was lost for example, or somebody
   * ended the program.
   *
   * @param form that of the order
   */
  public RunOutcome brokenOff(RunForm form) {
    RunJudgement judgement = new RunJudgement(seen, form, apiLevel);
    if (seen.hasStarted()) {
      return judgement.brokenOffAfterStart(taken);
    }
    return taken
        ? judgement.brokenOffBeforeStart()
        : judgement.cannotTell(
            ordered
                ? "the watch broke off while the order was given: whether it arrived is not known"
                : "no order was given");
  }

  private Duration elapsed() {
    return Duration.ofNanos(ticker.nanoTime() - orderedAt);
  }
}
