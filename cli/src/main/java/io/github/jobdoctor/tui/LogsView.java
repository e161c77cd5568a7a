package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogWords;
import io.github.jobdoctor.render.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of the agent's log. Pure. */
final class LogsView {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

  private LogsView() {}

  static Content content(WatchState state) {
    LogTail tail = state.feed().log();
    int task = 4;
    int event = 5;
    for (LogRecord record : tail.records()) {
      task = Math.max(task, CharWidth.of(record.task().orElse("")));
      event = Math.max(event, CharWidth.of(what(record)));
    }
    task = Math.min(task, 24);
    event = Math.min(event, 16);
    List<StyledLine> lines = new ArrayList<>();
    for (LogRecord record : tail.records()) {
      // What does not fit goes on below, under the task: there is more room than under the message.
      lines.addAll(line(state, record, task, event).wrapped(state.size().columns(), 18));
    }
    StyledLine heading =
        StyledLine.of(
            "  "
                + pad("TIME", 16)
                + pad("TASK", task + 2)
                + pad("EVENT", event + 2)
                + pad("TOOK", 8)
                + pad("TRIGGER", 10)
                + "MESSAGE",
            Look.DIM);
    String about =
        tail.trouble()
            .orElse(
                tail.total() == 0
                    ? "Reading the agent's log ..."
                    : tail.records().size() < tail.total()
                        ? "The last "
                            + tail.records().size()
                            + " of "
                            + tail.total()
                            + " records; it follows."
                        : tail.total() + " records; it follows.");
    Look look = tail.trouble().isPresent() ? Look.of(Hue.YELLOW) : Look.DIM;
    StyledLine first =
        StyledLine.of("  " + state.feed().agentApp() + "  ", Look.BOLD).plus(about, look);
    List<StyledLine> above = new ArrayList<>(first.wrapped(state.size().columns(), 2));
    above.add(heading);
    return new Content(above, lines);
  }

  private static StyledLine line(WatchState state, LogRecord record, int task, int event) {
    String time =
        TIME.format(Instant.ofEpochMilli(record.wallTime()).atZone(state.locality().zone()));
    String took =
        record.durationMs().isPresent()
            ? Span.of(Duration.ofMillis(record.durationMs().getAsLong()))
            : "";
    String ellipsis = state.locality().ellipsis();
    String message =
        record.stopReasonText().map(reason -> "stopped by " + reason + "  ").orElse("")
            + record.message().orElse("");
    return StyledLine.of("  ")
        .plus(pad(time, 16), Look.DIM)
        .plus(
            StyledLine.of(record.task().orElse(""), Look.BOLD).cut(task, ellipsis).padded(task + 2))
        .plus(StyledLine.of(what(record), look(record)).cut(event, ellipsis).padded(event + 2))
        .plus(pad(took, 8), Look.PLAIN)
        .plus(pad(record.trigger().orElse(""), 10), Look.DIM)
        .plus(message, Look.PLAIN);
  }

  private static String what(LogRecord record) {
    return record.outcome().orElse(record.event());
  }

  private static Look look(LogRecord record) {
    return switch (what(record)) {
      case LogWords.SUCCESS -> Look.of(Hue.GREEN);
      case LogWords.FAILED, LogWords.DIED -> Look.of(Hue.RED);
      case LogWords.EXPIRED, LogWords.SKIPPED, LogWords.UNDEFINED -> Look.of(Hue.YELLOW);
      case LogWords.ENTRY -> Look.of(Hue.CYAN);
      default -> Look.DIM;
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - CharWidth.of(text)));
  }
}
