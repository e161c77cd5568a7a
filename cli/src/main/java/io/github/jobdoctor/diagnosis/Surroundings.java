package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Caller;
import io.github.jobdoctor.job.DeviceBuild;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.job.RunHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What all jobs of a device share: its dump and its neighbours, and what is gathered from the dump
 * once for all jobs, when a rule first asks for it. For one thread.
 */
public final class Surroundings {

  private final JobSchedulerSnapshot snapshot;
  private final Neighbours neighbours;
  private Map<JobKey, List<JobRun>> runs;

  /** 0 until it was looked for; -1 when no job shows it. */
  private int api;

  private Map<Caller, Integer> jobsOfCallers;

  /** A device. */
  public Surroundings(JobSchedulerSnapshot snapshot, Neighbours neighbours) {
    this.snapshot = snapshot;
    this.neighbours = neighbours;
  }

  /** A device of which nothing is known beside its dump, but perhaps its API level. */
  public static Surroundings of(JobSchedulerSnapshot snapshot, OptionalInt apiLevel) {
    DeviceBuild build =
        new DeviceBuild(apiLevel, Optional.empty(), Optional.empty(), Optional.empty());
    return new Surroundings(snapshot, Neighbours.builder().device(build).build());
  }

  /** The dump. */
  public JobSchedulerSnapshot snapshot() {
    return snapshot;
  }

  /** What other services say. */
  public Neighbours neighbours() {
    return neighbours;
  }

  /** The jobs of the dump, each with its circumstances, in its order. */
  public List<Circumstances> jobs() {
    return snapshot.jobs().stream().map(this::of).toList();
  }

  /** The circumstances of one of its jobs. */
  public Circumstances of(Job job) {
    return new Circumstances(this, job);
  }

  /** The API level, or the lowest that prints such jobs; all jobs of a dump have one shape. */
  int api(Job job) {
    OptionalInt told = neighbours.device().apiLevel();
    if (told.isPresent()) {
      return told.getAsInt();
    }
    if (api == 0) {
      api =
          snapshot.jobs().stream()
              .filter(one -> one.readiness().isPresent())
              .findFirst()
              .map(one -> ApiLevel.lowest(snapshot, one))
              .orElse(-1);
    }
    return api > 0 ? api : ApiLevel.lowest(snapshot, job);
  }

  /** The runs of a job that the job history has, oldest first. */
  List<JobRun> runs(JobKey key) {
    if (runs == null) {
      Map<JobKey, List<JobRun>> byKey = new HashMap<>();
      for (JobRun run : RunHistory.of(snapshot).runs()) {
        run.key()
            .ifPresent(owner -> byKey.computeIfAbsent(owner, none -> new ArrayList<>()).add(run));
      }
      runs = byKey;
    }
    return runs.getOrDefault(key, List.of());
  }

  /** How many jobs a caller has registered, as far as the dump shows them. */
  int jobsOf(Caller caller) {
    if (jobsOfCallers == null) {
      Map<Caller, Integer> counts = new HashMap<>();
      snapshot.jobs().forEach(job -> counts.merge(job.key().caller(), 1, Integer::sum));
      jobsOfCallers = counts;
    }
    return jobsOfCallers.getOrDefault(caller, 0);
  }
}
