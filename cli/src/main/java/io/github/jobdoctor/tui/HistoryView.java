package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.render.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last runs as bars over time, the latest first. Pure. */
final class HistoryView {

  private static final int TOOK = 8;

  private final WatchState state;
  private final List<JobRun> runs;
  private final int name;
  private final int bars;
  private final int end;
  private final long windowMillis;

  private HistoryView(WatchState state) {
    this.state = state;
    this.runs = Views.runs(state);
    int columns = state.size().columns();
    int wanted = 8;
    int wantedEnd = "ENDED BY".length();
    for (JobRun run : runs) {
      wanted = Math.max(wanted, CharWidth.of(nameOf(run)));
      wantedEnd = Math.max(wantedEnd, CharWidth.of(endOf(run)));
    }
    this.name = Math.min(wanted, Math.max(10, columns * 3 / 10));
    this.end = Math.min(wantedEnd, Math.max(8, columns / 5));
    this.bars = Math.max(4, columns - 2 - name - 2 - 2 - TOOK - 2 - end);
    Polled look = state.feed().polled().orElseThrow();
    long whole = look.history().since().map(since -> since.abs().toMillis()).orElse(60_000L);
    double zoomed = Math.max(1_000, whole) / Math.pow(2, state.page().zoom());
    this.windowMillis = Math.max(1_000L, (long) zoomed);
  }

  static Content content(WatchState state) {
    return new HistoryView(state).content();
  }

  /**
   * Where the run of a row is after another look: of the runs of that name the one that began
   * nearest to it. Below zero when there is none.
   */
  static int indexOf(Polled before, Optional<JobKey> about, int row, Polled after) {
    List<JobRun> old = Views.runs(before, about);
    if (row >= old.size()) {
      return -1;
    }
    JobRun wanted = old.get(row);
    List<JobRun> runs = Views.runs(after, about);
    int found = -1;
    long nearest = Long.MAX_VALUE;
    for (int i = 0; i < runs.size(); i++) {
      JobRun run = runs.get(i);
      if (run.key().equals(wanted.key()) && run.name().equals(wanted.name())) {
        long away = Math.abs(begun(run, after) - begun(wanted, before));
        if (away < nearest) {
          nearest = away;
          found = i;
        }
      }
    }
    return found;
  }

  /** When a run began, else ended, by the loop's clock in milliseconds. */
  private static long begun(JobRun run, Polled look) {
    long now = Duration.ofNanos(look.at()).toMillis();
    return now + run.start().or(run::stop).orElse(Duration.ZERO).toMillis();
  }

  private Content content() {
    List<StyledLine> lines = new ArrayList<>();
    for (JobRun run : runs) {
      lines.add(line(run));
    }
    if (runs.isEmpty()) {
      lines.add(StyledLine.of("  The dump's history has no run.", Look.DIM));
    }
    String from = Span.of(Duration.ofMillis(windowMillis)) + " ago";
    String half = bars >= 40 ? Span.of(Duration.ofMillis(windowMillis / 2)) + " ago" : "";
    int gap = bars - CharWidth.of(from) - 3;
    String middle =
        half.isEmpty() || gap < 2
            ? " ".repeat(Math.max(1, gap))
            : centred(half, from.length(), gap);
    StyledLine heading =
        StyledLine.of(
            "  "
                + pad("RUN", name + 2)
                + from
                + middle
                + "now  "
                + pad("TOOK", TOOK + 2)
                + "ENDED BY",
            Look.DIM);
    return new Content(List.of(heading), lines);
  }

  /** Puts a text at the middle of the axis, of which the first columns are taken. */
  private String centred(String text, int taken, int gap) {
    int before =
        Math.max(1, Math.min(gap - text.length() - 1, bars / 2 - taken - text.length() / 2));
    return " ".repeat(before) + text + " ".repeat(Math.max(1, gap - before - text.length()));
  }

  private StyledLine line(JobRun run) {
    Hue hue = run.running() ? Hue.GREEN : isBad(run) ? Hue.RED : Hue.BLUE;
    String took = run.duration().map(Span::of).orElse("?");
    return StyledLine.of("  ")
        .plus(
            StyledLine.of(nameOf(run), Look.BOLD)
                .cut(name, state.locality().ellipsis())
                .padded(name + 2))
        .plus(bar(run, hue))
        .plus("  " + pad(took, TOOK + 2), Look.PLAIN)
        .plus(endOf(run), run.running() ? Look.of(Hue.GREEN) : Look.DIM);
  }

  private StyledLine bar(JobRun run, Hue hue) {
    String rail = state.locality().rail();
    Optional<Duration> start = run.start();
    Optional<Duration> stop = run.running() ? Optional.of(Duration.ZERO) : run.stop();
    if (start.isEmpty() && stop.isEmpty()) {
      return StyledLine.of(rail.repeat(bars), Look.DIM);
    }
    // A run of which one end is unknown is shown at the other.
    int from = column(start.orElseGet(stop::get));
    int to = column(stop.orElseGet(start::get));
    if (to < 0 || from >= bars) {
      return StyledLine.of(rail.repeat(bars), Look.DIM);
    }
    from = Math.max(0, from);
    to = Math.max(from, Math.min(bars - 1, to));
    boolean whole = start.isPresent() && stop.isPresent();
    String mark = whole && to > from ? state.locality().bar() : state.locality().thinBar();
    return StyledLine.of(rail.repeat(from), Look.DIM)
        .plus(mark.repeat(to - from + 1), Look.of(hue))
        .plus(rail.repeat(bars - to - 1), Look.DIM);
  }

  /** The column of a moment before now; below zero for one before the window. */
  private int column(Duration moment) {
    long ago = moment.abs().toMillis();
    return (int) Math.floorDiv((windowMillis - ago) * (bars - 1), windowMillis);
  }

  /** Whether the run did not come to its end by itself, as far as its reason says. */
  private static boolean isBad(JobRun run) {
    return run.stopReason()
        .map(
            reason ->
                switch (reason) {
                  case "successful_finish" -> false;
                  default -> true;
                })
        .orElse(false);
  }

  private static String nameOf(JobRun run) {
    String id =
        run.key()
            .map(Object::toString)
            .orElse(
                run.sourceUid() + (run.jobId().isPresent() ? "/" + run.jobId().getAsInt() : ""));
    String name = run.name();
    return id + " " + name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
  }

  private static String endOf(JobRun run) {
    return run.running() ? "still running" : run.reason().orElse("");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - CharWidth.of(text)));
  }
}
