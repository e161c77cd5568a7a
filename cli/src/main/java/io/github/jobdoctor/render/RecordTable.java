package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The records as a table that grows while they come. The first rows decide how wide the columns
 * are, or rows as they usually are when each shall be seen at once.
 */
final class RecordTable implements RecordsReport {

  private static final int ROWS_THAT_DECIDE = 300;

  private final Writer out;
  private final Surface surface;
  private final List<RecordColumn> columns;
  private final boolean headings;
  private final boolean several;
  private final ZoneId zone;
  private final Table table;
  private final List<Line> waiting = new ArrayList<>();
  private Optional<Table.Layout> layout = Optional.empty();

  /**
   * A line that waits for the layout.
   *
   * @param cells a row; empty for a remark
   * @param remark what happened between two rows
   */
  private record Line(List<Table.Cell> cells, String remark) {}

  RecordTable(
      Writer out,
      Surface surface,
      List<RecordColumn> columns,
      boolean headings,
      boolean several,
      boolean live,
      ZoneId zone) {
    this.out = out;
    this.surface = surface;
    this.columns = columns;
    this.headings = headings;
    this.several = several;
    this.zone = zone;
    List<Table.Column> layouts = new ArrayList<>();
    if (several) {
      layouts.add(new Table.Column("SOURCE", 6, false, false));
    }
    columns.forEach(column -> layouts.add(column.layout()));
    this.table = new Table(surface, layouts);
    if (live) {
      table.row(cells("emulator-5554", usual()));
      decide();
    }
  }

  /** As wide as records usually are. */
  private static LogRecord usual() {
    return new LogRecord(
        1000,
        OptionalLong.of(1000),
        Optional.of("a-usual-name"),
        "process-start",
        Optional.of("schedule"),
        OptionalInt.of(1),
        0,
        100_000_000,
        OptionalInt.of(10),
        Optional.of("success"),
        OptionalLong.of(754_000),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of("x".repeat(40)),
        OptionalInt.of(10_000),
        Optional.of("10.20.30"),
        Optional.of("WORKING_SET"),
        Optional.empty());
  }

  @Override
  public LogListener begin(SourceInfo source, LogFilter filter) {
    String name = Printable.clean(source.name());
    LogListener clock = ClockChange.watch(change -> remark(name, change, filter));
    return new LogListener() {
      @Override
      public void head(LogHead head, boolean anew) {
        clock.head(head, anew);
      }

      @Override
      public void record(LogRecord record) {
        clock.record(record);
        if (filter.wants(record)) {
          show(new Line(cells(name, record), ""));
        }
      }

      @Override
      public void gap(LogGap gap) {
        remark(name, LogGaps.sentence(gap));
      }
    };
  }

  /** Where other records are not wanted, neither is what happened between them. */
  private void remark(String source, ClockChange change, LogFilter filter) {
    if (filter.tasks().isEmpty() && filter.outcomes().isEmpty() && filter.wants(change.record())) {
      remark(source, LogGaps.sentence(change));
    }
  }

  private void remark(String source, String what) {
    show(new Line(List.of(), several ? source + ": " + what : what));
  }

  private List<Table.Cell> cells(String source, LogRecord record) {
    List<Table.Cell> cells = new ArrayList<>(columns.size() + 1);
    if (several) {
      cells.add(new Table.Cell(source, Style.PLAIN));
    }
    for (RecordColumn column : columns) {
      cells.add(column.cell(record, zone));
    }
    return cells;
  }

  private void show(Line line) {
    if (layout.isPresent()) {
      Lines.write(out, List.of(text(line)));
      return;
    }
    waiting.add(line);
    if (!line.cells().isEmpty()) {
      table.row(line.cells());
    }
    if (waiting.size() >= ROWS_THAT_DECIDE) {
      decide();
    }
  }

  private void decide() {
    layout = Optional.of(table.layout(headings));
    List<String> lines = new ArrayList<>();
    if (headings) {
      lines.add(layout.get().headings());
    }
    waiting.forEach(line -> lines.add(text(line)));
    waiting.clear();
    Lines.write(out, lines);
  }

  private String text(Line line) {
    return line.cells().isEmpty()
        ? Style.DIM.paint((surface.unicode() ? "— " : "- ") + line.remark(), surface.color())
        : layout.orElseThrow().line(line.cells());
  }

  @Override
  public void end(SourceInfo source, Optional<Reading.Failure> failure) {
    // Standard error tells.
  }

  @Override
  public void finish() {
    if (layout.isEmpty() && !waiting.isEmpty()) {
      decide();
    }
  }
}
