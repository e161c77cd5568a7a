package io.github.jobdoctor.lab.jobscheduler;

import java.util.List;
import java.util.Map;
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
 * @param bias how much each pending or active job is preferred now, by the same names
 * @param history the job history, oldest first
 * @param quota what is kept of quota; absent before API 29
 */
record SchedulerTruth(
    long nowElapsed,
    List<Integer> startedUsers,
    List<JobTruth> jobs,
    List<String> pending,
    List<String> active,
    Map<String, Integer> bias,
    List<EventTruth> history,
    Optional<QuotaTruth> quota) {

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
   * @param unsatisfied the constraints of which the platform says that they lack
   * @param importance how much it matters
   * @param readiness what decides whether it runs
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
      Set<String> unsatisfied,
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
      ImportanceTruth importance,
      ReadinessTruth readiness) {}

  /**
   * How much a job matters.
   *
   * @param priority what the app asked for; absent before API 33
   * @param effectivePriority what is left of it; absent when the same, and before API 33
   * @param bias the system's own; absent when 0
   */
  record ImportanceTruth(
      Optional<Integer> priority,
      Optional<Integer> effectivePriority,
      Optional<Integer> bias,
      int flags,
      int internalFlags) {}

  /**
   * What decides whether a job runs.
   *
   * @param toBeExecuted whether the next scan would queue it ({@code isReadyToBeExecutedLocked})
   * @param job whether its constraints are met ({@code isReady()})
   * @param user whether its users are started
   * @param restricted whether heat holds it back; absent before API 30
   * @param pending whether it is in the queue
   * @param active whether it runs
   * @param backingUp whether its app is in a backup; absent before API 26
   * @param component whether its service exists, from API 30 on also whether it may be used; absent
   *     before API 26
   * @param implicit the implicit conditions that the platform keeps, by their names in dumps; empty
   *     before API 29
   */
  record ReadinessTruth(
      boolean toBeExecuted,
      boolean job,
      boolean user,
      Optional<Boolean> restricted,
      boolean pending,
      boolean active,
      Optional<Boolean> backingUp,
      Optional<Boolean> component,
      Map<String, Boolean> implicit) {}

  /**
   * One event of the history.
   *
   * @param jobId absent before API 27
   */
  record EventTruth(boolean start, long at, int sourceUid, Optional<Integer> jobId, String name) {}
}
