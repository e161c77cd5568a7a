package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import java.util.List;
import java.util.Optional;

/**
 * What the other services are asked about.
 *
 * @param job the job; absent for all jobs of the device
 */
record Inquiry(Optional<JobKey> job) {

  static final Inquiry OF_DEVICE = new Inquiry(Optional.empty());

  static Inquiry of(JobKey job) {
    return new Inquiry(Optional.of(job));
  }

  /** Whether the answer to this one answers {@code other} as well. */
  boolean covers(Inquiry other) {
    return job.isEmpty() || equals(other);
  }

  /** The jobs that it is about, as they are registered now. */
  List<Job> jobs(Polled look) {
    return job.map(key -> look.row(key).map(JobRow::job).stream().toList())
        .orElseGet(() -> look.rows().stream().map(JobRow::job).toList());
  }
}
