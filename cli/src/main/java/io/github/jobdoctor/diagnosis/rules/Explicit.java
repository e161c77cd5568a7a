package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DumpLine;
import java.util.Optional;

/** How an unmet explicit constraint counts: not when something overrides it. */
final class Explicit {

  private Explicit() {}

  /** Whether the constraint is required, of interest, and not satisfied. */
  static boolean isUnmet(Circumstances circumstances, Constraint constraint) {
    return circumstances.unmet().contains(constraint);
  }

  /** Begins a finding: one that holds the job back, or a note when the constraint is overridden. */
  static Finding.Builder begin(
      Circumstances circumstances, String id, String label, boolean passesWithTime) {
    if (!circumstances.isExplicitDecisive()) {
      return Finding.note(id, label);
    }
    return passesWithTime ? Finding.delayed(id, label) : Finding.blocked(id, label);
  }

  /** What overrides it, as the end of a sentence; empty when nothing does. */
  static String overridden(Circumstances circumstances) {
    if (circumstances.deadlinePassed()) {
      return " That does not hold the job back: its deadline has passed.";
    }
    return circumstances.isJobTermTrue()
        ? " That does not hold the job back: Android counts it as met, for an order to run."
        : "";
  }

  /** The line that names it, in the job's block. */
  static Optional<DumpLine> line(Circumstances circumstances) {
    return circumstances.line("Unsatisfied constraints:").or(circumstances::readyLine);
  }
}
