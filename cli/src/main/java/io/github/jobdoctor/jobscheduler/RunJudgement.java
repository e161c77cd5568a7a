package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.EndReason;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.RunOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From what was seen to what came of the order. Where Android's words leave room for several
 * endings, none is claimed.
 */
final class RunJudgement {

  private static final String SHOW_MORE =
      "WorkManager's log tells it when the app sets its minimum logging level to DEBUG"
          + " (Configuration.Builder.setMinimumLoggingLevel).";

  private static final int SATISFIED_SINCE = 30;
  private static final int CANCEL_SINCE = 28;

  private final RunEvidence seen;
  private final RunForm form;
  private final OptionalInt apiLevel;

  RunJudgement(RunEvidence seen, RunForm form, OptionalInt apiLevel) {
    this.seen = seen;
    this.form = form;
    this.apiLevel = apiLevel;
  }

  /** What came of a run whose end was seen. */
  RunOutcome ended(Optional<WorkerLog.Told> worker) {
    worker.ifPresent(told -> seen.saw("logcat", told.line()));
    RunOutcome outcome = how(worker);
    Job before = seen.job();
    Optional<Job> goesOn = Work.successor(before, seen.baseline(), seen.last());
    List<String> notes = new ArrayList<>(outcome.notes());
    goesOn.ifPresent(
        job -> notes.add("WorkManager has scheduled the work again, as " + job.key() + "."));
    return outcome.noting(notes).goingOnAs(goesOn.map(Job::key));
  }

  private RunOutcome how(Optional<WorkerLog.Told> worker) {
    Job before = seen.job();
    Optional<Job> after = seen.last().job(before.key());
    String reason = seen.stopReason().orElse("");
    boolean failuresGrew =
        after.map(job -> job.past().numFailures() > before.past().numFailures()).orElse(false);
    boolean successNoted =
        after
            // A job that the app scheduled anew under the same id has no past: that proves nothing.
            .flatMap(job -> job.past().lastSuccessful())
            .filter(time -> !before.past().lastSuccessful().equals(Optional.of(time)))
            .isPresent();
    boolean open = EndReason.isOpen(reason, apiLevel);
    boolean normal = EndReason.isNormal(reason) || (open && successNoted);
    if (!normal && !open && !reason.isEmpty()) {
      return outcome(Kind.STOPPED).because(reason);
    }
    if (worker.isPresent()) {
      return ofWorker(worker.get(), normal || successNoted || failuresGrew, failuresGrew);
    }
    if (failuresGrew) {
      seen.saw("jobscheduler", "Num failures: " + after.orElseThrow().past().numFailures());
      return withFailure(normal);
    }
    if (open && !normal) {
      return cannotTell(
          "the job ran and ended, but \"canceled\" is what this Android version calls both a normal"
              + " end and a cancelled run");
    }
    if (normal || successNoted) {
      seen.saw(
          "jobscheduler",
          after.isPresent()
              ? "the job is registered for its next run"
              : "the job is done and gone");
      if (ranBeforeItsTime()) {
        return cannotTell(
                "Android ran the job, but WorkManager skips work whose time has not come:"
                    + " whether the worker ran cannot be seen from here")
            .noting(List.of(SHOW_MORE));
      }
      return before.isWorkManager()
          ? outcome(Kind.SUCCEEDED)
              .noting(
                  List.of(
                      "That is the job's end; whether its worker returned success or failure"
                          + " WorkManager's log did not tell."))
          : outcome(Kind.SUCCEEDED);
    }
    return cannotTell(
        !seen.isHistoryNumbered()
            ? "the job ran and ended, but this Android version does not tell how a run ended"
            : "the job ran and ended, but the device's job history does not tell how");
  }

  /**
   * Android counts a failure of a run that asked to be run again, and of one that was stopped or
   * crashed, too: which of them it was, only the words for its end tell (API 28 and later).
   */
  private RunOutcome withFailure(boolean normal) {
    if (ranBeforeItsTime()) {
      return cannotTell(
              (normal
                      ? "the job asked to be run again, before its time: that is what WorkManager does"
                          + " when it leaves such work out,"
                      : "the job ended without success, before its time: so it does when WorkManager"
                          + " leaves such work out, when Android stops it,")
                  + " and when the worker returns retry")
          .noting(List.of(SHOW_MORE));
    }
    return normal
        ? outcome(Kind.RETRY)
        : outcome(Kind.FAILED)
            .because(
                "whether the app asked for that, crashed or was stopped, this Android does not"
                    + " tell");
  }

  /** WorkManager's own word about the worker; Android only knows that the job came to its end. */
  private RunOutcome ofWorker(WorkerLog.Told told, boolean endSeen, boolean failuresGrew) {
    boolean early = told.result() == WorkerLog.Result.EARLY;
    boolean trusted =
        told.certain() || (early ? ranBeforeItsTime() : endSeen && !ranBeforeItsTime());
    if (!trusted || (told.result() == WorkerLog.Result.SUCCESS && failuresGrew)) {
      return cannotTell(
          "WorkManager's log tells of a worker, but nothing shows that it was this job's");
    }
    return switch (told.result()) {
      case SUCCESS -> outcome(Kind.SUCCEEDED);
      case RETRY -> outcome(Kind.RETRY);
      case FAILURE -> outcome(Kind.FAILED);
      case CANCELLED -> outcome(Kind.STOPPED).because("WorkManager cancelled the work");
      case EARLY -> outcome(Kind.REFUSED_BEFORE_SCHEDULE);
    };
  }

  /** Since 2.7.1 WorkManager does not run a worker before its time, however the job was started. */
  private boolean ranBeforeItsTime() {
    return seen.job().isWorkManager()
        && seen.job().constraints().unsatisfied().contains(Constraint.TIMING_DELAY);
  }

  /** What came of an order that Android took, when no start was seen. */
  RunOutcome notStarted() {
    Optional<Job> now = seen.last().job(seen.job().key());
    boolean cut = seen.last().extent() == Extent.CUT_OFF;
    if (now.isEmpty()) {
      return cannotTell(
          cut
              ? "the device's dump was cut off before the job"
              : "the job is no longer registered, and its start was not seen");
    }
    if (cut) {
      return cannotTell("the device's dump was cut off, so a start may be missing in it");
    }
    if (Work.isAnotherRegistration(seen.job(), now.get()) && !seen.isHistoryNumbered()) {
      return cannotTell(
          "the job was registered anew since the order: it ran unseen, or the app scheduled it again,"
              + " and this Android version's history does not number its runs");
    }
    return outcome(Kind.NOT_STARTED)
        .heldBy(notOverridden(now.get()))
        .noting(List.of(whatIsLeft(now.get())));
  }

  /** Nobody looks any more at an order that Android took, and no start was seen. */
  RunOutcome brokenOffBeforeStart() {
    RunOutcome outcome =
        cannotTell("the watch broke off after Android took the order, and no start was seen");
    return seen.last()
        .job(seen.job().key())
        .map(
            now ->
                outcome.noting(
                    List.of(
                        whatIsLeft(now)
                            .replaceFirst("^The order", "Unless it has started since, the order"))))
        .orElse(outcome);
  }

  /** Nobody looks any more at a job that was seen to start, and not to end. */
  RunOutcome brokenOffAfterStart(boolean byOrder) {
    return cannotTell(
            "the watch broke off after the job had "
                + (byOrder ? "started by the order" : "started")
                + ", and no end was seen")
        .noting(
            List.of(
                "It runs on without us; `jobdoctor history "
                    + seen.job().key()
                    + "` tells of its end."));
  }

  /** The order stays on the job until Android makes a new one of it. */
  private String whatIsLeft(Job now) {
    if (Work.isAnotherRegistration(seen.job(), now)) {
      return "It was scheduled anew meanwhile, which took the order back.";
    }
    String left = "The order stays in force: Android starts the job as soon as what holds it goes.";
    int api = apiLevel.orElse(0);
    if (form == RunForm.SATISFIED) {
      return "The order stays in force, but overrides nothing.";
    }
    if (api >= SATISFIED_SINCE) {
      return left
          + " `jobdoctor run "
          + now.key()
          + " --satisfied` takes that back: it overrides nothing.";
    }
    return left
        + " It is taken back when the app schedules the job anew, or the device is restarted"
        + (api >= CANCEL_SINCE
            ? "; `jobdoctor cancel " + now.key() + "` takes the job away altogether."
            : ".");
  }

  /** What made Android refuse an order of this form: explicit constraints. */
  RunOutcome constraintsUnmet() {
    return outcome(Kind.CONSTRAINTS_UNMET)
        .heldBy(
            standing(seen.baseline(), seen.job()).stream()
                .filter(finding -> Prediction.refuses(form, finding))
                .toList());
  }

  /**
   * What still holds the job. While its {@code Ready:} line says that its own conditions are met,
   * the order is in force, and the rules know that. Otherwise something that no order overrides
   * comes first; what the order overrides is named only if nothing else is left, since then the
   * order is in force no more.
   */
  private List<Finding> notOverridden(Job now) {
    List<Finding> all = standing(seen.last(), now);
    List<Finding> rest =
        all.stream().filter(finding -> !Prediction.overrides(form, finding)).toList();
    return rest.isEmpty() ? all : rest;
  }

  private List<Finding> standing(JobSchedulerSnapshot snapshot, Job job) {
    return new Diagnoses(snapshot, apiLevel).standing(job).heldBy();
  }

  /** An outcome that needs no judging. */
  RunOutcome outcome(Kind kind) {
    return RunOutcome.of(kind, seen.proof());
  }

  /** What cannot be told, for what is missing. */
  RunOutcome cannotTell(String missing) {
    return outcome(Kind.UNOBSERVABLE).because(missing);
  }
}
