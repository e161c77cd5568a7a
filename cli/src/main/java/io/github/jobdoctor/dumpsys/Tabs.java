package io.github.jobdoctor.dumpsys;

/**
 * Spaces in place of the tabs and no-break spaces that web pages and editors put before a line. How
 * many columns a tab is, the first line with one tells: it stands deeper than the line before it,
 * and no deeper than it must.
 */
final class Tabs {

  private static final int[] WIDTHS = {2, 4, 8};

  /** The columns of a tab; 0 as long as there was none. */
  private int width;

  /** The indent of the last line that was not blank. */
  private int before;

  /** The line with spaces only before its text; as it is when it has nothing else there. */
  String expanded(String line) {
    int end = 0;
    boolean odd = false;
    while (end < line.length() && Indents.isSpace(line.charAt(end))) {
      odd |= line.charAt(end) != ' ';
      end++;
    }
    if (end == line.length()) {
      return odd ? "" : line;
    }
    if (!odd) {
      before = end;
      return line;
    }
    int columns = 0;
    for (int i = 0; i < end; i++) {
      columns = line.charAt(i) == '\t' ? nextStop(columns) : columns + 1;
    }
    before = columns;
    return " ".repeat(columns) + line.substring(end);
  }

  private int nextStop(int column) {
    if (width == 0) {
      width = WIDTHS[WIDTHS.length - 1];
      for (int i = WIDTHS.length - 1; i >= 0 && WIDTHS[i] > before; i--) {
        width = WIDTHS[i];
      }
    }
    return (column / width + 1) * width;
  }
}
