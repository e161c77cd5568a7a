package io.github.jobdoctor.agentdoor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an agent says of itself ({@code agent.provider}, the method {@code status}).
 *
 * @param agent its version
 * @param packageName the app that it lives in
 * @param appVersion that app's version name; absent when unknown
 * @param apiLevel the device's API level; absent when not said
 * @param debuggable whether the app is debuggable, so that tasks may be triggered
 * @param availability {@code Available} or {@code Restricted}: whether Android lets tasks run
 * @param reasons what restricts it, in Android's words; empty when it is available
 * @param standbyBucket the app's standby bucket in Android's word; absent below API 28
 * @param registered how many tasks are registered
 * @param defined how many names have code in the process that answered
 * @param work the one worker's work; absent when nothing is scheduled
 * @param pendingRuns runs that were due before the task's code was defined, by task
 * @param processStarts how often a process used the agent for the first time, by what woke it
 * @param log the log; absent when not said
 */
public record AgentStatus(
    String agent,
    String packageName,
    Optional<String> appVersion,
    OptionalInt apiLevel,
    boolean debuggable,
    String availability,
    List<String> reasons,
    Optional<String> standbyBucket,
    long registered,
    long defined,
    Optional<Work> work,
    Map<String, Long> pendingRuns,
    Map<String, Long> processStarts,
    Optional<Log> log) {

  /**
   * The WorkManager work that runs all tasks.
   *
   * @param state WorkManager's word for its state
   * @param interval how often it runs at most; absent when not said
   * @param requiresNetwork whether it waits for a network
   * @param nextRunAt the earliest time of its next run, in milliseconds since 1970 on the device's
   *     clock; absent when not known
   */
  public record Work(
      String state, Optional<Duration> interval, boolean requiresNetwork, OptionalLong nextRunAt) {}

  /**
   * The ring log.
   *
   * @param id which log it is
   * @param firstSeq number of its oldest record; 0 when it is empty
   * @param lastSeq number of its newest record; 0 when it is empty
   * @param capacity size of the ring in bytes
   * @param origin how it came to be what it is, such as {@code continued}
   * @param originReason why, for people; absent when there is nothing to say
   */
  public record Log(
      String id,
      long firstSeq,
      long lastSeq,
      long capacity,
      String origin,
      Optional<String> originReason) {}
}
