package io.github.jobdoctor.command;

import io.github.jobdoctor.render.Printable;
import java.io.PrintWriter;

/** What is said beside the results, on standard error, one sentence a line and clean. */
final class Talk {

  private final PrintWriter err;

  Talk(PrintWriter err) {
    this.err = err;
  }

  /** Something that the user should know. */
  void note(String sentence) {
    err.println(Printable.clean(sentence));
    err.flush();
  }

  /** Something that went wrong. */
  void error(String sentence) {
    note("jobdoctor: " + sentence);
  }
}
