package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Neighbour;
import java.util.Set;

/**
 * What a diagnosis would like to know beside the dump of the jobs.
 *
 * @param asked the services that would help; empty when the dump is enough
 * @param packages the packages to know something of
 */
public record NeighbourQuestion(Set<Neighbour> asked, Set<String> packages) {

  /** Copies the sets. */
  public NeighbourQuestion {
    asked = Set.copyOf(asked);
    packages = Set.copyOf(packages);
  }
}
