package io.github.jobdoctor.job;

import java.util.Locale;

/** Where a job stands in Android's pipeline, in its order. */
public enum JobState {
  /** Something still holds it back. */
  WAITING,
  /** Nothing holds it back: the next scan may queue it. */
  READY,
  /** In the pending queue: it waits for a free slot. */
  PENDING,
  /** Running now. */
  ACTIVE;

  /** The word in texts and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
