package io.github.jobdoctor.command;

import java.io.PrintWriter;

/**
 * Nobody takes the results any more, so that nothing further needs to be read; {@link ResultStream}
 * knows why.
 */
final class OutputGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OutputGoneException() {
    super("the results can no longer be written");
  }

  /** Ends what writes to {@code out}, when that has failed. */
  static void throwIfGone(PrintWriter out) {
    if (out.checkError()) {
      throw new OutputGoneException();
    }
  }
}
