package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Neighbour;

/**
 * The line that a finding rests on.
 *
 * @param service the service whose dump has it, {@code jobscheduler} for the dump of the jobs
 * @param line the line
 */
public record Evidence(String service, DumpLine line) {

  /** The service of the jobs. */
  public static final String JOBSCHEDULER = "jobscheduler";

  /** A line of another service. */
  public static Evidence of(Neighbour neighbour, DumpLine line) {
    return new Evidence(neighbour.service(), line);
  }

  /** Whether it stands in the dump of the jobs. */
  public boolean isOfJobScheduler() {
    return service.equals(JOBSCHEDULER);
  }

  /** A line of the dump of the jobs. */
  public static Evidence of(DumpLine line) {
    return new Evidence(JOBSCHEDULER, line);
  }

  // Written out for the start's sake: see Constraint.
  @Override
  public boolean equals(Object other) {
    return other instanceof Evidence one && service.equals(one.service) && line.equals(one.line);
  }

  @Override
  public int hashCode() {
    return service.hashCode() * 31 + line.hashCode();
  }
}
