package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import java.time.Duration;
import java.util.Set;

/**
 * What other services have said beside the dump of the jobs.
 *
 * @param about what they were asked about
 * @param asked the services that were asked; empty where the dump is enough
 * @param said what they said, or why they did not
 * @param at when that was there, by the loop's clock in nanoseconds
 * @param took how long asking took
 */
record Aside(Inquiry about, Set<Neighbour> asked, Neighbours said, long at, Duration took) {

  /** Copies the set. */
  Aside {
    asked = Set.copyOf(asked);
  }
}
