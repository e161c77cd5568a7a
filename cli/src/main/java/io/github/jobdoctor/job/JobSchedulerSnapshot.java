package io.github.jobdoctor.job;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A parsed {@code dumpsys jobscheduler}.
 *
 * @param registered the dump's own count of jobs; absent in a fragment and before API 24
 * @param jobs the jobs, in the dump's order
 * @param pending the pending queue, first to start first
 * @param active the running jobs
 * @param history the last starts and stops, oldest first; empty when the dump has none
 * @param state what the dump says beside its jobs
 * @param extent how much of the dump this is
 * @param unread the lines not understood, the first thousand at most
 * @param unreadCount how many lines were not understood in all
 * @param vendorLines the lines that are a vendor's own, the first thousand at most
 * @param lines how many lines the text has
 */
public record JobSchedulerSnapshot(
    OptionalInt registered,
    List<Job> jobs,
    List<PendingJob> pending,
    List<ActiveJob> active,
    List<HistoryEvent> history,
    SchedulerState state,
    Extent extent,
    List<DumpLine> unread,
    int unreadCount,
    List<VendorLine> vendorLines,
    int lines) {

  /** Copies the lists. */
  public JobSchedulerSnapshot {
    jobs = List.copyOf(jobs);
    pending = List.copyOf(pending);
    active = List.copyOf(active);
    history = List.copyOf(history);
    unread = List.copyOf(unread);
    vendorLines = List.copyOf(vendorLines);
  }

  /** The users that are started; empty when the dump does not say. */
  public List<Integer> startedUsers() {
    return state.startedUsers().map(Fact::value).orElse(List.of());
  }

  /** Whether every registered job is there, and none of them was cut. */
  public boolean hasAllJobs() {
    return registered.isPresent()
        && jobs.size() >= registered.getAsInt()
        && jobs.stream().allMatch(job -> job.readiness().isPresent());
  }

  /** The job with this key; absent when it is not registered. */
  public Optional<Job> job(JobKey key) {
    return jobs.stream().filter(job -> job.key().equals(key)).findFirst();
  }

  /** The running entry of this job; absent when it does not run. */
  public Optional<ActiveJob> activeEntry(JobKey key) {
    return active.stream().filter(entry -> entry.key().equals(key)).findFirst();
  }

  /** The place of this job in the pending queue, from 1; absent when it is not in it. */
  public OptionalInt pendingPosition(JobKey key) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).key().equals(key)) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /** The jobs that work for {@code packageName} or whose service belongs to it. */
  public Stream<Job> jobsOf(String packageName) {
    return jobs.stream()
        .filter(
            job ->
                job.source().map(Job.Source::packageName).filter(packageName::equals).isPresent()
                    || job.servicePackage().filter(packageName::equals).isPresent());
  }
}
