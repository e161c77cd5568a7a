package io.github.jobdoctor.agent.task;

import io.github.jobdoctor.agent.log.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A registration.
 *
 * @param name the task's name
 * @param options how it wants to be run
 * @param registeredAt wall clock of the latest registration, in milliseconds
 * @param lastRunAt wall clock at which its last run began, in milliseconds; absent before the first
 * @param lastOutcome how that run ended; absent before the first
 */
public record RegisteredTask(
    String name,
    TaskOptions options,
    long registeredAt,
    OptionalLong lastRunAt,
    Optional<Outcome> lastOutcome) {}
