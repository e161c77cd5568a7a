package io.github.jobdoctor.agent.log;

/**
 * How a log came to be what it is.
 *
 * @param kind what happened when it was opened
 * @param reason for people, with numbers; empty when there is nothing to explain
 */
public record LogOrigin(Kind kind, String reason) {

  /** What happened when a log was opened. */
  public enum Kind {
    /** There was no file; a new one was made. */
    CREATED("created"),
    /** The file was there and whole. */
    CONTINUED("continued"),
    /** The file was there, damaged or of another size; its readable records were kept. */
    REPAIRED("repaired"),
    /** The file could not be read as a log; a new one took its place. */
    STARTED_ANEW("started-anew"),
    /** No file could be had; records live in memory until the process ends. */
    IN_MEMORY("in-memory"),
    /** Somebody asked for an empty log. */
    CLEARED("cleared");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The word in the JSON Lines form. */
    public String wireName() {
      return wireName;
    }
  }
}
