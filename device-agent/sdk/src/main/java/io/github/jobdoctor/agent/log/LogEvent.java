package io.github.jobdoctor.agent.log;

/** What a record tells. The {@code wireName} is the word in the JSON Lines form. */
public enum LogEvent {
  /** A task's code is about to run. */
  ENTRY(1, "entry"),
  /** A run ended, with its outcome. */
  EXIT(2, "exit"),
  /**
   * A run of an earlier process has an entry and no exit: that process ended in the middle of it.
   */
  DIED(3, "died"),
  /** The system stopped the worker, or the time was up: the run has been told to stop. */
  EXPIRED(4, "expired"),
  /** A task was due but nothing defined its code in this process; the run is kept as pending. */
  UNDEFINED(5, "undefined"),
  /** A task was due but was not started, for the reason in the message. */
  SKIPPED(6, "skipped"),
  /** A task was registered, or registered again with other options. */
  REGISTERED(7, "registered"),
  /** A task was unregistered. */
  UNREGISTERED(8, "unregistered"),
  /** A process used the agent for the first time in its life; the message says what woke it. */
  PROCESS_START(9, "process-start"),
  /** The log itself: it started anew, or was repaired, for the reason in the message. */
  LOG(10, "log"),
  /** The one worker started: what made it run. */
  WORKER_START(11, "worker-start"),
  /** The one worker ended. */
  WORKER_END(12, "worker-end");

  private static final LogEvent[] BY_CODE = new LogEvent[values().length + 1];

  static {
    for (LogEvent event : values()) {
      BY_CODE[event.code] = event;
    }
  }

  private final int code;
  private final String wireName;

  LogEvent(int code, String wireName) {
    this.code = code;
    this.wireName = wireName;
  }

  /** The number in the file. */
  public int code() {
    return code;
  }

  /** The word in the JSON Lines form. */
  public String wireName() {
    return wireName;
  }

  static LogEvent ofCode(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no event has the code " + code);
    }
    return BY_CODE[code];
  }
}
