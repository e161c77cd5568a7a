package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * Heat, as {@code dumpsys thermalservice} tells (API 29 and later).
 *
 * @param status 0 none, 1 light, 2 moderate, 3 severe, 4 critical, 5 emergency, 6 shutdown
 * @param overridden whether somebody fakes it ({@code IsStatusOverride})
 */
public record Thermal(Optional<Fact<Integer>> status, Optional<Fact<Boolean>> overridden)
    implements NeighbourState {

  @Override
  public Neighbour neighbour() {
    return Neighbour.THERMAL;
  }
}
