package io.github.jobdoctor.job;

/** Where a job stands in Android's pipeline. */
public enum JobState {
  /** Something still holds it back. */
  WAITING,
  /** Nothing holds it back: the next scan may queue it. */
  READY,
  /** In the pending queue: it waits for a free slot. */
  PENDING,
  /** Running now. */
  ACTIVE
}
