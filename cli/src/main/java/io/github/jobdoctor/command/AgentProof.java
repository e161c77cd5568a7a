package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.AgentException;
import io.github.jobdoctor.agentdoor.Door;
import io.github.jobdoctor.agentdoor.LogPull;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.agentlog.WorkerTrace;
import io.github.jobdoctor.agentlog.WorkerTrace.Verdict;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.jobscheduler.Proof;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.jobscheduler.RunOutcome.Kind;
import io.github.jobdoctor.jobscheduler.SeenEnd;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.Printable;
import io.github.jobdoctor.render.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The agent's log as a witness of a run of its one worker: Android only knows that the job came to
 * its end. The log is read after the run alone, since to ask the agent wakes its app.
 *
 * @param device the device
 * @param setting the scheduler, as it stood before the order
 * @param job the job that was run, as it stood then
 */
record AgentProof(Device device, Setting setting, Job job) {

  /** WorkManager names its worker in full, or by the last part of the name. */
  private static final String WORKER = "io.github.jobdoctor.agent.work.TaskWorker";

  private static final String WORKER_IN_SHORT = "TaskWorker";

  /** Proof that takes longer is done without. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A worker may run any number of tasks; no more lines than this are shown of it. */
  private static final int SHOWN = 30;

  /** Outcomes of runs that came to their end, or may have. */
  private static final Set<Kind> ENDED =
      Set.of(Kind.SUCCEEDED, Kind.RETRY, Kind.FAILED, Kind.UNOBSERVABLE);

  /** The outcome with what the agent's log tells of it; as it was where that tells nothing. */
  RunOutcome of(RunOutcome outcome) {
    OptionalLong clock = setting.baseline().state().elapsedClock();
    if (!ENDED.contains(outcome.kind()) || !mayBeAgents() || ranBefore() || clock.isEmpty()) {
      return outcome;
    }
    WorkerTrace trace = new WorkerTrace(clock.getAsLong());
    try {
      new LogPull(agent(), new LogReader(trace)).pullOnce().ifPresent(trace::gap);
    } catch (AgentException e) {
      return e.reason() == AgentException.Reason.MISSING ? outcome : unread(outcome, e);
    } catch (DeviceException | UnusableLogException e) {
      return unread(outcome, e);
    }
    WorkerTrace.Told told = trace.told();
    if (told.verdict() == Verdict.NOT_RUN && !isAgents()) {
      return outcome;
    }
    boolean needsEnd = outcome.kind() == Kind.UNOBSERVABLE && told.verdict() != Verdict.FAILED;
    Optional<SeenEnd> end = needsEnd ? end() : Optional.empty();
    return joined(outcome, told, end, isBeforeItsTime());
  }

  private static RunOutcome unread(RunOutcome outcome, Exception why) {
    return outcome.after(
        List.of(),
        outcome.kind(),
        outcome.why(),
        List.of("The agent's log could not be read. " + Printable.clean(why.getMessage())));
  }

  /**
   * The outcome after the agent's word.
   *
   * @param end how the job ended for Android; absent where that is not known
   * @param beforeItsTime whether the work's time had not come
   */
  static RunOutcome joined(
      RunOutcome outcome, WorkerTrace.Told told, Optional<SeenEnd> end, boolean beforeItsTime) {
    boolean workManagerTold =
        outcome.proof().stream().anyMatch(proof -> proof.source().equals("logcat"));
    Kind kind = outcome.kind();
    return switch (told.verdict()) {
      case UNKNOWN -> as(kind, outcome, told);
      case SUCCEEDED -> {
        if (kind == Kind.FAILED || (kind == Kind.RETRY && workManagerTold)) {
          yield disagreement(outcome, told);
        }
        boolean again = kind == Kind.RETRY || end.filter(SeenEnd::asksAgain).isPresent();
        yield again
            ? cannotTell(
                outcome,
                told,
                "the agent's log tells that its worker succeeded, and Android that the job asked to"
                    + " be run again")
            : as(Kind.SUCCEEDED, outcome, told);
      }
      case FAILED ->
          workManagerTold && kind != Kind.FAILED
              ? disagreement(outcome, told)
              : as(Kind.FAILED, outcome, told);
      case NOT_RUN -> {
        if (workManagerTold && kind != Kind.FAILED) {
          yield cannotTell(
              outcome,
              told,
              "WorkManager's log tells of a worker that ended, and the agent's log has no run of its"
                  + " worker since the order");
        }
        if (kind == Kind.SUCCEEDED) {
          yield cannotTell(
              outcome,
              told,
              "the job ran to its end, and the agent's log has no run of its worker since the order");
        }
        boolean leftOut =
            kind == Kind.UNOBSERVABLE && beforeItsTime && end.filter(SeenEnd::normal).isPresent();
        yield as(leftOut ? Kind.REFUSED_BEFORE_SCHEDULE : kind, outcome, told);
      }
    };
  }

  private static RunOutcome disagreement(RunOutcome outcome, WorkerTrace.Told told) {
    return cannotTell(
        outcome, told, "WorkManager's log and the agent's do not tell the same of the worker");
  }

  private static RunOutcome cannotTell(RunOutcome outcome, WorkerTrace.Told told, String why) {
    return outcome.after(proofs(told), Kind.UNOBSERVABLE, Optional.of(why), notes(told));
  }

  private static RunOutcome as(Kind kind, RunOutcome outcome, WorkerTrace.Told told) {
    return outcome.after(
        proofs(told), kind, kind == outcome.kind() ? outcome.why() : Optional.empty(), notes(told));
  }

  private static List<String> notes(WorkerTrace.Told told) {
    if (told.verdict() == Verdict.NOT_RUN) {
      return List.of("The agent's log has no run of its worker since the order.");
    }
    return told.leftOut().stream()
        .limit(SHOWN)
        .map(
            record ->
                "The worker left out "
                    + record.task().map(Printable::clean).orElse("a task")
                    + record.message().map(why -> ": " + Printable.clean(why)).orElse("")
                    + ".")
        .toList();
  }

  private static List<Proof> proofs(WorkerTrace.Told told) {
    List<LogRecord> records = told.records();
    List<Proof> proofs = new ArrayList<>();
    for (LogRecord record : records.subList(0, Math.min(SHOWN, records.size()))) {
      proofs.add(new Proof("agent", text(record)));
    }
    if (records.size() > SHOWN) {
      proofs.add(new Proof("agent", "and " + (records.size() - SHOWN) + " more records"));
    }
    return proofs;
  }

  /** A record in a line, such as {@code exit sync success (1.2s)}. */
  private static String text(LogRecord record) {
    StringBuilder text = new StringBuilder(record.event());
    record.task().ifPresent(task -> text.append(' ').append(task));
    record.outcome().ifPresent(word -> text.append(' ').append(word));
    record
        .durationMs()
        .ifPresent(ms -> text.append(" (").append(Span.of(Duration.ofMillis(ms))).append(')'));
    record.message().ifPresent(message -> text.append(": ").append(message));
    return Printable.clean(text.toString());
  }

  /** How the job ended for Android; absent when the device does not tell any more. */
  private Optional<SeenEnd> end() {
    try {
      return Optional.of(
          SeenEnd.between(
              job, setting.baseline(), setting.scheduler().snapshot(), setting.apiLevel()));
    } catch (DeviceException | UnusableDumpException e) {
      return Optional.empty();
    }
  }

  private Agent agent() {
    int user = job.key().caller().userId();
    Door door =
        new Door(
            job.servicePackage().orElseThrow(),
            user == 0 ? OptionalInt.empty() : OptionalInt.of(user));
    return new Agent(device, door, LONGEST);
  }

  /** Whether the job runs the agent's worker, for all that the dump shows. */
  private boolean mayBeAgents() {
    boolean named =
        job.worker()
            .map(worker -> worker.equals(WORKER) || worker.equals(WORKER_IN_SHORT))
            .orElse(isOfApk());
    return job.isWorkManager() && named;
  }

  /** Whether it certainly does: another app may have a worker of that short name besides. */
  private boolean isAgents() {
    return isOfApk() || job.worker().filter(WORKER::equals).isPresent();
  }

  private boolean isOfApk() {
    return job.servicePackage().filter(Agent.APK_PACKAGE::equals).isPresent();
  }

  /** A run that had begun before the order began before the moment from which the log counts. */
  private boolean ranBefore() {
    return job.state().filter(JobState.ACTIVE::equals).isPresent()
        || setting.baseline().activeEntry(job.key()).isPresent();
  }

  private boolean isBeforeItsTime() {
    return job.constraints().unsatisfied().contains(Constraint.TIMING_DELAY);
  }
}
