package io.github.jobdoctor.tui;

/**
 * What came of an errand.
 *
 * @param tone how it went
 * @param sentence what Android did, not what was asked of it
 */
record Outcome(Tone tone, String sentence) {

  /** How something went. */
  enum Tone {
    GOOD,
    BAD,
    /** It cannot be told, or has not ended. */
    OPEN
  }
}
