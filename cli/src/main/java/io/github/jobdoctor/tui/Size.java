package io.github.jobdoctor.tui;

/**
 * The size of a terminal.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
public record Size(int columns, int rows) {

  /** What terminals were once; taken where one does not tell its size. */
  public static final Size USUAL = new Size(80, 24);

  /** A terminal that says it has none is taken to have one row and column. */
  public Size {
    columns = Math.max(1, columns);
    rows = Math.max(1, rows);
  }
}
