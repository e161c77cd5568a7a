package io.github.jobdoctor.agentlog;

/**
 * The words of the log that mean something here; a newer agent may use others. Their meaning stands
 * in the agent's {@code LogEvent}, {@code Outcome} and {@code Trigger}.
 */
public final class LogWords {

  /** Event: a task's code is about to run. */
  public static final String ENTRY = "entry";

  /** Event: a run ended, with its outcome. */
  public static final String EXIT = "exit";

  /** Event: a run of an earlier process has no exit, since that process ended in its middle. */
  public static final String DIED = "died";

  /** Event: the run was told to stop, by the system or because its time was up. */
  public static final String EXPIRED = "expired";

  /** Event: a task was due, but nothing had defined its code in this process. */
  public static final String UNDEFINED = "undefined";

  /** Event: a task was due and was not started, for the reason in the message. */
  public static final String SKIPPED = "skipped";

  /** Event: a task was registered, or registered again with other options. */
  public static final String REGISTERED = "registered";

  /** Event: a task was unregistered. */
  public static final String UNREGISTERED = "unregistered";

  /** Event: a process used the agent for the first time; the message says what woke it. */
  public static final String PROCESS_START = "process-start";

  /** Event: something about the log itself. */
  public static final String LOG = "log";

  /** Event: the one worker started. */
  public static final String WORKER_START = "worker-start";

  /** Event: the one worker ended. */
  public static final String WORKER_END = "worker-end";

  /** Outcome: the task's code said so. */
  public static final String SUCCESS = "success";

  /** Outcome: the task's code said so, threw, or was out of time. */
  public static final String FAILED = "failed";

  /** Trigger: Android's scheduler. */
  public static final String SCHEDULE = "schedule";

  /** Trigger: the test trigger of a debuggable build. */
  public static final String TEST = "test";

  /** Message of a {@link #WORKER_END}: another worker held it up until its time was over. */
  public static final String NO_TURN = "another run did not end";

  private LogWords() {}
}
