package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.JobKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that the screen shows follows from this.
 *
 * @param now the loop's clock, in nanoseconds
 * @param size the terminal's size
 * @param locality what depends on where the screen stands
 * @param reach what may be done
 * @param feed what came from outside
 * @param pages the pages on the stack, the one on top last; never empty
 * @param table the table of jobs
 * @param prompt what the last line is used for
 * @param toasts messages, the latest last
 * @param underway errands that have not ended yet, in words
 */
record WatchState(
    long now,
    Size size,
    Locality locality,
    Reach reach,
    Feed feed,
    List<Page> pages,
    JobTable table,
    Prompt prompt,
    List<Toast> toasts,
    List<String> underway) {

  /** Copies the lists. */
  WatchState {
    pages = List.copyOf(pages);
    toasts = List.copyOf(toasts);
    underway = List.copyOf(underway);
  }

  static WatchState first(Size size, Locality locality, Reach reach, String serial, long now) {
    return new WatchState(
        now,
        size,
        locality,
        reach,
        Feed.of(serial, List.of(), List.of()),
        List.of(Page.of(View.JOBS)),
        JobTable.EMPTY,
        Prompt.NONE,
        List.of(),
        List.of());
  }

  Page page() {
    return pages.get(pages.size() - 1);
  }

  View view() {
    return page().view();
  }

  /** How long ago the dump was there; nothing goes by in a file. */
  Duration sinceDump() {
    return feed.polled()
        .filter(look -> reach.live())
        .map(look -> Duration.ofNanos(Math.max(0, now - look.at())))
        .orElse(Duration.ZERO);
  }

  /** The job that the page is about, or that is chosen on it; absent when there is none. */
  Optional<JobKey> chosenJob() {
    Page page = page();
    return switch (page.view()) {
      case JOBS ->
          table.rows().isEmpty()
              ? Optional.empty()
              : Optional.of(table.rows().get(clamp(page.cursor(), table.rows().size())).key());
      case JOB -> page.about();
      case HISTORY ->
          Views.runs(this).stream().skip(page.cursor()).findFirst().flatMap(run -> run.key());
      case WHY, LOGS, DEVICES, COMMANDS, HELP -> Optional.empty();
    };
  }

  /** What the other services are to be asked about for this page; absent for most pages. */
  Optional<Inquiry> inquiry() {
    return switch (view()) {
      case JOB -> page().about().map(Inquiry::of);
      case WHY -> Optional.of(Inquiry.OF_DEVICE);
      // A table of the jobs of a cause holds those that the overview counts.
      case JOBS ->
          table.filter().contains("cause:") ? Optional.of(Inquiry.OF_DEVICE) : Optional.empty();
      case HISTORY, LOGS, DEVICES, COMMANDS, HELP -> Optional.empty();
    };
  }

  /** The chosen job as it is registered now; absent when it is not. */
  Optional<JobRow> chosenRow() {
    return chosenJob().flatMap(key -> feed.polled().flatMap(look -> look.row(key)));
  }

  /** The jobs that an errand would be about: the marked ones, else the chosen one. */
  List<JobRow> meant() {
    if (view() == View.JOBS && !table.marks().isEmpty()) {
      return feed.polled().map(Polled::rows).orElse(List.of()).stream()
          .filter(row -> table.marks().contains(row.key()))
          .toList();
    }
    return chosenRow().map(List::of).orElse(List.of());
  }

  static int clamp(int index, int size) {
    return Math.max(0, Math.min(index, size - 1));
  }

  WatchState at(long time) {
    return new WatchState(
        time, size, locality, reach, feed, pages, table, prompt, toasts, underway);
  }

  WatchState with(Size newSize) {
    return new WatchState(
        now, newSize, locality, reach, feed, pages, table, prompt, toasts, underway);
  }

  WatchState with(Reach newReach) {
    return new WatchState(
        now, size, locality, newReach, feed, pages, table, prompt, toasts, underway);
  }

  WatchState with(Feed newFeed) {
    return new WatchState(
        now, size, locality, reach, newFeed, pages, table, prompt, toasts, underway);
  }

  WatchState withPages(List<Page> newPages) {
    return new WatchState(
        now, size, locality, reach, feed, newPages, table, prompt, toasts, underway);
  }

  WatchState with(JobTable newTable) {
    return new WatchState(
        now, size, locality, reach, feed, pages, newTable, prompt, toasts, underway);
  }

  WatchState with(Prompt newPrompt) {
    return new WatchState(
        now, size, locality, reach, feed, pages, table, newPrompt, toasts, underway);
  }

  WatchState withToasts(List<Toast> newToasts) {
    return new WatchState(
        now, size, locality, reach, feed, pages, table, prompt, newToasts, underway);
  }

  /** Without the messages that {@code gone} tells. */
  WatchState without(Predicate<Toast> gone) {
    return toasts.stream().noneMatch(gone)
        ? this
        : withToasts(toasts.stream().filter(gone.negate()).toList());
  }

  WatchState withUnderway(List<String> errands) {
    return new WatchState(now, size, locality, reach, feed, pages, table, prompt, toasts, errands);
  }

  /** The same with another page on top in place of the one that is there. */
  WatchState withPage(Page page) {
    List<Page> changed = new ArrayList<>(pages);
    changed.set(changed.size() - 1, page);
    return withPages(changed);
  }
}
