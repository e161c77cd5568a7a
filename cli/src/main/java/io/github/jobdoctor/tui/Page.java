package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.JobKey;
import java.util.Optional;

/**
 * A page on the stack.
 *
 * @param view what it shows
 * @param about the job that it is about; absent for the whole device
 * @param of for help: the view whose keys it shows; else the view itself
 * @param cursor the chosen row, or for a page without rows the first line shown
 * @param top the first row shown
 * @param zoom how often the time line was zoomed in; negative for out
 * @param content what stands on it; empty for the table of jobs, which is made row by row
 */
record Page(
    View view, Optional<JobKey> about, View of, int cursor, int top, int zoom, Content content) {

  static Page of(View view) {
    return new Page(view, Optional.empty(), view, 0, 0, 0, Content.EMPTY);
  }

  static Page ofJob(View view, JobKey job) {
    return new Page(view, Optional.of(job), view, 0, 0, 0, Content.EMPTY);
  }

  static Page help(View of) {
    return new Page(View.HELP, Optional.empty(), of, 0, 0, 0, Content.EMPTY);
  }

  Page at(int newCursor, int newTop) {
    return new Page(view, about, of, newCursor, newTop, zoom, content);
  }

  /** The same with another row chosen; as it is where there is none. */
  Page chosen(int row) {
    return row < 0 ? this : at(row, top);
  }

  /**
   * The same after another look, with what was chosen still chosen. At the top one looks at what
   * comes first, whichever that is.
   */
  Page moved(Polled before, Polled after) {
    if (cursor == 0) {
      return this;
    }
    return switch (view) {
      case WHY -> chosen(WhyView.indexOf(before, cursor, after));
      case HISTORY -> chosen(HistoryView.indexOf(before, about, cursor, after));
      case JOBS, JOB, LOGS, DEVICES, COMMANDS, HELP -> this;
    };
  }

  Page zoomed(int newZoom) {
    return new Page(view, about, of, cursor, top, newZoom, content);
  }

  Page with(Content newContent) {
    return new Page(view, about, of, cursor, top, zoom, newContent);
  }
}
