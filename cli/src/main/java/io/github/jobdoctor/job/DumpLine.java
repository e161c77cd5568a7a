package io.github.jobdoctor.job;

/**
 * A line of a dump: one that a statement rests on, or one that the parser did not understand and
 * kept, so that nothing is lost unseen.
 *
 * @param line its number, from 1: in a saved file that of the file, else in the service's output
 * @param text as printed
 */
public record DumpLine(int line, String text) {

  // Written out for the start's sake: see Constraint.
  @Override
  public boolean equals(Object other) {
    return other instanceof DumpLine one && line == one.line && text.equals(one.text);
  }

  @Override
  public int hashCode() {
    return line * 31 + text.hashCode();
  }
}
