package io.github.jobdoctor.render;

import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Rows of sources; where there are several sources, a first column says whose each row is. */
final class SourcedTable {

  private final boolean several;
  private final Table table;
  private boolean any;

  SourcedTable(Surface surface, List<Table.Column> columns, boolean several) {
    this.several = several;
    List<Table.Column> all = new ArrayList<>();
    if (several) {
      all.add(new Table.Column("SOURCE", 6, false, false));
    }
    all.addAll(columns);
    table = new Table(surface, all);
  }

  void row(SourceInfo source, List<Table.Cell> cells) {
    any = true;
    List<Table.Cell> all = new ArrayList<>();
    if (several) {
      all.add(new Table.Cell(Printable.clean(source.name()), Style.PLAIN));
    }
    all.addAll(cells);
    table.row(all);
  }

  /** Writes the table; without a row there is nothing to write, not even headings. */
  void write(Writer out, boolean headings) {
    if (any) {
      Lines.write(out, table.lines(headings));
    }
  }
}
