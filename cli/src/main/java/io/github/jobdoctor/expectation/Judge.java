package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NextRun;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.diagnosis.rules.Words;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges one expectation, look by look. It remembers the job, which may be gone by the time that a
 * later look is for its runs.
 */
final class Judge {

  /** Findings that leave open whether something else holds the job back. */
  private static final Set<String> OPEN = Set.of("no-readiness", "rule-failed", "unexplained");

  private static final int LISTED = 10;

  private final Expectation expectation;
  private final Condition condition;
  private final SeenJobs seen = new SeenJobs();

  Judge(Expectation expectation) {
    this.expectation = expectation;
    this.condition = expectation.condition();
  }

  /** The job as it was last seen; absent when it never was. */
  Optional<Job> job() {
    return seen.last();
  }

  Outcome judge(Look look) {
    List<Job> meant = expectation.subject().in(look.diagnoses().snapshot());
    if (meant.size() > 1) {
      return condition.wantsAbsence()
          ? Outcome.notMet(
              meant.size() + " registered jobs go by that name: " + keys(meant) + ".",
              meant.stream().limit(LISTED).map(Judge::heading).toList())
          : new Outcome(
              Outcome.Kind.AMBIGUOUS,
              expectation.subject().job()
                  + " could be any of "
                  + meant.size()
                  + " jobs; name one of: "
                  + keys(meant),
              List.of());
    }
    Optional<Job> job = meant.stream().findFirst();
    job.ifPresent(seen::add);
    Outcome plain = plain(look, job);
    return condition.negated() ? plain.negated() : plain;
  }

  /** The answer to the condition without its {@code not}. */
  private Outcome plain(Look look, Optional<Job> job) {
    Diagnoses diagnoses = look.diagnoses();
    return switch (condition.kind()) {
      case SCHEDULED -> job.map(Judge::registered).orElseGet(() -> notRegistered(diagnoses));
      case ABSENT -> job.map(Judge::registered).orElseGet(() -> notRegistered(diagnoses)).negated();
      case RAN, SUCCEEDED, FAILED ->
          new PastJudge(expectation, look, job, seen).judge(() -> withoutRuns(diagnoses));
      case READY, PENDING, RUNNING, BLOCKED_BY, NEXT_RUN_WITHIN ->
          job.map(one -> ofMoment(diagnoses, one)).orElseGet(() -> missing(diagnoses));
    };
  }

  private static Outcome registered(Job job) {
    return Outcome.met(
        "It is registered"
            + job.packageName().map(name -> ", for " + name).orElse("")
            + ": "
            + job.key()
            + ".",
        List.of(heading(job)));
  }

  /** Of a condition that asks no more than whether the job is registered. */
  private Outcome notRegistered(Diagnoses diagnoses) {
    List<Finding> findings = AbsentJob.findings(diagnoses.around(), expectation.subject().search());
    Finding first = findings.get(0);
    String reason = "It is not registered. " + first.summary();
    return AbsentJob.isOpen(findings)
        ? Outcome.cannotTell(first.summary(), first.evidence())
        : Outcome.notMet(reason, first.evidence());
  }

  /** Of a condition that there has to be a job for. */
  private Outcome missing(Diagnoses diagnoses) {
    Outcome outcome = notRegistered(diagnoses);
    return outcome.kind() == Outcome.Kind.NOT_MET && seen.last().isEmpty()
        ? new Outcome(Outcome.Kind.NOT_FOUND, outcome.reason(), outcome.evidence())
        : outcome;
  }

  /** Of a condition of runs, when neither the job nor a run of it is known. */
  private Outcome withoutRuns(Diagnoses diagnoses) {
    // From API 31 on the dump lists what completed lately, of which the history may not know.
    Optional<Finding> finished =
        AbsentJob.findings(diagnoses.around(), expectation.subject().search()).stream()
            .filter(one -> one.id().equals("finished"))
            .filter(one -> one.confidence() == Confidence.CERTAIN)
            .findFirst();
    if (finished.isEmpty()) {
      return missing(diagnoses);
    }
    List<Evidence> lines = finished.get().evidence();
    if (expectation.within().isPresent() || expectation.since().isPresent()) {
      return Outcome.notMet("No run of it counts. " + finished.get().summary(), lines);
    }
    return condition.kind() == Condition.Kind.RAN
        ? Outcome.met(finished.get().summary(), lines)
        : Outcome.cannotTell(
            finished.get().summary() + " How that run ended, the dump does not tell.", lines);
  }

  private Outcome ofMoment(Diagnoses diagnoses, Job job) {
    Circumstances circumstances = diagnoses.around().of(job);
    Diagnosis diagnosis = diagnoses.standing(job);
    Optional<JobState> where = circumstances.where();
    if (where.isEmpty()) {
      Optional<Finding> why = diagnosis.findings().stream().filter(Judge::isOpen).findFirst();
      return Outcome.cannotTell(
          why.map(Finding::summary).orElse("The dump does not show where the job stands."),
          why.map(Finding::evidence).orElse(List.of()));
    }
    JobState state = where.get();
    boolean runs =
        state == JobState.ACTIVE || diagnoses.snapshot().activeEntry(job.key()).isPresent();
    return switch (condition.kind()) {
      case READY -> standing(state != JobState.WAITING || runs, diagnosis);
      case PENDING -> standing(state == JobState.PENDING, diagnosis);
      case RUNNING -> standing(runs, diagnosis);
      case BLOCKED_BY -> blockedBy(condition.reason().orElseThrow(), diagnosis);
      case NEXT_RUN_WITHIN -> nextRunWithin(condition.span().orElseThrow(), runs, diagnosis);
      case SCHEDULED, ABSENT, RAN, SUCCEEDED, FAILED ->
          throw new IllegalStateException(condition + " is not of the moment");
    };
  }

  private static Outcome standing(boolean met, Diagnosis diagnosis) {
    return Outcome.metIf(met, standing(diagnosis), evidence(diagnosis));
  }

  private static Outcome blockedBy(BlockReason reason, Diagnosis diagnosis) {
    List<Finding> named = diagnosis.heldBy().stream().filter(reason::means).toList();
    Optional<Finding> sure =
        named.stream()
            .filter(one -> one.verdict() != Verdict.CANNOT_TELL)
            .filter(one -> one.confidence() != Confidence.POSSIBLE)
            .findFirst();
    if (sure.isPresent()) {
      Finding finding = sure.get();
      boolean likely = finding.confidence() == Confidence.LIKELY;
      return Outcome.met((likely ? "Likely: " : "") + finding.summary(), finding.evidence());
    }
    if (!named.isEmpty()) {
      return Outcome.cannotTell(
          "Possible, but not sure: " + named.get(0).summary(), named.get(0).evidence());
    }
    Optional<Finding> open = diagnosis.heldBy().stream().filter(Judge::isOpen).findFirst();
    return open.isPresent()
        ? Outcome.cannotTell(open.get().summary(), open.get().evidence())
        : Outcome.notMet(standing(diagnosis), evidence(diagnosis));
  }

  private static Outcome nextRunWithin(Duration span, boolean runs, Diagnosis diagnosis) {
    if (runs) {
      return Outcome.met(standing(diagnosis), evidence(diagnosis));
    }
    List<Finding> holds = diagnosis.heldBy();
    Optional<Finding> open =
        holds.stream()
            .filter(one -> one.verdict() == Verdict.CANNOT_TELL || isOpen(one))
            .findFirst();
    if (open.isPresent() || diagnosis.nextRun().isEmpty()) {
      return Outcome.cannotTell(
          open.map(Finding::summary).orElse("When it runs next cannot be told."),
          open.map(Finding::evidence).orElse(List.of()));
    }
    NextRun next = diagnosis.nextRun().get();
    if (next.once().isEmpty()) {
      boolean batched = next.latest().isPresent() && next.earliest().isZero();
      Duration by = batched ? next.latest().get() : next.earliest();
      return Outcome.metIf(
          by.compareTo(span) <= 0,
          (by.isZero() ? "It may run now. " : "It may run in " + Words.span(by) + ". ")
              + standing(diagnosis),
          evidence(diagnosis));
    }
    // Its deadline overrides what the app asked for, and nothing else.
    Set<String> own =
        diagnosis.job().constraints().required().stream()
            .map(Constraint::name)
            .collect(Collectors.toSet());
    boolean deadlineDecides =
        next.latest().isPresent() && holds.stream().allMatch(one -> own.contains(one.label()));
    if (deadlineDecides) {
      return Outcome.metIf(
          next.latest().get().compareTo(span) <= 0,
          "Its deadline is in " + Words.span(next.latest().get()) + ". " + standing(diagnosis),
          evidence(diagnosis));
    }
    return Outcome.notMet(
        "It waits until " + String.join(", and until ", next.once()) + ". " + standing(diagnosis),
        evidence(diagnosis));
  }

  private static boolean isOpen(Finding finding) {
    return OPEN.contains(finding.id());
  }

  /** Where the job stands and why, in a sentence or two. */
  static String standing(Diagnosis diagnosis) {
    String held =
        diagnosis.verdict() == Verdict.CLEAR
            ? ""
            : diagnosis.heldBy().stream()
                .map(Finding::label)
                .distinct()
                .collect(Collectors.joining(", "));
    String summary = diagnosis.headline().map(Finding::summary).orElse("");
    return held.isEmpty() ? summary : "Held by " + held + ". " + summary;
  }

  static List<Evidence> evidence(Diagnosis diagnosis) {
    return diagnosis.headline().map(Finding::evidence).orElse(List.of());
  }

  private static Evidence heading(Job job) {
    return Evidence.of(new DumpLine(job.line(), job.block().isEmpty() ? "" : job.block().get(0)));
  }

  private static String keys(List<Job> jobs) {
    return jobs.stream()
            .limit(LISTED)
            .map(job -> job.key() + job.packageName().map(p -> " (" + p + ")").orElse(""))
            .collect(Collectors.joining(", "))
        + (jobs.size() > LISTED ? ", ..." : "");
  }
}
