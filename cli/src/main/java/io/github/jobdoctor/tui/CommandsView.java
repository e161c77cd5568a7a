package io.github.jobdoctor.tui;

import io.github.jobdoctor.render.Span;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every adb command that was given, the latest last; the same ones in a row are a line. Pure. */
final class CommandsView {

  /** Where the command begins. */
  private static final int COMMAND = 21;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private CommandsView() {}

  static Content content(WatchState state) {
    List<StyledLine> lines = new ArrayList<>();
    for (Command command : state.feed().commands()) {
      String took = Span.of(command.took());
      StyledLine line =
          StyledLine.of("  " + time(command.at(), state) + "  ", Look.DIM)
              .plus(" ".repeat(Math.max(0, 7 - took.length())) + took + "  ", Look.PLAIN)
              .plus(command.line(), Look.PLAIN)
              .plus(command.ending().isEmpty() ? "" : "  " + command.ending(), Look.of(Hue.RED))
              .plus(
                  command.times() == 1
                      ? ""
                      : "  " + command.times() + " times since " + time(command.since(), state),
                  Look.DIM);
      lines.addAll(line.wrapped(state.size().columns(), COMMAND));
    }
    return new Content(List.of(StyledLine.of("  TIME         TOOK  COMMAND", Look.DIM)), lines);
  }

  private static String time(Instant at, WatchState state) {
    return TIME.format(at.atZone(state.locality().zone()));
  }
}
