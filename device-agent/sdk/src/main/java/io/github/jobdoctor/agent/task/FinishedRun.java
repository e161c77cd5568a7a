package io.github.jobdoctor.agent.task;

import io.github.jobdoctor.agent.log.Outcome;

/**
 * A run that ended.
 *
 * @param task the task's name
 * @param run id of the run in the log
 * @param startedAt wall clock at its start, in milliseconds
 * @param outcome how it ended
 * @param message what the log says of it
 */
public record FinishedRun(String task, long run, long startedAt, Outcome outcome, String message) {}
