package io.github.jobdoctor.source;

/** A file cannot be read as input; the message is one sentence for the user. */
public final class UnreadableInputException extends Exception {

  private static final long serialVersionUID = 1L;

  /** It cannot be read, because of {@code cause}, which may be {@code null}. */
  public UnreadableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
