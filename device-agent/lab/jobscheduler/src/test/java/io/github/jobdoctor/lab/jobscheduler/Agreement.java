package io.github.jobdoctor.lab.jobscheduler;

import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A diagnosis against what the service's own objects say of the same job. */
final class Agreement {

  /**
   * Something that they do not agree on.
   *
   * @param kind what sort of thing, for counting
   * @param text the job, and what each of them says
   */
  record Difference(String kind, String text) {}

  /** The kind of what differs in the constraints of a job that was ordered to run. */
  static final String OVERRIDDEN = "overridden";

  private final Diagnosis diagnosis;
  private final JobInTruth truth;
  private final List<String> dump;
  private final List<Difference> differences = new ArrayList<>();

  private Agreement(Diagnosis diagnosis, JobInTruth truth, List<String> dump) {
    this.diagnosis = diagnosis;
    this.truth = truth;
    this.dump = dump;
  }

  /** What they do not agree on; the dump's lines are those that the diagnosis was read from. */
  static List<Difference> differences(Diagnosis diagnosis, JobInTruth truth, List<String> dump) {
    Agreement agreement = new Agreement(diagnosis, truth, dump);
    agreement.compare();
    return agreement.differences;
  }

  private void compare() {
    verdict();
    explanation();
    evidence();
    terms();
    causes();
    reasons();
  }

  private void verdict() {
    boolean held = diagnosis.verdict() == Verdict.BLOCKED || diagnosis.verdict() == Verdict.DELAYED;
    if (held != truth.isHeldBack()) {
      differ("verdict", "is held back: " + truth.isHeldBack());
    }
    boolean runs = diagnosis.verdict() == Verdict.RUNNING;
    if (runs != truth.isActive()) {
      differ("verdict", "runs: " + truth.isActive());
    }
  }

  private void explanation() {
    boolean waits = diagnosis.job().state().filter(JobState.WAITING::equals).isPresent();
    boolean explained =
        diagnosis.holds().stream()
            .anyMatch(
                finding -> !finding.id().equals("unexplained") && !finding.evidence().isEmpty());
    if (waits && !explained) {
      differ("unexplained", "is held back by " + truth.falseTerms());
    }
  }

  private void evidence() {
    for (Finding finding : diagnosis.findings()) {
      if (finding.id().equals("rule-failed")) {
        differ("rule-failed", finding.summary());
      }
      for (Evidence evidence : finding.evidence()) {
        int number = evidence.line().line();
        if (number < 1
            || number > dump.size()
            || !dump.get(number - 1).equals(evidence.line().text())) {
          differ("evidence", finding.id() + " names line " + number + ", which is another");
        }
      }
    }
  }

  private void terms() {
    Set<String> said =
        diagnosis.holds().stream()
            .flatMap(finding -> FindingTerms.of(finding).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> held = truth.isHeldBack() ? truth.falseTerms() : Set.of();
    if (!said.equals(held)) {
      Set<String> missing = new TreeSet<>(held);
      missing.removeAll(said);
      Set<String> wrong = new TreeSet<>(said);
      wrong.removeAll(held);
      differ(
          (truth.isOverridden() ? OVERRIDDEN : "terms -" + missing + " +" + wrong),
          "is held back by " + held);
    }
  }

  private void causes() {
    for (Finding finding : diagnosis.holds()) {
      if (finding.confidence() == Confidence.CERTAIN
          && truth.notTheCauses().contains(finding.id())) {
        differ("cause " + finding.id(), "that is not so");
      }
    }
  }

  private void reasons() {
    Set<Integer> missing = new TreeSet<>(truth.reasons());
    diagnosis.findings().stream()
        .flatMap(finding -> finding.pendingReason().stream())
        .forEach(reason -> missing.remove(reason.code()));
    if (!missing.isEmpty()) {
      differ("reasons " + missing, "gives the reasons " + truth.reasons());
    }
  }

  private void differ(String kind, String android) {
    differences.add(
        new Difference(
            kind,
            diagnosis.job().key()
                + ": Android "
                + android
                + "; the diagnosis: "
                + diagnosis.verdict().word()
                + " "
                + diagnosis.findings().stream()
                    .map(one -> one.id() + "(" + one.verdict().word() + ")")
                    .collect(Collectors.joining(" "))
                + "\n"
                + String.join("\n", diagnosis.job().block())));
  }
}
