package io.github.jobdoctor.agent.work;

import java.util.OptionalLong;

/**
 * The one periodic work as WorkManager has it.
 *
 * @param state WorkManager's word: ENQUEUED, RUNNING, BLOCKED
 * @param intervalMinutes its period
 * @param nextRunAt earliest wall clock of the next run in milliseconds; absent while it runs
 * @param requiresNetwork whether it waits for a network
 */
public record ScheduledWork(
    String state, long intervalMinutes, OptionalLong nextRunAt, boolean requiresNetwork) {}
