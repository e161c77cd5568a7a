package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.render.JobColumn;
import io.github.jobdoctor.render.JobText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From a state and an event to the next state, and what has to happen outside. Pure. */
final class Update {

  private static final Duration TOAST = Duration.ofSeconds(6);

  /** A sentence about something that went wrong is longer there. */
  private static final Duration BAD_TOAST = Duration.ofSeconds(12);

  static final List<Duration> INTERVALS =
      List.of(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));

  private Update() {}

  /** What follows from {@code event}. */
  static Step on(WatchState state, Event event) {
    Step step = raw(state, event);
    return new Step(settled(state, step.state()), step.effects());
  }

  private static Step raw(WatchState state, Event event) {
    if (event instanceof Event.Pressed pressed) {
      return pressed(state, pressed.key());
    }
    if (event instanceof Event.Resized resized) {
      return Step.of(state.with(resized.size()));
    }
    if (event instanceof Event.Arrived arrived) {
      return arrived(state, arrived.polled());
    }
    if (event instanceof Event.Troubled troubled) {
      return new Step(state.with(state.feed().troubled(troubled.why())), listed(state));
    }
    if (event instanceof Event.Switched switched) {
      Feed feed = Feed.of(switched.serial(), state.feed().devices(), state.feed().commands());
      return Step.of(
          state
              .with(feed)
              .with(state.table().marked(Set.of()).of(Optional.empty(), "", JobColumn.STATE, false))
              .withPages(List.of(Page.of(View.JOBS))),
          new Effect.FollowLog(Optional.empty()));
    }
    if (event instanceof Event.Listed listed) {
      return Step.of(listed(state, listed.entries()));
    }
    if (event instanceof Event.Issued issued) {
      return Step.of(state.with(state.feed().with(issued.command())));
    }
    if (event instanceof Event.Logged logged) {
      return Step.of(state.with(state.feed().with(logged.tail())));
    }
    if (event instanceof Event.InForce now) {
      return Step.of(
          now.serial().equals(state.feed().serial())
              ? state.with(state.feed().inForce(now.conditions()))
              : state);
    }
    if (event instanceof Event.Begun begun) {
      List<String> underway = new ArrayList<>(state.underway());
      underway.add(begun.errand().words());
      return Step.of(state.withUnderway(underway).without(Toast::passing));
    }
    if (event instanceof Event.Done done) {
      List<String> underway = new ArrayList<>(state.underway());
      underway.remove(done.errand().words());
      return Step.of(
          outcome(
              state.withUnderway(underway),
              done.outcome().tone(),
              Frame.capital(done.errand().words()) + ": " + done.outcome().sentence()),
          new Effect.Refresh());
    }
    if (event instanceof Event.Told news) {
      return Step.of(told(state, news.tone(), news.sentence()));
    }
    if (event instanceof Event.Ticked) {
      return Step.of(state.without(toast -> toast.until() <= state.now()));
    }
    if (event instanceof Event.Resumed) {
      return Step.of(state, new Effect.Redraw());
    }
    if (event instanceof Event.Ended ended) {
      return Step.of(state, new Effect.Quit(ended.interrupted()));
    }
    return Step.of(state);
  }

  /** An answer to a key: in place of the one before, and gone with the next key. */
  private static WatchState told(WatchState state, Outcome.Tone tone, String sentence) {
    return with(state.without(Toast::passing), tone, sentence, true);
  }

  /** What came of an errand: beside those of others, since they come when they come. */
  private static WatchState outcome(WatchState state, Outcome.Tone tone, String sentence) {
    return with(state, tone, sentence, false);
  }

  private static WatchState with(
      WatchState state, Outcome.Tone tone, String sentence, boolean passing) {
    Duration stay = tone == Outcome.Tone.GOOD ? TOAST : BAD_TOAST;
    List<Toast> toasts = new ArrayList<>(state.toasts());
    toasts.add(new Toast(tone, sentence, state.now() + stay.toNanos(), passing));
    return state.withToasts(toasts);
  }

  private static Step arrived(WatchState state, Polled polled) {
    // What is chosen stays chosen where ever it is sorted to.
    Optional<JobKey> chosen = chosenInTable(state);
    Optional<Polled> before = state.feed().polled();
    JobTable table = state.table();
    Set<JobKey> marks = new HashSet<>(table.marks());
    if (!marks.isEmpty()) {
      marks.retainAll(polled.rows().stream().map(JobRow::key).collect(Collectors.toSet()));
    }
    WatchState next =
        state
            .with(state.feed().with(polled))
            .with(
                table
                    .marked(marks)
                    .of(Optional.of(polled), table.filter(), table.sort(), table.reversed()))
            .withPages(
                state.pages().stream()
                    .map(page -> before.map(look -> page.moved(look, polled)).orElse(page))
                    .toList());
    return new Step(follow(next, chosen), listed(state));
  }

  /** Devices come and go as jobs do: their page is kept up to date while it is looked at. */
  private static List<Effect> listed(WatchState state) {
    return state.view() == View.DEVICES ? List.of(new Effect.ListDevices()) : List.of();
  }

  private static WatchState listed(WatchState state, List<DeviceEntry> entries) {
    List<String> before = serials(state.feed().devices());
    List<String> now = serials(entries);
    return state
        .with(state.feed().with(entries))
        .withPages(
            state.pages().stream()
                .map(
                    page ->
                        page.view() == View.DEVICES && page.cursor() < before.size()
                            ? page.chosen(now.indexOf(before.get(page.cursor())))
                            : page)
                .toList());
  }

  private static List<String> serials(List<DeviceEntry> entries) {
    return entries.stream().map(DeviceEntry::serial).toList();
  }

  private static Optional<JobKey> chosenInTable(WatchState state) {
    List<JobRow> rows = state.table().rows();
    int cursor = state.pages().get(0).cursor();
    // At the top one looks at what comes first, whichever job that is.
    return cursor > 0 && cursor < rows.size()
        ? Optional.of(rows.get(cursor).key())
        : Optional.empty();
  }

  private static WatchState follow(WatchState state, Optional<JobKey> chosen) {
    int index = chosen.map(state.table()::indexOf).orElse(-1);
    if (index < 0) {
      return state;
    }
    List<Page> pages = new ArrayList<>(state.pages());
    pages.set(0, pages.get(0).at(index, pages.get(0).top()));
    return state.withPages(pages);
  }

  private static Step pressed(WatchState before, Key key) {
    if (key.name().equals("ctrl-c")) {
      return Step.of(before, new Effect.Quit(true));
    }
    WatchState state = before.without(Toast::passing);
    if (state.prompt() instanceof Prompt.Filter filter) {
      return filtering(state, filter, key);
    }
    if (state.prompt() instanceof Prompt.Palette palette) {
      return Palette.pressed(state, palette, key);
    }
    if (state.prompt() instanceof Prompt.Confirm confirm) {
      WatchState closed = state.with(Prompt.NONE);
      return key.name().equals("y")
          ? Step.of(closed, new Effect.Give(confirm.errands()))
          : Step.of(told(closed, Outcome.Tone.OPEN, "Nothing was done."));
    }
    Optional<Binding> binding = Binding.of(state.view(), key);
    if (binding.isEmpty()) {
      return Step.of(state);
    }
    if (binding.get() == Binding.BACK) {
      return back(state, key.name().equals("q"));
    }
    return act(state, binding.get());
  }

  private static Step filtering(WatchState state, Prompt.Filter filter, Key key) {
    switch (key.name()) {
      case "enter" -> {
        return Step.of(state.with(Prompt.NONE));
      }
      case "esc" -> {
        return Step.of(filtered(state, filter.before()).with(Prompt.NONE));
      }
      default -> {
        String typed = edited(filter.typed(), key);
        return typed.equals(filter.typed())
            ? Step.of(state)
            : Step.of(filtered(state, typed).with(new Prompt.Filter(typed, filter.before())));
      }
    }
  }

  /** What stands in a line of input after a key. */
  static String edited(String typed, Key key) {
    return switch (key.name()) {
      case "backspace" ->
          typed.isEmpty()
              ? typed
              : typed.substring(0, typed.offsetByCodePoints(typed.length(), -1));
      case "ctrl-u" -> "";
      case "ctrl-w" -> typed.stripTrailing().replaceAll("\\S*$", "");
      default -> typed.length() < 200 ? typed + key.typed() : typed;
    };
  }

  static WatchState filtered(WatchState state, String filter) {
    Optional<JobKey> chosen = chosenInTable(state);
    JobTable table = state.table();
    return follow(
        state.with(table.of(state.feed().polled(), filter, table.sort(), table.reversed())),
        chosen);
  }

  static WatchState sorted(WatchState state, JobColumn column, boolean reversed) {
    JobTable table = state.table();
    return follow(
        state.with(table.of(state.feed().polled(), table.filter(), column, reversed)),
        chosenInTable(state));
  }

  /** Does what a binding says, unless it cannot be done now. */
  static Step act(WatchState state, Binding binding) {
    Optional<String> refusal = binding.refusal(state);
    if (refusal.isPresent()) {
      return Step.of(
          told(
              state,
              Outcome.Tone.BAD,
              "Not possible: " + binding.word() + " - " + refusal.get() + "."));
    }
    return switch (binding) {
      case OPEN -> open(state);
      case FILTER ->
          Step.of(state.with(new Prompt.Filter(state.table().filter(), state.table().filter())));
      case SORT -> {
        // An order by what is not in sight would look like none.
        List<JobColumn> columns = List.copyOf(JobsView.fitted(state).keySet());
        int next = (columns.indexOf(state.table().sort()) + 1) % columns.size();
        yield Step.of(sorted(state, columns.get(next), false));
      }
      case REVERSE -> Step.of(sorted(state, state.table().sort(), !state.table().reversed()));
      case ZOOM_IN ->
          Step.of(state.withPage(state.page().zoomed(Math.min(12, state.page().zoom() + 1))));
      case ZOOM_OUT ->
          Step.of(state.withPage(state.page().zoomed(Math.max(-12, state.page().zoom() - 1))));
      case RUN, FORCE_RUN, STOP, CANCEL -> orders(state, binding);
      case BUCKET -> Step.of(state.with(new Prompt.Palette("bucket ")));
      case DOZE -> Step.of(state.with(new Prompt.Palette("doze ")));
      case UNPLUG -> Step.of(state.with(new Prompt.Palette("unplug ")));
      case MARK -> mark(state);
      case UP -> move(state, -1);
      case DOWN -> move(state, 1);
      case PAGE_UP -> move(state, -Views.bodyRows(state));
      case PAGE_DOWN -> move(state, Views.bodyRows(state));
      case TOP -> move(state, -1_000_000);
      case BOTTOM -> move(state, 1_000_000);
      case GO_WHY -> go(state, View.WHY);
      case GO_HISTORY -> go(state, View.HISTORY);
      case GO_LOGS -> go(state, View.LOGS);
      case GO_DEVICES -> go(state, View.DEVICES);
      case GO_COMMANDS -> go(state, View.COMMANDS);
      case PALETTE -> Step.of(state.with(new Prompt.Palette("")));
      case PAUSE -> {
        Reach reach = state.reach().paused(!state.reach().paused());
        yield Step.of(state.with(reach), new Effect.Pace(reach.interval(), reach.paused()));
      }
      case REFRESH -> Step.of(state, new Effect.Refresh());
      case SLOWER -> paced(state, 1);
      case FASTER -> paced(state, -1);
      case COPY -> Step.of(state, new Effect.Copy(Views.commandLine(state)));
      case SAVE -> Step.of(state, new Effect.Save());
      case REDRAW -> Step.of(state, new Effect.Redraw());
      case HELP -> go(state, View.HELP);
      case BACK -> back(state, true);
      case SUSPEND -> Step.of(state, new Effect.Suspend());
      case QUIT -> Step.of(state, new Effect.Quit(false));
    };
  }

  static Step interval(WatchState state, Duration interval) {
    Reach reach = state.reach().with(interval);
    return Step.of(
        told(
            state.with(reach),
            Outcome.Tone.GOOD,
            "The device is asked every " + Views.seconds(interval) + "."),
        new Effect.Pace(interval, reach.paused()));
  }

  private static Step paced(WatchState state, int by) {
    int at = 0;
    while (at < INTERVALS.size() - 1 && INTERVALS.get(at).compareTo(state.reach().interval()) < 0) {
      at++;
    }
    return interval(state, INTERVALS.get(WatchState.clamp(at + by, INTERVALS.size())));
  }

  private static Step mark(WatchState state) {
    Set<JobKey> marks = new HashSet<>(state.table().marks());
    state
        .chosenJob()
        .ifPresent(
            key -> {
              if (!marks.remove(key)) {
                marks.add(key);
              }
            });
    return move(state.with(state.table().marked(marks)), 1);
  }

  private static Step move(WatchState state, int by) {
    Page page = state.page();
    return Step.of(
        state.withPage(
            page.at(WatchState.clamp(page.cursor() + by, Views.rowCount(state)), page.top())));
  }

  private static Step orders(WatchState state, Binding binding) {
    Errand.Kind kind = Errand.Kind.valueOf(binding.name());
    List<Errand> errands = new ArrayList<>();
    for (JobRow row : state.meant()) {
      if (kind != Errand.Kind.STOP || row.isActive()) {
        errands.add(new Errand.OfJob(kind, row.job(), JobText.what(row.job())));
      }
    }
    boolean harmless = kind == Errand.Kind.RUN || kind == Errand.Kind.FORCE_RUN;
    return harmless && errands.size() == 1
        ? Step.of(state, new Effect.Give(errands))
        : confirm(state, errands);
  }

  /** Asks before something is done that cannot be taken back, or that changes the device. */
  static Step confirm(WatchState state, List<Errand> errands) {
    String question = Frame.capital(Errand.words(errands)) + "?";
    return Step.of(state.with(new Prompt.Confirm(question, errands)));
  }

  private static Step open(WatchState state) {
    return switch (state.view()) {
      case JOBS, HISTORY ->
          state
              .chosenJob()
              .map(key -> push(state, Page.ofJob(View.JOB, key)))
              .orElseGet(
                  () ->
                      Step.of(
                          told(
                              state,
                              Outcome.Tone.BAD,
                              "The dump does not tell which job this run was of.")));
      case WHY -> {
        String label =
            state
                .feed()
                .polled()
                .map(look -> look.causes().get(state.page().cursor()).finding().id())
                .orElse("");
        yield Step.of(filtered(home(state), "cause:" + label));
      }
      case DEVICES -> {
        String serial = state.feed().devices().get(state.page().cursor()).serial();
        yield serial.equals(state.feed().serial())
            ? Step.of(home(state))
            : Step.of(state, new Effect.SwitchTo(serial));
      }
      case JOB, LOGS, COMMANDS, HELP -> Step.of(state);
    };
  }

  private static WatchState home(WatchState state) {
    return state.withPages(List.of(state.pages().get(0).at(0, 0)));
  }

  /** Opens the page of the log of another app's agent. */
  static Step logOf(WatchState state, String packageName) {
    WatchState chosen = state.with(state.feed().ofAgentIn(packageName));
    return state.view() == View.LOGS
        ? Step.of(chosen, new Effect.FollowLog(Optional.of(packageName)))
        : go(chosen, View.LOGS);
  }

  /** Opens a page; one that is on the stack already is gone back to. */
  static Step go(WatchState state, View view) {
    if (state.view() == view) {
      return Step.of(state);
    }
    if (view == View.JOBS) {
      return leaveLog(state, Step.of(state.withPages(state.pages().subList(0, 1))));
    }
    if (view == View.HELP) {
      return push(state, Page.help(state.view()));
    }
    boolean ofJob = view == View.HISTORY && state.view() == View.JOB;
    Page page = ofJob ? Page.ofJob(view, state.page().about().orElseThrow()) : Page.of(view);
    // Pages of the whole device stand beside each other; only jobs are gone into.
    List<Page> below = new ArrayList<>(state.pages());
    while (below.size() > 1 && below.get(below.size() - 1).view() != View.JOB) {
      below.remove(below.size() - 1);
    }
    return push(state, below, page);
  }

  private static Step push(WatchState state, Page page) {
    return push(state, state.pages(), page);
  }

  private static Step push(WatchState state, List<Page> below, Page page) {
    List<Page> pages = new ArrayList<>();
    for (Page one : below) {
      if (one.view() == page.view()) {
        break;
      }
      pages.add(one);
    }
    pages.add(page);
    List<Effect> effects = new ArrayList<>();
    if (page.view() == View.DEVICES) {
      effects.add(new Effect.ListDevices());
    }
    boolean log = pages.stream().anyMatch(one -> one.view() == View.LOGS);
    boolean logBefore = state.pages().stream().anyMatch(one -> one.view() == View.LOGS);
    if (log != logBefore) {
      effects.add(
          new Effect.FollowLog(log ? Optional.of(state.feed().agentApp()) : Optional.empty()));
    }
    WatchState next = state.withPages(pages);
    // The end of a log is what one wants to see; the list of commands grows at its end as well.
    boolean atEnd = page.view() == View.LOGS || page.view() == View.COMMANDS;
    return new Step(atEnd ? next.withPage(page.at(Integer.MAX_VALUE, 0)) : next, effects);
  }

  private static Step leaveLog(WatchState before, Step step) {
    boolean log = step.state().pages().stream().anyMatch(one -> one.view() == View.LOGS);
    boolean logBefore = before.pages().stream().anyMatch(one -> one.view() == View.LOGS);
    return logBefore && !log ? Step.of(step.state(), new Effect.FollowLog(Optional.empty())) : step;
  }

  private static Step back(WatchState before, boolean mayEnd) {
    WatchState state = before.withToasts(List.of());
    if (state.pages().size() > 1) {
      return leaveLog(
          state, Step.of(state.withPages(state.pages().subList(0, state.pages().size() - 1))));
    }
    if (mayEnd) {
      return Step.of(state, new Effect.Quit(false));
    }
    if (!state.table().marks().isEmpty()) {
      return Step.of(state.with(state.table().marked(Set.of())));
    }
    return Step.of(filtered(state, ""));
  }

  /** Fills the page on top where what it shows has changed, and brings its cursor into sight. */
  private static WatchState settled(WatchState before, WatchState state) {
    WatchState filled = state;
    if (state.view() != View.JOBS && isOther(before, state)) {
      filled = state.withPage(state.page().with(Views.content(state)));
    }
    boolean atEnd =
        before.view() == state.view()
            && followsEnd(state.view())
            && before.page().cursor() == state.page().cursor()
            && before.page().cursor() >= Views.rowCount(before) - 1;
    Page page = atEnd ? filled.page().at(Integer.MAX_VALUE, 0) : filled.page();
    int rows = Views.bodyRows(filled);
    int count = Views.rowCount(filled);
    int cursor = WatchState.clamp(page.cursor(), count);
    int top = page.top();
    if (filled.view().hasRows()) {
      top = Math.max(Math.min(top, cursor), cursor - rows + 1);
      top = Math.max(0, Math.min(top, Math.max(0, count - rows)));
    } else {
      top = cursor;
    }
    return cursor == filled.page().cursor() && top == filled.page().top()
        ? filled
        : filled.withPage(page.at(cursor, top));
  }

  private static boolean followsEnd(View view) {
    return view == View.LOGS || view == View.COMMANDS;
  }

  private static boolean isOther(WatchState a, WatchState b) {
    return isReplaced(a.feed(), b.feed())
        || a.pages().size() != b.pages().size()
        || a.view() != b.view()
        || a.page().zoom() != b.page().zoom()
        || !a.page().about().equals(b.page().about())
        || !a.size().equals(b.size())
        || isReplaced(a.reach(), b.reach())
        || b.page().content().equals(Content.EMPTY)
        || (b.view() == View.HISTORY && a.page().cursor() != b.page().cursor());
  }

  /** Values that nobody changed are the same object; comparing all they hold would take long. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isReplaced(Object before, Object after) {
    return before != after;
  }
}
