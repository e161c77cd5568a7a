package io.github.jobdoctor.conditions;

import java.time.Duration;

/** How waiting is done; a test's own does not wait. */
@FunctionalInterface
public interface Pause {
  /** Waits. */
  void of(Duration duration) throws InterruptedException;
}
