package io.github.jobdoctor.agentlog;

/**
 * Numbers that no record was read for.
 *
 * @param from the first of them
 * @param to the last of them
 * @param cause why they are missing
 */
public record LogGap(long from, long to, Cause cause) {

  /** Why records are missing. */
  public enum Cause {
    /** The ring is full and the agent wrote newer records over them. */
    OVERWRITTEN("overwritten"),
    /** They were damaged in the log's file. */
    DAMAGED("damaged"),
    /** Their lines could not be read here. */
    UNREAD("unread"),
    /** The text has pieces of a log, and these records stand in none. */
    NOT_PULLED("not-pulled"),
    /** The text ends before them: the transfer was cut. */
    CUT_OFF("cut-off"),
    /** The text does not tell. */
    UNKNOWN("unknown");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    /** The word in JSON. */
    public String word() {
      return word;
    }
  }

  /** How many records are missing. */
  public long count() {
    return to - from + 1;
  }
}
