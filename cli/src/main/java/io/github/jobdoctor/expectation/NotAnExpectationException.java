package io.github.jobdoctor.expectation;

/** What was typed is no expectation; the message is one sentence for the user. */
public final class NotAnExpectationException extends Exception {

  private static final long serialVersionUID = 1L;

  /** It is none, because of {@code message}. */
  public NotAnExpectationException(String message) {
    super(message);
  }
}
