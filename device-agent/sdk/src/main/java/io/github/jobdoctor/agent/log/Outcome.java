package io.github.jobdoctor.agent.log;

/** How a run ended. */
public enum Outcome {
  /** The task's code said so. */
  SUCCESS(1, "success"),
  /** The task's code said so, threw, or was out of time; the message tells which. */
  FAILED(2, "failed");

  private final int code;
  private final String wireName;

  Outcome(int code, String wireName) {
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

  static Outcome ofCode(int code) {
    for (Outcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("no outcome has the code " + code);
  }
}
