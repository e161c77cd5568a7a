package io.github.jobdoctor.agent.log;

/** What made a run happen. */
public enum Trigger {
  /** Android's scheduler, by the registered interval. */
  SCHEDULE(1, "schedule"),
  /** Somebody asked for it: the test trigger of a debuggable build. */
  TEST(2, "test"),
  /** The app went to the background. */
  BEFORE_EXIT(3, "before-exit");

  private final int code;
  private final String wireName;

  Trigger(int code, String wireName) {
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

  static Trigger ofCode(int code) {
    for (Trigger trigger : values()) {
      if (trigger.code == code) {
        return trigger;
      }
    }
    throw new IllegalArgumentException("no trigger has the code " + code);
  }
}
