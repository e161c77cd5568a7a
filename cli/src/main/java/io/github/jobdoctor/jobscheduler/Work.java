package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The work that a job carries. WorkManager may schedule the same work under another number, and in
 * another namespace; what remains is the id of its work spec, which the extras show where Android
 * has read them, and the class of its worker, which is in the trace tag (reference/frameworks.md).
 */
final class Work {

  // "Extras: {EXTRA_WORK_SPEC_ID=5b9f7d62-..., EXTRA_WORK_SPEC_GENERATION=3, ...}"
  private static final Pattern ID = Pattern.compile("\\bEXTRA_WORK_SPEC_ID=([0-9A-Fa-f-]{36})");

  private Work() {}

  /** The id of the work spec; absent where the dump does not show it. */
  static Optional<String> id(Job job) {
    return job.info()
        .extras()
        .filter(extras -> job.isWorkManager())
        .map(ID::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  /**
   * The job that carries on the work of {@code job} in a later dump; absent when there is none, and
   * when it is not certain which.
   *
   * @param before the dump that {@code job} is in: what stood there already is something else
   */
  static Optional<Job> successor(Job job, JobSchedulerSnapshot before, JobSchedulerSnapshot after) {
    if (!job.isWorkManager()) {
      return Optional.empty();
    }
    List<Job> same =
        after.jobs().stream()
            .filter(other -> before.job(other.key()).isEmpty())
            .filter(other -> isSame(job, other))
            .toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  private static boolean isSame(Job job, Job other) {
    if (!other.key().caller().equals(job.key().caller())
        || !other.info().service().equals(job.info().service())) {
      return false;
    }
    Optional<String> id = id(job);
    Optional<String> otherId = id(other);
    boolean both = id.isPresent() && otherId.isPresent();
    return both
        ? id.equals(otherId)
        : job.worker().isPresent() && job.worker().equals(other.worker());
  }

  /**
   * The job registered under the key of {@code job} is another one than then: Android gives every
   * registration a mark of its own in the heading of its block.
   */
  static boolean isAnotherRegistration(Job job, Job now) {
    return !job.block().isEmpty()
        && !now.block().isEmpty()
        && !job.block().get(0).strip().equals(now.block().get(0).strip());
  }
}
