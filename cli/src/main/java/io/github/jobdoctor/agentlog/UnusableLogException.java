package io.github.jobdoctor.agentlog;

/** The text holds no log that this program can read; the message is one sentence for the user. */
public final class UnusableLogException extends Exception {

  private static final long serialVersionUID = 1L;

  /** There is no log, for the reason in {@code message}. */
  public UnusableLogException(String message) {
    super(message);
  }
}
