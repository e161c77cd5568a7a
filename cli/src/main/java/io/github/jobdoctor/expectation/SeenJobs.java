package io.github.jobdoctor.expectation;

import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.PastRuns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that a name has meant over several looks: one as a rule, but WorkManager gives the same
 * work a new number with each run.
 */
final class SeenJobs {

  private final Map<JobKey, Job> jobs = new LinkedHashMap<>();
  private final Map<JobKey, PastRuns> firstPasts = new LinkedHashMap<>();
  private Optional<Job> last = Optional.empty();

  void add(Job job) {
    jobs.put(job.key(), job);
    firstPasts.putIfAbsent(job.key(), job.past());
    last = Optional.of(job);
  }

  Optional<Job> last() {
    return last;
  }

  /** The job of a run, as it was last seen. */
  Optional<Job> of(JobRun run) {
    return jobs.values().stream()
        .filter(job -> run.isOf(job) || isOf(run.started(), job) || isOf(run.stopped(), job))
        .findFirst();
  }

  private static boolean isOf(Optional<HistoryEvent> event, Job job) {
    return event.filter(one -> one.isOf(job)).isPresent();
  }

  /** What the first look that saw the job knew of its runs. */
  PastRuns firstPast(Job job) {
    return firstPasts.getOrDefault(job.key(), job.past());
  }
}
