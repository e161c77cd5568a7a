package io.github.jobdoctor.tui;

import io.github.jobdoctor.render.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands around every page: head, crumbs, message and last line. Pure. */
final class Frame {

  private Frame() {}

  /** The device, and how fresh what is shown is. */
  static StyledLine head(WatchState state) {
    Feed feed = state.feed();
    StyledLine left =
        StyledLine.of(" jobdoctor", Look.of(Hue.CYAN).bolder())
            .plus("  " + feed.serial(), Look.BOLD);
    String about =
        feed.polled()
            .map(
                look ->
                    look.source().model().map(model -> "  " + model).orElse("")
                        + (look.source().apiLevel().isPresent()
                            ? "  API " + look.source().apiLevel().getAsInt()
                            : ""))
            .orElse("");
    StyledLine whole = left.plus(about, Look.DIM);
    int columns = state.size().columns() - 1;
    for (StyledLine right : List.of(badges(state).plus(pace(state)), badges(state))) {
      for (StyledLine one : List.of(whole, left)) {
        if (one.width() + right.width() + 2 <= columns) {
          return one.withEnd(right, columns);
        }
      }
    }
    // On a narrow screen, that a device is lost is worth more than its whole name.
    StyledLine right = badges(state);
    StyledLine name = StyledLine.of(" " + feed.serial(), Look.BOLD);
    int room = columns - right.width() - 2;
    return room < 2
        ? right.cut(columns, state.locality().ellipsis())
        : name.cut(room, state.locality().ellipsis()).withEnd(right, columns);
  }

  /** How often the device is asked; empty where that is not the point. */
  private static StyledLine pace(WatchState state) {
    Optional<Polled> look = state.feed().polled();
    return look.isEmpty()
            || !state.reach().live()
            || state.reach().paused()
            || state.feed().trouble().isPresent()
        ? StyledLine.EMPTY
        : StyledLine.of(
            "  every "
                + Views.seconds(state.reach().interval())
                + ", dump "
                + Span.of(rounded(look.get().took())),
            Look.DIM);
  }

  private static StyledLine badges(WatchState state) {
    StyledLine badge =
        state.reach().readOnly() && state.reach().live()
            ? StyledLine.of(" READ-ONLY ", Look.of(Hue.YELLOW).reversed()).plus("  ", Look.PLAIN)
            : StyledLine.EMPTY;
    if (!state.feed().conditions().isEmpty()) {
      String all = " " + String.join(" ", state.feed().conditions()) + " ";
      badge = badge.plus(all, Look.of(Hue.MAGENTA).bolder().reversed()).plus("  ", Look.PLAIN);
    }
    Optional<Polled> look = state.feed().polled();
    if (!state.reach().live()) {
      return badge.plus("saved dump", Look.DIM);
    }
    String age = look.map(one -> Span.of(whole(state.sinceDump())) + " old").orElse("");
    if (state.feed().trouble().isPresent()) {
      return badge
          .plus(" LOST ", Look.of(Hue.RED).reversed())
          .plus(age.isEmpty() ? "" : "  " + age, Look.of(Hue.RED));
    }
    if (look.isEmpty()) {
      return badge.plus("reading", Look.of(Hue.CYAN));
    }
    if (state.reach().paused()) {
      return badge.plus("paused, " + age, Look.of(Hue.YELLOW));
    }
    Duration late = state.reach().interval().multipliedBy(3).plus(look.get().took());
    boolean isLate = state.sinceDump().compareTo(late) > 0;
    return badge.plus(isLate ? age : "live", Look.of(isLate ? Hue.YELLOW : Hue.GREEN));
  }

  private static Duration whole(Duration duration) {
    return Duration.ofSeconds(duration.toSeconds());
  }

  /** Two digits say enough, and change less often. */
  private static Duration rounded(Duration duration) {
    long millis = Math.max(1, duration.toMillis());
    long step = millis >= 1_000 ? 100 : millis >= 100 ? 10 : 1;
    return Duration.ofMillis(millis / step * step);
  }

  /** Where on the stack one is, and what the page says in short. */
  static StyledLine crumbs(WatchState state) {
    StyledLine left = StyledLine.of(" ");
    List<Page> pages = state.pages();
    for (int i = 0; i < pages.size(); i++) {
      boolean last = i == pages.size() - 1;
      if (i > 0) {
        left = left.plus(state.locality().into(), Look.DIM);
      }
      left = left.plus(name(pages.get(i)), last ? Look.BOLD : Look.DIM);
    }
    StyledLine here = left.plus(position(state));
    Optional<String> trouble = state.feed().trouble();
    if (trouble.isPresent() && state.feed().polled().isPresent()) {
      return left.plus("  " + trouble.get(), Look.of(Hue.RED));
    }
    Optional<String> note = state.feed().polled().flatMap(Polled::note);
    if (note.isPresent()) {
      return left.plus("  " + note.get(), Look.of(Hue.YELLOW));
    }
    int columns = state.size().columns() - 1;
    if (state.view() != View.JOBS || state.feed().polled().isEmpty()) {
      return here.width() <= columns ? here : left;
    }
    // Where there is no room for all of it, what one did to the table comes first.
    StyledLine doings = doings(state);
    for (StyledLine end : List.of(doings.plus(counts(state)), doings)) {
      for (StyledLine begin : List.of(here, left)) {
        if (begin.width() + end.width() + 2 <= columns) {
          return begin.withEnd(end, columns);
        }
      }
    }
    return left.plus("  ", Look.PLAIN).plus(doings);
  }

  /** Which lines are in sight; empty where all are. */
  private static StyledLine position(WatchState state) {
    int all =
        state.view() == View.JOBS
            ? state.table().rows().size()
            : state.page().content().lines().size();
    int rows = Views.bodyRows(state);
    if (all <= rows) {
      return StyledLine.EMPTY;
    }
    int top = WatchState.clamp(state.page().top(), all);
    return StyledLine.of(
        "  " + (top + 1) + "-" + Math.min(all, top + rows) + " of " + all, Look.DIM);
  }

  private static String name(Page page) {
    return switch (page.view()) {
      case JOB -> page.about().map(Object::toString).orElse("job");
      case HISTORY -> "history" + page.about().map(job -> " of " + job).orElse("");
      case HELP -> "help on " + page.of().word();
      default -> page.view().word();
    };
  }

  private static StyledLine doings(WatchState state) {
    JobTable table = state.table();
    StyledLine line = StyledLine.EMPTY;
    if (!table.marks().isEmpty()) {
      line = line.plus(table.marks().size() + " marked  ", Look.of(Hue.CYAN));
    }
    if (!JobsView.fitted(state).containsKey(table.sort())) {
      // Its column, with the arrow, is not in sight.
      String arrow = table.reversed() ? state.locality().falling() : state.locality().rising();
      line = line.plus("by " + table.sort().word() + arrow + "  ", Look.of(Hue.CYAN));
    }
    return table.filter().isEmpty()
        ? line
        : line.plus("/" + table.filter(), Look.of(Hue.CYAN))
            .plus(
                "  "
                    + table.rows().size()
                    + " of "
                    + state.feed().polled().map(look -> look.rows().size()).orElse(0)
                    + " jobs",
                Look.PLAIN);
  }

  /** All jobs by verdict; beside a filter it would seem to count what fits that. */
  private static StyledLine counts(WatchState state) {
    String summary = state.feed().polled().map(Polled::summary).orElse(".");
    return state.table().filter().isEmpty()
        ? StyledLine.of(summary.substring(0, summary.length() - 1))
        : StyledLine.EMPTY;
  }

  /**
   * What is asked, is being done, or came of it, above the last line; empty when there is nothing
   * to say. The latest comes last, and what does not fit into a third of the screen goes first.
   */
  static List<StyledLine> messages(WatchState state) {
    List<List<StyledLine>> blocks = new ArrayList<>();
    for (Toast toast : state.toasts()) {
      Locality locality = state.locality();
      blocks.add(
          switch (toast.tone()) {
            case GOOD -> bar(state, locality.good() + " " + toast.sentence(), Hue.GREEN);
            case BAD -> bar(state, locality.bad() + " " + toast.sentence(), Hue.RED);
            case OPEN -> bar(state, "? " + toast.sentence(), Hue.YELLOW);
          });
    }
    if (!state.underway().isEmpty()) {
      int more = state.underway().size() - 1;
      String rest = (more > 0 ? ", and " + more + " more" : "") + " ...";
      blocks.add(bar(state, capital(state.underway().get(0)) + rest, Hue.CYAN));
    }
    if (state.prompt() instanceof Prompt.Confirm confirm) {
      blocks.add(bar(state, confirm.question(), Hue.YELLOW));
    }
    int room = Math.max(1, state.size().rows() / 3);
    List<StyledLine> lines = new ArrayList<>();
    for (int i = blocks.size() - 1; i >= 0 && room > 0; i--) {
      List<StyledLine> block = blocks.get(i);
      if (block.size() > room && !lines.isEmpty()) {
        break;
      }
      lines.addAll(0, shortened(state, block, room));
      room -= block.size();
    }
    return lines;
  }

  private static List<StyledLine> shortened(WatchState state, List<StyledLine> block, int room) {
    if (block.size() <= room) {
      return block;
    }
    List<StyledLine> kept = new ArrayList<>(block.subList(0, room));
    int columns = state.size().columns();
    String ellipsis = state.locality().ellipsis();
    StyledLine last = kept.get(room - 1).plus(ellipsis, kept.get(room - 1).parts().get(0).look());
    kept.set(room - 1, last.cut(columns, ellipsis).padded(columns));
    return kept;
  }

  private static List<StyledLine> bar(WatchState state, String text, Hue hue) {
    int columns = state.size().columns();
    return StyledLine.of(" " + text, Look.of(hue).reversed()).wrapped(columns, 3).stream()
        .map(line -> line.all(Look.of(hue).reversed()).padded(columns))
        .toList();
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The keys of the page, or what is being typed. */
  static StyledLine foot(WatchState state) {
    if (state.prompt() instanceof Prompt.Filter filter) {
      StyledLine line = typed(state, "/", filter.typed());
      String keys = "Enter keeps, Esc undoes ";
      String all = "text  !not  " + String.join(" ", JobQuery.PREFIXES) + "  " + keys;
      int columns = state.size().columns();
      return line.width() + all.length() + 2 <= columns
          ? line.withEnd(StyledLine.of(all, Look.DIM), columns)
          : line.withEnd(StyledLine.of(keys, Look.DIM), columns);
    }
    if (state.prompt() instanceof Prompt.Palette palette) {
      StyledLine line = typed(state, ":", palette.typed()).plus("  ", Look.PLAIN);
      for (String candidate : Palette.candidates(state, palette.typed())) {
        String shown = "  " + candidate.substring(candidate.lastIndexOf(' ') + 1);
        if (line.width() + CharWidth.of(shown) + 3 > state.size().columns()) {
          line = line.plus("  " + state.locality().ellipsis(), Look.DIM);
          break;
        }
        line = line.plus(shown, Look.DIM);
      }
      return line;
    }
    if (state.prompt() instanceof Prompt.Confirm) {
      return StyledLine.of(" y", Look.of(Hue.CYAN).bolder())
          .plus(" does it, any other key does not", Look.PLAIN);
    }
    return keys(state);
  }

  /** What is being typed; of a long text its end, where one types. */
  private static StyledLine typed(WatchState state, String mark, String text) {
    int room = Math.max(1, state.size().columns() - mark.length() - 2);
    String shown =
        CharWidth.of(text) <= room
            ? text
            : state.locality().ellipsis() + StyledLine.ending(text, room - 1);
    return StyledLine.of(" " + mark, Look.of(Hue.CYAN).bolder())
        .plus(shown, Look.PLAIN)
        .plus(" ", Look.REVERSE);
  }

  private static StyledLine keys(WatchState state) {
    StyledLine end = hint(state, Binding.HELP).plus(hint(state, Binding.BACK));
    int room = state.size().columns() - end.width() - 1;
    StyledLine line = StyledLine.EMPTY;
    for (Binding binding : Binding.values()) {
      boolean here =
          binding.isInFooter()
              && binding.holdsIn(state.view())
              && binding != Binding.HELP
              && binding != Binding.BACK;
      if (here && !leadsHere(binding, state.view())) {
        StyledLine hint = hint(state, binding);
        if (line.width() + hint.width() <= room) {
          line = line.plus(hint);
        }
      }
    }
    return line.plus(end);
  }

  private static boolean leadsHere(Binding binding, View view) {
    return binding.word().equals(view.word());
  }

  private static StyledLine hint(WatchState state, Binding binding) {
    boolean can = binding.refusal(state).isEmpty();
    String word = binding == Binding.BACK && state.pages().size() == 1 ? "end" : binding.word();
    return StyledLine.of(" " + binding.keys().get(0), can ? Look.of(Hue.CYAN).bolder() : Look.DIM)
        .plus(" " + word + " ", can ? Look.PLAIN : Look.DIM);
  }
}
