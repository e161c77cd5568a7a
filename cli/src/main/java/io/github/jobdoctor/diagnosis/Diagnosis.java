package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Job;
import java.util.List;
import java.util.Optional;

/**
 * Why a job is running or not.
 *
 * @param job the job
 * @param verdict what it comes to
 * @param findings what the rules found, most important first
 * @param nextRun when it may run; absent while it runs, and when that cannot be told
 * @param framework what scheduled the job; absent when its traces do not tell
 */
public record Diagnosis(
    Job job,
    Verdict verdict,
    List<Finding> findings,
    Optional<NextRun> nextRun,
    Optional<Framework> framework) {

  /** Copies the list. */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** What holds the job back, most important first. */
  public List<Finding> holds() {
    return findings.stream().filter(Finding::holdsBack).toList();
  }

  /** The finding to name first: what holds the job back, else what is worth knowing. */
  public Optional<Finding> headline() {
    return findings.stream()
        .filter(Finding::holdsBack)
        .findFirst()
        .or(() -> findings.stream().findFirst());
  }
}
