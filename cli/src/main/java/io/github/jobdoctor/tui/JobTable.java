package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.render.JobColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of jobs: which are shown, in which order. What follows from a snapshot is worked out
 * when it, the filter or the order changes, and not for a key press.
 *
 * @param filter what was typed after {@code /}
 * @param sort the column that decides the order
 * @param reversed whether the order is turned round
 * @param marks the jobs that were marked
 * @param rows the jobs that fit the filter, in order
 * @param widths how wide each column wants to be
 * @param empty the columns in which no row has anything
 */
record JobTable(
    String filter,
    JobColumn sort,
    boolean reversed,
    Set<JobKey> marks,
    List<JobRow> rows,
    Map<JobColumn, Integer> widths,
    Set<JobColumn> empty) {

  static final JobTable EMPTY =
      new JobTable("", JobColumn.STATE, false, Set.of(), List.of(), Map.of(), Set.of());

  /** Copies the collections. */
  JobTable {
    marks = Set.copyOf(marks);
    rows = List.copyOf(rows);
    widths = Map.copyOf(widths);
    empty = Set.copyOf(empty);
  }

  /** The same with other rows, filter and order. */
  JobTable of(Optional<Polled> polled, String newFilter, JobColumn newSort, boolean turned) {
    List<JobRow> all = polled.map(Polled::rows).orElse(List.of());
    JobQuery query = JobQuery.of(newFilter);
    List<JobRow> fitting = new ArrayList<>();
    for (JobRow row : all) {
      if (query.test(row)) {
        fitting.add(row);
      }
    }
    Comparator<JobRow> order = JobRow.by(newSort);
    fitting.sort(turned ? order.reversed() : order);
    Map<JobColumn, Integer> wanted = new EnumMap<>(JobColumn.class);
    Set<JobColumn> silent = EnumSet.noneOf(JobColumn.class);
    for (JobColumn column : JobRow.COLUMNS) {
      // Room for the arrow of the order, so that sorting moves no column.
      int width = column.heading().length() + 1;
      boolean says = fitting.isEmpty();
      for (JobRow row : fitting) {
        String text = row.text(column);
        width = Math.max(width, CharWidth.of(text));
        says |= !text.isEmpty();
      }
      if (!says) {
        silent.add(column);
      }
      wanted.put(column, column == JobColumn.NEXT ? Math.max(width, 10) : width);
    }
    return new JobTable(newFilter, newSort, turned, marks, fitting, wanted, silent);
  }

  JobTable marked(Set<JobKey> newMarks) {
    return new JobTable(filter, sort, reversed, newMarks, rows, widths, empty);
  }

  int indexOf(JobKey key) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
