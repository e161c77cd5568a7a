package io.github.jobdoctor.agent.task;

/**
 * How a task wants to be run. Values outside the allowed range are brought into it, since an app
 * must not crash over an interval; {@link RegisteredTask#options()} tells what became of them.
 *
 * @param minimumIntervalMinutes the worker runs this often at most; at least {@value
 *     #MINIMUM_INTERVAL_FLOOR_MINUTES}, Android's own floor for periodic jobs
 * @param requiresNetwork whether a run without a network is pointless
 * @param timeoutSeconds after this time a run has failed; 1 to {@value #MAX_TIMEOUT_SECONDS}
 * @param arguments handed to the task's code as they are; at most {@value #MAX_ARGUMENTS_CHARS}
 *     characters
 */
public record TaskOptions(
    long minimumIntervalMinutes, boolean requiresNetwork, int timeoutSeconds, String arguments) {

  /** 15 minutes. */
  public static final long MINIMUM_INTERVAL_FLOOR_MINUTES = 15;

  /** 12 hours. */
  public static final long DEFAULT_MINIMUM_INTERVAL_MINUTES = 12 * 60;

  /** A year; beyond it lies only overflow. */
  public static final long MAX_INTERVAL_MINUTES = 365L * 24 * 60;

  /** 3 minutes: three slow tasks still fit into the ten minutes that Android gives a job. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 3 * 60;

  /** 9 minutes: one less than Android gives a job. */
  public static final int MAX_TIMEOUT_SECONDS = 9 * 60;

  /** Enough for a few parameters; data belongs elsewhere. */
  public static final int MAX_ARGUMENTS_CHARS = 4096;

  /** Every 12 hours, with a network. */
  public static final TaskOptions DEFAULT =
      new TaskOptions(DEFAULT_MINIMUM_INTERVAL_MINUTES, true, DEFAULT_TIMEOUT_SECONDS, "");

  /** Brings the numbers into their ranges. */
  public TaskOptions {
    minimumIntervalMinutes =
        Math.max(
            MINIMUM_INTERVAL_FLOOR_MINUTES, Math.min(minimumIntervalMinutes, MAX_INTERVAL_MINUTES));
    timeoutSeconds = Math.max(1, Math.min(timeoutSeconds, MAX_TIMEOUT_SECONDS));
    if (arguments.length() > MAX_ARGUMENTS_CHARS) {
      throw new IllegalArgumentException(
          "arguments of " + arguments.length() + " characters, at most " + MAX_ARGUMENTS_CHARS);
    }
  }

  /** The same with another interval. */
  public TaskOptions withMinimumInterval(long minutes) {
    return new TaskOptions(minutes, requiresNetwork, timeoutSeconds, arguments);
  }

  /** The same, with or without a network. */
  public TaskOptions withRequiresNetwork(boolean required) {
    return new TaskOptions(minimumIntervalMinutes, required, timeoutSeconds, arguments);
  }

  /** The same with another limit for one run. */
  public TaskOptions withTimeout(int seconds) {
    return new TaskOptions(minimumIntervalMinutes, requiresNetwork, seconds, arguments);
  }

  /** The same with arguments for the task's code. */
  public TaskOptions withArguments(String text) {
    return new TaskOptions(minimumIntervalMinutes, requiresNetwork, timeoutSeconds, text);
  }
}
