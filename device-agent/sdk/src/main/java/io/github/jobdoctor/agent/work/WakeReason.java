package io.github.jobdoctor.agent.work;

/** Who used the agent first in the life of a process. */
public enum WakeReason {
  /** The one worker: Android's scheduler started the process, or found it running. */
  SCHEDULE("schedule"),
  /** The app's own code. */
  APP("app"),
  /** The host program, through the provider. */
  HOST("host");

  private final String wireName;

  WakeReason(String wireName) {
    this.wireName = wireName;
  }

  /** The word in log and status. */
  public String wireName() {
    return wireName;
  }
}
