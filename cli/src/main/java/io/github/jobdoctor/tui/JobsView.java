package io.github.jobdoctor.tui;

import io.github.jobdoctor.render.JobColumn;
import io.github.jobdoctor.render.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The table of jobs. Only the rows in sight are made. Pure. */
final class JobsView {

  private static final int GUTTER = 2;
  private static final int GAP = 2;

  /** The columns that a narrow screen leaves out, from the right. */
  private static final List<JobColumn> OPTIONAL =
      List.of(
          JobColumn.LAST, JobColumn.FAILURES, JobColumn.PERIOD, JobColumn.BUCKET, JobColumn.APP);

  private JobsView() {}

  static StyledLine heading(WatchState state) {
    JobTable table = state.table();
    StyledLine line = StyledLine.of(" ".repeat(GUTTER));
    Map<JobColumn, Integer> columns = fitted(state);
    for (Map.Entry<JobColumn, Integer> column : columns.entrySet()) {
      boolean sorts = column.getKey() == table.sort();
      String arrow =
          sorts ? (table.reversed() ? state.locality().falling() : state.locality().rising()) : "";
      String text = StyledLine.beginning(column.getKey().heading() + arrow, column.getValue());
      line =
          line.plus(text, sorts ? Look.BOLD : Look.DIM)
              .plus(" ".repeat(column.getValue() - CharWidth.of(text) + GAP), Look.PLAIN);
    }
    line = line.trimmed();
    int hidden = JobRow.COLUMNS.size() - columns.size();
    if (hidden == 0) {
      return line;
    }
    String more = "+" + hidden + (hidden == 1 ? " column" : " columns");
    StyledLine told = line.withEnd(StyledLine.of(more, Look.DIM), state.size().columns());
    return told.width() > line.width()
        ? told
        : line.withEnd(StyledLine.of("+" + hidden, Look.DIM), state.size().columns());
  }

  static List<StyledLine> body(WatchState state, int rows) {
    JobTable table = state.table();
    if (state.feed().polled().isEmpty()) {
      return below(Views.waiting(state), rows);
    }
    if (table.rows().isEmpty()) {
      StyledLine none =
          StyledLine.of(
              table.filter().isEmpty()
                  ? "  No job is registered."
                  : "  No job fits " + table.filter() + ": Esc clears the filter.",
              Look.DIM);
      return below(none.wrapped(state.size().columns(), 2), rows);
    }
    Map<JobColumn, Integer> columns = fitted(state);
    Duration later = state.sinceDump();
    List<StyledLine> lines = new ArrayList<>();
    int top = WatchState.clamp(state.page().top(), table.rows().size());
    for (int i = top; i < Math.min(table.rows().size(), top + rows); i++) {
      lines.add(line(state, table.rows().get(i), columns, later, i == state.page().cursor()));
    }
    return lines;
  }

  /** Below an empty line, where there is room for it. */
  private static List<StyledLine> below(List<StyledLine> text, int rows) {
    List<StyledLine> lines = new ArrayList<>();
    if (rows > text.size()) {
      lines.add(StyledLine.EMPTY);
    }
    lines.addAll(text);
    return lines.subList(0, Math.min(rows, lines.size()));
  }

  private static StyledLine line(
      WatchState state,
      JobRow row,
      Map<JobColumn, Integer> columns,
      Duration later,
      boolean chosen) {
    boolean marked = state.table().marks().contains(row.key());
    List<StyledLine.Part> parts = new ArrayList<>();
    parts.add(
        new StyledLine.Part(
            marked ? state.locality().mark() + " " : "  ",
            chosen ? Look.SELECTED : Look.of(Hue.CYAN)));
    for (Map.Entry<JobColumn, Integer> entry : columns.entrySet()) {
      JobColumn column = entry.getKey();
      int width = entry.getValue();
      String text = shortened(column.text(row.source(), later), width, column, state.locality());
      Look look = row.changed().contains(column) ? Look.CHANGED : look(column.style(row.source()));
      parts.add(new StyledLine.Part(text, chosen ? Look.SELECTED : look));
      int padding = width - CharWidth.of(text) + GAP;
      parts.add(new StyledLine.Part(" ".repeat(padding), chosen ? Look.SELECTED : Look.PLAIN));
    }
    StyledLine line = new StyledLine(parts).trimmed();
    return chosen ? line.padded(state.size().columns()) : line;
  }

  private static String shortened(String text, int width, JobColumn column, Locality locality) {
    if (CharWidth.of(text) <= width) {
      return text;
    }
    String mark = locality.ellipsis();
    return column.isCutLeft()
        ? mark + StyledLine.ending(text, width - 1)
        : StyledLine.beginning(text, width - 1) + mark;
  }

  private static Look look(Style style) {
    return switch (style) {
      case PLAIN -> Look.PLAIN;
      case BOLD -> Look.BOLD;
      case DIM -> Look.DIM;
      case GREEN -> Look.of(Hue.GREEN);
      case YELLOW -> Look.of(Hue.YELLOW);
      case RED -> Look.of(Hue.RED);
      case CYAN -> Look.of(Hue.CYAN);
    };
  }

  /** The columns that fit, with their widths: some are left out, then the widest give way. */
  static Map<JobColumn, Integer> fitted(WatchState state) {
    Map<JobColumn, Integer> widths = new EnumMap<>(JobColumn.class);
    for (JobColumn column : JobRow.COLUMNS) {
      widths.put(
          column, state.table().widths().getOrDefault(column, column.heading().length() + 1));
    }
    int room = state.size().columns() - GUTTER;
    // Columns that say nothing of any job go before one that says something is cut.
    for (JobColumn column : OPTIONAL) {
      if (total(widths) > room && state.table().empty().contains(column)) {
        widths.remove(column);
      }
    }
    // A column is left out while even the least widths do not fit, or while what is left would be
    // cut to pieces.
    for (JobColumn column : OPTIONAL) {
      if (comfortable(widths) > room) {
        widths.remove(column);
      }
    }
    while (total(widths) > room) {
      JobColumn widest = null;
      for (Map.Entry<JobColumn, Integer> entry : widths.entrySet()) {
        boolean canGive = entry.getValue() > least(entry.getKey());
        if (canGive
            && (widest == null || weight(entry.getKey(), widths) > weight(widest, widths))) {
          widest = entry.getKey();
        }
      }
      if (widest == null) {
        break;
      }
      widths.merge(widest, -1, Integer::sum);
    }
    return widths;
  }

  /** What holds a job back is what one looks for, so that column gives way last. */
  private static int weight(JobColumn column, Map<JobColumn, Integer> widths) {
    int width = widths.get(column);
    return switch (column) {
      case HELDBY -> width - 6;
      case STATE, JOB, NEXT -> width - 12;
      default -> width;
    };
  }

  private static int least(JobColumn column) {
    return column == JobColumn.NEXT || column == JobColumn.STATE
        ? Math.max(column.minimum(), 7)
        : column.minimum();
  }

  private static int comfortable(Map<JobColumn, Integer> widths) {
    int total = 0;
    for (Map.Entry<JobColumn, Integer> entry : widths.entrySet()) {
      int readable =
          switch (entry.getKey()) {
            case HELDBY -> 26;
            case WHAT, APP, LAST -> 20;
            default -> 16;
          };
      total += Math.min(entry.getValue(), readable) + GAP;
    }
    return total - GAP;
  }

  private static int total(Map<JobColumn, Integer> widths) {
    int total = -GAP;
    for (int width : widths.values()) {
      total += width + GAP;
    }
    return total;
  }
}
