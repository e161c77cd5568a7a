package io.github.jobdoctor.tui;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys: one table, from which dispatch, the last line and the help come. Its order is the order
 * on the screen.
 */
enum Binding {
  OPEN(
      List.of("enter"),
      Group.GO,
      EnumSet.of(View.JOBS, View.WHY, View.HISTORY, View.DEVICES),
      "open",
      "open what is chosen: a job, the jobs of a cause, a run's job, a device",
      true,
      Binding::nothingChosen),
  FILTER(
      List.of("/"),
      Group.LOOK,
      EnumSet.of(View.JOBS),
      "filter",
      "filter while typing: text, !not, pkg: cause: state: job: bucket:",
      true,
      Binding::never),
  SORT(
      List.of("s"),
      Group.LOOK,
      EnumSet.of(View.JOBS),
      "sort",
      "sort by the next column",
      true,
      Binding::never),
  REVERSE(
      List.of("S"),
      Group.LOOK,
      EnumSet.of(View.JOBS),
      "reverse",
      "turn the order round",
      false,
      Binding::never),
  ZOOM_IN(
      List.of("+", "="),
      Group.LOOK,
      EnumSet.of(View.HISTORY),
      "zoom",
      "zoom in: a shorter time",
      true,
      Binding::never),
  ZOOM_OUT(
      List.of("-"),
      Group.LOOK,
      EnumSet.of(View.HISTORY),
      "zoom-out",
      "zoom out: a longer time",
      false,
      Binding::never),
  RUN(
      List.of("r"),
      Group.ORDER,
      EnumSet.of(View.JOBS, View.JOB, View.HISTORY),
      "run",
      "run the job now, and watch what comes of it",
      true,
      state -> order(state, Errand.Kind.RUN)),
  FORCE_RUN(
      List.of("R"),
      Group.ORDER,
      EnumSet.of(View.JOBS, View.JOB, View.HISTORY),
      "force-run",
      "run it against its own constraints, the network too",
      true,
      state -> order(state, Errand.Kind.FORCE_RUN)),
  STOP(
      List.of("x"),
      Group.ORDER,
      EnumSet.of(View.JOBS, View.JOB, View.HISTORY),
      "stop",
      "stop the running job (asks first)",
      true,
      state -> order(state, Errand.Kind.STOP)),
  CANCEL(
      List.of("ctrl-d"),
      Group.ORDER,
      EnumSet.of(View.JOBS, View.JOB, View.HISTORY),
      "cancel",
      "cancel the job: Android forgets it (asks first)",
      false,
      state -> order(state, Errand.Kind.CANCEL)),
  BUCKET(
      List.of("b"),
      Group.ORDER,
      EnumSet.of(View.JOBS, View.JOB, View.HISTORY),
      "bucket",
      "put the job's app into a standby bucket (asks first)",
      false,
      state -> order(state, Errand.Kind.BUCKET)),
  DOZE(
      List.of("z"),
      Group.ORDER,
      EnumSet.allOf(View.class),
      "doze",
      "force Doze, or take it back (asks first)",
      false,
      state -> state.reach().refusal(Errand.Kind.DOZE)),
  UNPLUG(
      List.of("u"),
      Group.ORDER,
      EnumSet.allOf(View.class),
      "unplug",
      "let the device seem unplugged, or take it back (asks first)",
      false,
      state -> state.reach().refusal(Errand.Kind.UNPLUG)),
  MARK(
      List.of("space"),
      Group.LOOK,
      EnumSet.of(View.JOBS),
      "mark",
      "mark the job, or unmark it: orders go to all marked ones",
      false,
      Binding::nothingChosen),
  UP(List.of("up", "k"), Group.MOVE, EnumSet.allOf(View.class), "up", "one row up"),
  DOWN(List.of("down", "j"), Group.MOVE, EnumSet.allOf(View.class), "down", "one row down"),
  PAGE_UP(List.of("pgup", "ctrl-b"), Group.MOVE, EnumSet.allOf(View.class), "page-up", "a page up"),
  PAGE_DOWN(
      List.of("pgdn", "ctrl-f"), Group.MOVE, EnumSet.allOf(View.class), "page-down", "a page down"),
  TOP(List.of("g", "home", "<"), Group.MOVE, EnumSet.allOf(View.class), "top", "to the first row"),
  BOTTOM(
      List.of("G", "end", ">"), Group.MOVE, EnumSet.allOf(View.class), "bottom", "to the last row"),
  GO_WHY(List.of("w"), Group.GO, EnumSet.allOf(View.class), "why", View.WHY),
  GO_HISTORY(List.of("h"), Group.GO, EnumSet.allOf(View.class), "history", View.HISTORY),
  GO_LOGS(List.of("l"), Group.GO, EnumSet.allOf(View.class), "logs", View.LOGS),
  GO_DEVICES(List.of("d"), Group.GO, EnumSet.allOf(View.class), "devices", View.DEVICES),
  GO_COMMANDS(List.of("@"), Group.GO, EnumSet.allOf(View.class), "commands", View.COMMANDS),
  PALETTE(
      List.of(":"),
      Group.GO,
      EnumSet.allOf(View.class),
      "palette",
      "type a command: a page, sort COLUMN, filter TEXT, logs PKG, interval D; Tab completes",
      false,
      Binding::never),
  PAUSE(
      List.of("p"),
      Group.LOOK,
      EnumSet.allOf(View.class),
      "pause",
      "stop asking the device, or go on",
      true,
      Binding::notLive),
  REFRESH(
      List.of("ctrl-r", "f5"),
      Group.LOOK,
      EnumSet.allOf(View.class),
      "refresh",
      "ask the device now",
      false,
      Binding::notLive),
  SLOWER(
      List.of("]"),
      Group.LOOK,
      EnumSet.allOf(View.class),
      "slower",
      "ask less often",
      false,
      Binding::notLive),
  FASTER(
      List.of("["),
      Group.LOOK,
      EnumSet.allOf(View.class),
      "faster",
      "ask more often",
      false,
      Binding::notLive),
  COPY(
      List.of("c"),
      Group.TAKE,
      EnumSet.allOf(View.class),
      "copy",
      "copy the same as a command line",
      false,
      Binding::never),
  SAVE(
      List.of("ctrl-s"),
      Group.TAKE,
      EnumSet.allOf(View.class),
      "save",
      "write the screen into a file",
      false,
      Binding::never),
  REDRAW(
      List.of("ctrl-l"),
      Group.LOOK,
      EnumSet.allOf(View.class),
      "redraw",
      "draw the screen anew",
      false,
      Binding::never),
  HELP(
      List.of("?"),
      Group.GO,
      EnumSet.allOf(View.class),
      "help",
      "the keys of this page",
      true,
      Binding::never),
  BACK(
      List.of("q", "esc"),
      Group.GO,
      EnumSet.allOf(View.class),
      "back",
      "back; from the table of jobs: Esc clears marks and filter, q ends",
      true,
      Binding::never),
  SUSPEND(
      List.of("ctrl-z"),
      Group.GO,
      EnumSet.allOf(View.class),
      "suspend",
      "to the shell; its fg comes back",
      false,
      Binding::never),
  QUIT(
      List.of("ctrl-c"), Group.GO, EnumSet.allOf(View.class), "quit", "end", false, Binding::never);

  /** What keys have in common, for the help. */
  enum Group {
    MOVE("Move"),
    GO("Go"),
    LOOK("Look"),
    ORDER("Order"),
    TAKE("Take along");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // made with List.of above
  private final List<String> keys;

  private final Group group;

  @SuppressWarnings("ImmutableEnumChecker") // nobody else has it
  private final Set<View> views;

  private final String word;
  private final String about;
  private final boolean inFooter;

  @SuppressWarnings("ImmutableEnumChecker") // what is given above has no state
  private final Function<WatchState, Optional<String>> refusal;

  Binding(
      List<String> keys,
      Group group,
      Set<View> views,
      String word,
      String about,
      boolean inFooter,
      Function<WatchState, Optional<String>> refusal) {
    this.keys = keys;
    this.group = group;
    this.views = views;
    this.word = word;
    this.about = about;
    this.inFooter = inFooter;
    this.refusal = refusal;
  }

  Binding(List<String> keys, Group group, Set<View> views, String word, String about) {
    this(keys, group, views, word, about, false, Binding::never);
  }

  Binding(List<String> keys, Group group, Set<View> views, String word, View to) {
    this(keys, group, views, word, to.about(), true, state -> unreachable(state, to));
  }

  List<String> keys() {
    return keys;
  }

  Group group() {
    return group;
  }

  boolean holdsIn(View view) {
    return views.contains(view);
  }

  /** The name for the palette, and beside its key on the last line. */
  String word() {
    return word;
  }

  /** What it does. */
  String about() {
    return about;
  }

  boolean isInFooter() {
    return inFooter;
  }

  /** Why it cannot be done now; absent when it can. */
  Optional<String> refusal(WatchState state) {
    return refusal.apply(state);
  }

  static Optional<Binding> of(View view, Key key) {
    for (Binding binding : values()) {
      if (binding.holdsIn(view) && binding.keys.contains(key.name())) {
        return Optional.of(binding);
      }
    }
    return Optional.empty();
  }

  static Optional<Binding> named(String word) {
    for (Binding binding : values()) {
      if (binding.word.equals(word)) {
        return Optional.of(binding);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> never(WatchState state) {
    return Optional.empty();
  }

  private static Optional<String> notLive(WatchState state) {
    return state.reach().live() ? Optional.empty() : Optional.of("a saved dump does not change");
  }

  private static Optional<String> unreachable(WatchState state, View to) {
    boolean needsDevice = to == View.LOGS || to == View.DEVICES || to == View.COMMANDS;
    return needsDevice && !state.reach().live()
        ? Optional.of("a saved dump has no device")
        : Optional.empty();
  }

  private static Optional<String> nothingChosen(WatchState state) {
    return Views.rowCount(state) == 0
        ? Optional.of("there is nothing to choose")
        : Optional.empty();
  }

  private static Optional<String> order(WatchState state, Errand.Kind kind) {
    Optional<String> refusal = state.reach().refusal(kind);
    if (refusal.isEmpty() && state.meant().isEmpty()) {
      return Optional.of("no registered job is chosen");
    }
    if (refusal.isEmpty()
        && kind == Errand.Kind.STOP
        && state.meant().stream().noneMatch(JobRow::isActive)) {
      return Optional.of("the job does not run");
    }
    return refusal;
  }
}
