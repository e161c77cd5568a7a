package io.github.jobdoctor.tui;

/** There is no terminal that could be a screen. */
public final class NoTerminalException extends Exception {

  private static final long serialVersionUID = 1L;

  NoTerminalException() {
    super("There is no terminal.");
  }
}
