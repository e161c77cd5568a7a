package io.github.jobdoctor.render;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Lays out rows in columns. On a terminal the table fits its width: columns that may be left out go
 * first, from the right, then the widest give way, character by character; elsewhere nothing is
 * shortened.
 */
final class Table {

  private static final String GAP = "  ";

  private final Surface surface;
  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  Table(Surface surface, List<Column> columns) {
    this.surface = surface;
    this.columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param heading what stands above it
   * @param minimum the least width it is shortened to
   * @param optional whether it may be left out on a narrow terminal
   * @param cutLeft whether the beginning is cut, because the end tells more
   */
  record Column(String heading, int minimum, boolean optional, boolean cutLeft) {}

  /**
   * A cell.
   *
   * @param text clean text on one line
   * @param style how it stands out
   * @param width the columns that the text takes
   */
  record Cell(String text, Style style, int width) {
    Cell(String text, Style style) {
      this(text, style, Table.width(text));
    }
  }

  void row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  /** The lines of the table, headings first if wanted; without spaces at their ends. */
  List<String> lines(boolean headings) {
    Layout layout = layout(headings);
    List<String> lines = new ArrayList<>();
    if (headings) {
      lines.add(layout.headings());
    }
    for (List<Cell> row : rows) {
      lines.add(layout.line(row));
    }
    return lines;
  }

  /** The layout that suits the rows so far; further rows can be laid out by it, too. */
  Layout layout(boolean headings) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headings ? columns.get(i).heading().length() : 1;
      for (List<Cell> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    boolean[] shown = new boolean[widths.length];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = true;
    }
    surface.width().ifPresent(available -> fit(widths, shown, available));
    return new Layout(widths, shown);
  }

  /** Which columns are shown, and how wide. */
  final class Layout {
    private final int[] widths;
    private final boolean[] shown;

    private Layout(int[] widths, boolean[] shown) {
      this.widths = widths;
      this.shown = shown;
    }

    String headings() {
      return line(columns.stream().map(column -> new Cell(column.heading(), Style.DIM)).toList());
    }

    String line(List<Cell> cells) {
      return Table.this.line(cells, widths, shown);
    }
  }

  private void fit(int[] widths, boolean[] shown, int available) {
    for (int i = widths.length - 1; i >= 0 && total(widths, shown) > available; i--) {
      if (columns.get(i).optional()) {
        shown[i] = false;
      }
    }
    while (total(widths, shown) > available) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean canGive = shown[i] && widths[i] > columns.get(i).minimum();
        if (canGive && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths, boolean[] shown) {
    int total = -GAP.length();
    for (int i = 0; i < widths.length; i++) {
      total += shown[i] ? widths[i] + GAP.length() : 0;
    }
    return total;
  }

  private String line(List<Cell> cells, int[] widths, boolean[] shown) {
    StringBuilder line = new StringBuilder();
    int padding = 0;
    for (int i = 0; i < widths.length; i++) {
      if (!shown[i]) {
        continue;
      }
      Cell cell = cells.get(i);
      // Where nothing is shortened, a late cell that is wider than all before it sticks out.
      boolean fits = cell.width() <= widths[i] || surface.width().isEmpty();
      String text =
          fits ? cell.text() : shortened(cell.text(), widths[i], columns.get(i).cutLeft());
      if (!text.isEmpty()) {
        line.append(" ".repeat(padding));
        padding = 0;
        line.append(cell.style().paint(text, surface.color()));
      }
      padding += Math.max(0, widths[i] - (fits ? cell.width() : width(text))) + GAP.length();
    }
    return line.toString();
  }

  private String shortened(String text, int limit, boolean cutLeft) {
    int room = Math.max(0, limit - 1);
    if (cutLeft) {
      int start = text.length();
      int used = 0;
      while (start > 0) {
        int c = text.codePointBefore(start);
        if (used + width(c) > room) {
          break;
        }
        used += width(c);
        start -= Character.charCount(c);
      }
      return surface.ellipsis() + text.substring(start);
    }
    return shortened(text, limit, surface.ellipsis());
  }

  /** The beginning of a text, and a mark that it is not all, in so many columns. */
  static String shortened(String text, int limit, String ellipsis) {
    int room = Math.max(0, limit - 1);
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (used + width(c) > room) {
        break;
      }
      used += width(c);
      end += Character.charCount(c);
    }
    return text.substring(0, end) + ellipsis;
  }

  /** The columns that a text takes on a terminal. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += width(c);
      i += Character.charCount(c);
    }
    return width;
  }

  private static int width(int c) {
    // The table of wide characters is loaded only when one is met.
    return c >= 0x20 && c < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(c));
  }
}
