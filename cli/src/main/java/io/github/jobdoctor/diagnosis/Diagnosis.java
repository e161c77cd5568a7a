package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.Neighbour;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a job is running or not.
 *
 * @param job the job
 * @param verdict what it comes to
 * @param findings what the rules found, most important first
 * @param nextRun when it may run; absent while it runs, and when that cannot be told
 * @param framework what scheduled the job; absent when its traces do not tell
 * @param missing services that would have helped to judge, and why they could not be asked
 */
public record Diagnosis(
    Job job,
    Verdict verdict,
    List<Finding> findings,
    Optional<NextRun> nextRun,
    Optional<Framework> framework,
    Map<Neighbour, String> missing) {

  /** The findings that say where a job stands which nothing holds. */
  private static final Set<String> STANDING = Set.of("running", "ready", "not-started");

  /** Copies the collections. */
  public Diagnosis {
    findings = List.copyOf(findings);
    missing = Map.copyOf(missing);
  }

  /** What holds the job back, most important first. */
  public List<Finding> holds() {
    return findings.stream().filter(Finding::holdsBack).toList();
  }

  /**
   * What the job waits for, most important first: of a waiting job what holds it back, and what may
   * do so as far as can be told; of a queued one a free slot, of a ready one other jobs; nothing of
   * one that runs.
   */
  public List<Finding> heldBy() {
    return findings.stream().filter(this::isAwaited).toList();
  }

  private boolean isAwaited(Finding finding) {
    return switch (verdict) {
      case RUNNING -> false;
      case CLEAR -> finding.id().equals("waiting-for-slot") || finding.id().equals("batching");
      case DELAYED, BLOCKED, CANNOT_TELL, NOTE ->
          finding.holdsBack() || finding.verdict() == Verdict.CANNOT_TELL;
    };
  }

  /**
   * The finding to name first: what holds the job back, else where it stands, else what is worth
   * knowing.
   */
  public Optional<Finding> headline() {
    return heldBy().stream()
        .findFirst()
        .or(() -> findings.stream().filter(one -> STANDING.contains(one.id())).findFirst())
        .or(() -> findings.stream().findFirst());
  }
}
