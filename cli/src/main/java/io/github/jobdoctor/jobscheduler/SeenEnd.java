package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.job.EndReason;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.OptionalInt;

/**
 * How the first run of a job since a dump ended, by a later dump.
 *
 * @param normal whether the job was seen to come to its end by itself; else it was stopped, or
 *     nothing tells
 * @param asksAgain whether it asked to be run again
 */
public record SeenEnd(boolean normal, boolean asksAgain) {

  /**
   * Reads it from two dumps.
   *
   * @param job the job as it stood before
   * @param before the dump from before the run
   * @param after the dump from after it
   * @param apiLevel the device's API level; absent when unknown
   */
  public static SeenEnd between(
      Job job, JobSchedulerSnapshot before, JobSchedulerSnapshot after, OptionalInt apiLevel) {
    RunEvidence evidence = new RunEvidence(job, before);
    evidence.dump(after);
    String reason = evidence.stopReason().orElse("");
    boolean asksAgain =
        after
            .job(job.key())
            .filter(now -> now.past().numFailures() > job.past().numFailures())
            .isPresent();
    boolean byItself =
        EndReason.isNormal(reason) || (EndReason.isOpen(reason, apiLevel) && asksAgain);
    return new SeenEnd(evidence.hasEnded() && byItself, asksAgain);
  }
}
