package io.github.jobdoctor.diagnosis;

/** What a finding, or a whole diagnosis, comes to (design/json.md). */
public enum Verdict {
  /** The job runs. Of a diagnosis only. */
  RUNNING("running"),
  /**
   * Nothing holds the job back: it waits in the queue, or for the next scan. Of a diagnosis only.
   */
  CLEAR("clear"),
  /** It passes by itself with time. */
  DELAYED("delayed"),
  /** Something has to change first. */
  BLOCKED("blocked"),
  /** What would have to be known is missing. */
  CANNOT_TELL("cannotTell"),
  /** Worth knowing, but not what holds the job back. Of a finding only. */
  NOTE("note");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word in texts and JSON. */
  public String word() {
    return word;
  }
}
