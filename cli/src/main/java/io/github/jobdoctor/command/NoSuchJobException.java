package io.github.jobdoctor.command;

/** No job answers to what the user typed; the message is one sentence. */
final class NoSuchJobException extends Exception {

  private static final long serialVersionUID = 1L;

  NoSuchJobException(String message) {
    super(message);
  }
}
