package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.IdentityHashMap;
import java.util.OptionalInt;

/**
 * The diagnoses of one snapshot's jobs, each made when it is first asked for, and only once. The
 * one place where circumstances are put together.
 */
public final class Diagnoses {

  private final Surroundings around;
  private final IdentityHashMap<Job, Diagnosis> made = new IdentityHashMap<>();
  private final IdentityHashMap<Job, Diagnosis> standings = new IdentityHashMap<>();

  /**
   * The diagnoses for {@code snapshot} alone.
   *
   * @param apiLevel the device's API level; absent when unknown
   */
  public Diagnoses(JobSchedulerSnapshot snapshot, OptionalInt apiLevel) {
    this(Surroundings.of(snapshot, apiLevel));
  }

  /** The diagnoses for a snapshot with what its neighbours say. */
  public Diagnoses(Surroundings around) {
    this.around = around;
  }

  /** The dump, and its neighbours. */
  public Surroundings around() {
    return around;
  }

  /** The dump that the jobs are in. */
  public JobSchedulerSnapshot snapshot() {
    return around.snapshot();
  }

  /** The same without what is only worth knowing, which takes less time. */
  public Diagnosis standing(Job job) {
    return standings.computeIfAbsent(job, one -> Rules.standing(around.of(one)));
  }

  /** The diagnosis of {@code job}, which is one of the snapshot's. */
  public Diagnosis of(Job job) {
    return made.computeIfAbsent(job, one -> Rules.diagnose(around.of(one)));
  }
}
