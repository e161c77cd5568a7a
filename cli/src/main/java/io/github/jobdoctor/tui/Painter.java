package io.github.jobdoctor.tui;

import java.util.Arrays;
import java.util.List;

/**
 * Brings a terminal from the last frame to the next with the cells that differ, and no others. Not
 * safe for several threads.
 */
final class Painter {

  /** A terminal that knows it shows all between the two at once; others ignore it. */
  private static final String BEGIN_UPDATE = "\033[?2026h";

  private static final String END_UPDATE = "\033[?2026l";

  /** So many equal cells are written along: fewer bytes than going over them. */
  private static final int BRIDGE = 5;

  private final boolean color;
  private List<StyledLine> shown = List.of();
  private Size size;

  Painter(boolean color) {
    this.color = color;
  }

  /** The terminal may show anything now: the next frame is written whole. */
  void forget() {
    size = null;
  }

  /**
   * What to write.
   *
   * @param frame one line for each row; missing ones are empty, too long ones are cut
   */
  String paint(List<StyledLine> frame, Size next) {
    StringBuilder out = new StringBuilder();
    if (!next.equals(size)) {
      out.append("\033[0m\033[H\033[2J");
      shown = List.of();
      size = next;
    }
    for (int row = 0; row < size.rows(); row++) {
      StyledLine before = row < shown.size() ? shown.get(row) : StyledLine.EMPTY;
      StyledLine after = row < frame.size() ? frame.get(row) : StyledLine.EMPTY;
      if (!before.equals(after)) {
        line(out, row, Cells.of(before, size.columns()), Cells.of(after, size.columns()));
      }
    }
    shown = List.copyOf(frame);
    return out.length() == 0 ? "" : BEGIN_UPDATE + out + END_UPDATE;
  }

  private void line(StringBuilder out, int row, Cells before, Cells after) {
    int end = after.lastUsed() + 1;
    if (before.hasOdd() || after.hasOdd()) {
      // Terminals do not agree on the width of such characters: the row is written anew, each of
      // them at its place.
      whole(out, row, after, end);
      return;
    }
    Look look = null;
    int column = 0;
    while (column < end) {
      if (after.same(before, column)) {
        column++;
        continue;
      }
      int stop = endOfChange(before, after, column, end);
      column = after.start(column);
      place(out, row, column);
      for (; column < stop; column++) {
        if (after.text[column] != null) {
          look = write(out, after, column, look);
        }
      }
    }
    if (before.lastUsed() >= end) {
      place(out, row, end);
      out.append("\033[0m\033[K");
      look = Look.PLAIN;
    }
    if (look != null && !look.equals(Look.PLAIN)) {
      out.append("\033[0m");
    }
  }

  private static int endOfChange(Cells before, Cells after, int column, int end) {
    int stop = column;
    int equal = 0;
    for (int i = column; i < end && equal <= BRIDGE; i++) {
      if (after.same(before, i)) {
        equal++;
      } else {
        equal = 0;
        stop = i + 1;
      }
    }
    while (stop < end && after.text[stop] == null) {
      stop++;
    }
    return stop;
  }

  private void whole(StringBuilder out, int row, Cells after, int end) {
    place(out, row, 0);
    out.append("\033[0m\033[K");
    Look look = Look.PLAIN;
    for (int column = 0; column < end; column++) {
      if (after.text[column] != null) {
        if (column > 0 && after.isOdd(after.start(column - 1))) {
          place(out, row, column);
        }
        look = write(out, after, column, look);
      }
    }
    out.append("\033[0m");
  }

  private Look write(StringBuilder out, Cells cells, int column, Look look) {
    if (!cells.look[column].equals(look)) {
      out.append(cells.look[column].sequence(color));
    }
    out.append(cells.text[column]);
    return cells.look[column];
  }

  private static void place(StringBuilder out, int row, int column) {
    out.append("\033[").append(row + 1);
    if (column > 0) {
      out.append(';').append(column + 1);
    }
    out.append('H');
  }

  /** The cells of a row; the second half of a wide character has no text. */
  private static final class Cells {
    private final String[] text;
    private final Look[] look;
    private boolean odd;

    private Cells(int columns) {
      text = new String[columns];
      look = new Look[columns];
      Arrays.fill(text, " ");
      Arrays.fill(look, Look.PLAIN);
    }

    static Cells of(StyledLine line, int columns) {
      Cells cells = new Cells(columns);
      int column = 0;
      for (StyledLine.Part part : line.parts()) {
        String text = part.text();
        for (int i = 0; i < text.length(); ) {
          int c = text.codePointAt(i);
          int length = Character.charCount(c);
          int width = CharWidth.of(c);
          if (width == 0) {
            if (column > 0 && column <= columns) {
              int owner = cells.start(column - 1);
              cells.text[owner] += text.substring(i, i + length);
              cells.odd = true;
            }
          } else if (column + width <= columns) {
            cells.text[column] =
                length == 1 ? String.valueOf(text.charAt(i)) : text.substring(i, i + length);
            cells.look[column] = part.look();
            for (int half = 1; half < width; half++) {
              cells.text[column + half] = null;
              cells.look[column + half] = part.look();
            }
            cells.odd |= width > 1;
            column += width;
          } else {
            return cells;
          }
          i += length;
        }
      }
      return cells;
    }

    boolean hasOdd() {
      return odd;
    }

    boolean isOdd(int column) {
      return text[column].length() > 1
          || (column + 1 < text.length && text[column + 1] == null)
          || CharWidth.of(text[column].charAt(0)) != 1;
    }

    /** Where the character begins that fills this column. */
    int start(int column) {
      int start = column;
      while (start > 0 && text[start] == null) {
        start--;
      }
      return start;
    }

    boolean same(Cells other, int column) {
      return look[column].equals(other.look[column])
          && (text[column] == null
              ? other.text[column] == null
              : text[column].equals(other.text[column]));
    }

    /** The last column that is not a plain space; -1 for none. */
    int lastUsed() {
      for (int i = text.length - 1; i >= 0; i--) {
        if (!" ".equals(text[i]) || !look[i].equals(Look.PLAIN)) {
          return i;
        }
      }
      return -1;
    }
  }
}
