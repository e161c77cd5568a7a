package io.github.jobdoctor.dumpsys;

import java.util.List;

/**
 * How a terminal has broken long lines: at its width, going on at column 0 of the next line. Lines
 * copied from a screen come so.
 *
 * @param width the columns of the terminal; 0 when no line was broken
 */
record Wrapping(int width) {

  /** No line was broken. */
  static final Wrapping NONE = new Wrapping(0);

  /** Narrower ones there are, but on those nobody can tell a broken line from a short one. */
  private static final int NARROWEST = 40;

  /**
   * Guesses from lines of job blocks. Those are all indented: a line at column 0 is text of an app,
   * or what a terminal broke off. It is the latter when each of them follows a line of the same
   * length and no line is longer. (If an app's text were like that, only that text would be
   * joined.)
   */
  static Wrapping of(List<String> blockLines) {
    int width = 0;
    int before = 0;
    int longest = 0;
    boolean first = true;
    for (String line : blockLines) {
      if (line.isBlank()) {
        break;
      }
      if (JobBlocks.isSeparator(line)) {
        first = true; // grep's own line: no terminal broke it off
        continue;
      }
      longest = Math.max(longest, line.length());
      if (line.charAt(0) != ' ' && !first) {
        boolean odd = before < NARROWEST || (width != 0 && before != width);
        if (odd || JobHeading.parse(line).isPresent()) {
          return NONE;
        }
        width = before;
      }
      before = line.length();
      first = false;
    }
    return width == 0 || longest > width ? NONE : new Wrapping(width);
  }

  boolean isNone() {
    return width == 0;
  }

  /** Whether {@code next} is the rest of a line of which {@code piece} was the last piece. */
  boolean goesOn(String piece, String next) {
    return piece.length() == width
        && !next.isBlank()
        && !next.startsWith("  ")
        && !JobBlocks.isSeparator(next)
        && !Sections.isHeading(next);
  }
}
