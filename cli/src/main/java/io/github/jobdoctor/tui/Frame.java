package io.github.jobdoctor.tui;

import io.github.jobdoctor.render.Span;
import java.time.Duration;
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
    StyledLine right = freshness(state);
    StyledLine whole = left.plus(about, Look.DIM);
    int columns = state.size().columns() - 1;
    boolean fits = whole.width() + right.width() + 2 <= columns;
    return (fits ? whole : left).withEnd(right, columns);
  }

  private static StyledLine freshness(WatchState state) {
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
    return badge
        .plus(isLate ? age : "live", Look.of(isLate ? Hue.YELLOW : Hue.GREEN))
        .plus(
            "  every "
                + Views.seconds(state.reach().interval())
                + ", dump "
                + Span.of(rounded(look.get().took())),
            Look.DIM);
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
    Optional<String> trouble = state.feed().trouble();
    if (trouble.isPresent() && state.feed().polled().isPresent()) {
      return left.plus("  " + trouble.get(), Look.of(Hue.RED));
    }
    Optional<String> note = state.feed().polled().flatMap(Polled::note);
    if (note.isPresent()) {
      return left.plus("  " + note.get(), Look.of(Hue.YELLOW));
    }
    if (state.view() != View.JOBS || state.feed().polled().isEmpty()) {
      return left;
    }
    // Where there is no room for all of it, what one did to the table comes first.
    int columns = state.size().columns() - 1;
    StyledLine whole = left.withEnd(doings(state).plus(counts(state)), columns);
    return whole.width() > left.width() ? whole : left.withEnd(doings(state), columns);
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

  private static StyledLine counts(WatchState state) {
    String summary = state.feed().polled().map(Polled::summary).orElse(".");
    String words = summary.substring(0, summary.length() - 1);
    int colon = words.indexOf(':');
    return StyledLine.of(
        state.table().filter().isEmpty() || colon < 0 ? words : words.substring(colon));
  }

  /** What is being done, or came of it; absent when there is nothing to say. */
  static Optional<StyledLine> message(WatchState state) {
    if (state.toast().isPresent()) {
      Toast toast = state.toast().get();
      Locality locality = state.locality();
      return Optional.of(
          switch (toast.tone()) {
            case GOOD -> bar(" " + locality.good() + " " + toast.sentence(), Hue.GREEN);
            case BAD -> bar(" " + locality.bad() + " " + toast.sentence(), Hue.RED);
            case OPEN -> bar(" ? " + toast.sentence(), Hue.YELLOW);
          });
    }
    if (state.underway().isEmpty()) {
      return Optional.empty();
    }
    int more = state.underway().size() - 1;
    return Optional.of(
        bar(
            " "
                + capital(state.underway().get(0))
                + (more > 0 ? ", and " + more + " more" : "")
                + " ...",
            Hue.CYAN));
  }

  private static StyledLine bar(String text, Hue hue) {
    return StyledLine.of(text, Look.of(hue).reversed());
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The keys of the page, or what is being typed. */
  static StyledLine foot(WatchState state) {
    if (state.prompt() instanceof Prompt.Filter filter) {
      StyledLine line = typed("/", filter.typed());
      String keys = "Enter keeps, Esc undoes ";
      String all = "text  !not  " + String.join(" ", JobQuery.PREFIXES) + "  " + keys;
      int columns = state.size().columns();
      return line.width() + all.length() + 2 <= columns
          ? line.withEnd(StyledLine.of(all, Look.DIM), columns)
          : line.withEnd(StyledLine.of(keys, Look.DIM), columns);
    }
    if (state.prompt() instanceof Prompt.Palette palette) {
      StyledLine line = typed(":", palette.typed()).plus("  ", Look.PLAIN);
      for (String candidate : Palette.candidates(state, palette.typed())) {
        String shown = "  " + candidate.substring(candidate.lastIndexOf(' ') + 1);
        if (line.width() + CharWidth.of(shown) > state.size().columns()) {
          break;
        }
        line = line.plus(shown, Look.DIM);
      }
      return line;
    }
    if (state.prompt() instanceof Prompt.Confirm confirm) {
      String keys = "  y does it, any other key does not ";
      int room = Math.max(0, state.size().columns() - keys.length());
      return StyledLine.of(" " + confirm.question(), Look.of(Hue.YELLOW).bolder())
          .cut(room, state.locality().ellipsis())
          .plus(keys, Look.PLAIN);
    }
    return keys(state);
  }

  private static StyledLine typed(String mark, String text) {
    return StyledLine.of(" " + mark, Look.of(Hue.CYAN).bolder())
        .plus(text, Look.PLAIN)
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
