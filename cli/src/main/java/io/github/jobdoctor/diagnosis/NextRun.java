package io.github.jobdoctor.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a job may run next, by the dump's clock.
 *
 * @param earliest not before; zero when it may run at once
 * @param latest by then Android starts it whatever its own constraints say (a deadline, the end of
 *     batching), as far as the rest lets it; absent when there is no such moment
 * @param once what has to happen first, in the form "the device charges"; empty when time alone
 *     decides
 */
public record NextRun(Duration earliest, Optional<Duration> latest, List<String> once) {

  /** Copies the list. */
  public NextRun {
    once = List.copyOf(once);
  }
}
