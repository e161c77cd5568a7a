package io.github.jobdoctor.render;

import io.github.jobdoctor.source.SourceInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of CSV; where there are several sources, a first field says whose each row is. The twin of
 * {@link SourcedTable}.
 */
final class SourcedRows {

  private final boolean several;
  private final List<List<String>> rows = new ArrayList<>();

  SourcedRows(List<String> fields, boolean headings, boolean several) {
    this.several = several;
    if (headings) {
      add("source", fields);
    }
  }

  /** A row; its cells are clean already. */
  void row(SourceInfo source, List<String> cells) {
    add(Printable.clean(source.name()), cells);
  }

  private void add(String source, List<String> cells) {
    List<String> row = new ArrayList<>();
    if (several) {
      row.add(source);
    }
    row.addAll(cells);
    rows.add(row);
  }

  List<List<String>> rows() {
    return rows;
  }
}
