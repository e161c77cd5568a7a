package io.github.jobdoctor.agent.task;

import io.github.jobdoctor.agent.log.Outcome;

/**
 * How a run went, in the words of the task's code.
 *
 * @param outcome success or failed
 * @param message for people reading the log; empty when there is nothing to say
 */
public record TaskResult(Outcome outcome, String message) {

  /** It went well. */
  public static TaskResult success() {
    return new TaskResult(Outcome.SUCCESS, "");
  }

  /** It went well, and there is something to tell. */
  public static TaskResult success(String message) {
    return new TaskResult(Outcome.SUCCESS, message);
  }

  /** It did not go well, for the reason in {@code message}. */
  public static TaskResult failed(String message) {
    return new TaskResult(Outcome.FAILED, message);
  }
}
