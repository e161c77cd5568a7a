package io.github.jobdoctor.agentlog;

/** A line is not what it should be; costs that line only, so it has no stack trace. */
final class NotALineException extends Exception {

  private static final long serialVersionUID = 1L;

  NotALineException(String message) {
    super(message, null, false, false);
  }
}
