package io.github.jobdoctor.lab.jobscheduler;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the service's own objects say, at one moment of its clock.
 *
 * @param nowElapsed that moment, milliseconds since boot
 * @param startedUsers the started users
 * @param jobs the registered jobs, in no order
 * @param pending the pending queue as {@code NAMESPACE:callingUid/id}, first to start first
 * @param active the running jobs, likewise, by slot
 * @param history the job history, oldest first
 */
record SchedulerTruth(
    long nowElapsed,
    List<Integer> startedUsers,
    List<JobTruth> jobs,
    List<String> pending,
    List<String> active,
    List<EventTruth> history) {

  /**
   * One registered job.
   *
   * @param key {@code NAMESPACE:callingUid/id}, the uid as a number
   * @param name its battery name
   * @param service its service, flattened
   * @param bucket its real standby bucket as Android numbers it for jobs; absent before API 28
   * @param earliest when it may run at the earliest, elapsed; absent when at once
   * @param latest its deadline or the end of its period, elapsed; absent when none
   * @param enqueued when it was scheduled, elapsed; absent before API 26
   * @param ready whether its constraints are met ({@code isReady()})
   * @param toBeExecuted whether the next scan would queue it
   */
  record JobTruth(
      String key,
      String name,
      String tag,
      int sourceUid,
      int sourceUserId,
      String sourcePackage,
      String service,
      Set<String> required,
      Set<String> dynamic,
      Set<String> satisfied,
      Optional<String> periodic,
      boolean persisted,
      Optional<Long> minimumLatency,
      Optional<Long> maxExecutionDelay,
      String backoff,
      Optional<Integer> bucket,
      int failures,
      Optional<Long> earliest,
      Optional<Long> latest,
      Optional<Long> enqueued,
      boolean ready,
      boolean toBeExecuted,
      boolean isPending,
      boolean isActive) {}

  /**
   * One event of the history.
   *
   * @param jobId absent before API 27
   */
  record EventTruth(boolean start, long at, int sourceUid, Optional<Integer> jobId, String name) {}
}
