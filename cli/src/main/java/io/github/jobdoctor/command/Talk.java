package io.github.jobdoctor.command;

import io.github.jobdoctor.render.Printable;
import java.io.PrintWriter;

/**
 * What is said beside the results, on standard error, one sentence a line and clean. Several
 * threads may talk.
 */
final class Talk {

  private final PrintWriter err;
  private int shown;

  Talk(PrintWriter err) {
    this.err = err;
  }

  /** Something that the user should know. */
  synchronized void note(String sentence) {
    wipe();
    err.println(Printable.clean(sentence));
    err.flush();
  }

  /** Something that went wrong. */
  void error(String sentence) {
    note("jobdoctor: " + sentence);
  }

  /**
   * How far something is: stands on the terminal's last line until the next, or until {@link
   * #wipe}.
   */
  synchronized void progress(String words) {
    String clean = Printable.clean(words);
    err.print("\r" + clean + " ".repeat(Math.max(0, shown - clean.length())));
    err.flush();
    shown = clean.length();
  }

  /** Takes the progress away again. */
  synchronized void wipe() {
    if (shown > 0) {
      // Works on every terminal, the dumb ones too.
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }
}
