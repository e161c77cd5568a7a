package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobReference;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The job that something is expected of.
 *
 * @param job as a person types it (see {@link JobReference})
 * @param packageName the package that it has to be of; absent when any will do
 * @param user the Android user that it has to be of; absent when any will do
 * @param namespace the namespace that it has to be in; absent when any will do
 */
public record Subject(
    String job, Optional<String> packageName, OptionalInt user, Optional<String> namespace) {

  /** The registered jobs that it may mean. */
  List<Job> in(JobSchedulerSnapshot snapshot) {
    return JobReference.of(job).in(snapshot).stream().filter(this::admits).toList();
  }

  private boolean admits(Job one) {
    return (packageName.isEmpty()
            || one.packageName().equals(packageName)
            || one.servicePackage().equals(packageName))
        && (user.isEmpty()
            || one.key().caller().userId() == user.getAsInt()
            || one.source().filter(app -> app.userId() == user.getAsInt()).isPresent())
        && (namespace.isEmpty() || one.key().namespace().equals(namespace));
  }

  /** Whether it means the job of this run, as far as a run tells whose it is. */
  boolean means(JobRun run) {
    return run.isMeantBy(job) && admits(run);
  }

  /** Whether the run may be its, since runs have no number where it is meant by one. */
  boolean mayMean(JobRun run) {
    return run.mayBeMeantBy(job) && admits(run);
  }

  private boolean admits(JobRun run) {
    return (packageName.isEmpty() || run.packageName().equals(packageName.get()))
        && (user.isEmpty() || run.sourceUid().userId() == user.getAsInt())
        && (namespace.isEmpty()
            || run.key().flatMap(JobKey::namespace).equals(namespace)
            || run.name().contains("@" + namespace.get() + "@"));
  }

  /** What to look for when it is not registered. */
  public AbsentJob.Search search() {
    return new AbsentJob.Search(job, packageName, user, namespace);
  }
}
