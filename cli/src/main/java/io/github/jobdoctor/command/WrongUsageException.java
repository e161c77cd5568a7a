package io.github.jobdoctor.command;

/** What the user typed, or set in the environment, cannot be meant; the message is one sentence. */
final class WrongUsageException extends Exception {

  private static final long serialVersionUID = 1L;

  WrongUsageException(String message) {
    super(message);
  }
}
