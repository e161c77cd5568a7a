package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.render.JobColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that are typed after {@code :}. Pure. */
final class Palette {

  /** The word that takes a bucket back. */
  private static final String BACK = "back";

  /** The buckets that {@code am set-standby-bucket} knows. */
  private static final List<String> BUCKETS =
      List.of("active", "working_set", "frequent", "rare", "restricted", BACK);

  private static final List<String> SWITCH = List.of("on", "off");

  private static final Pattern PACKAGE = Pattern.compile("\\w+(\\.\\w+)*");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})(ms|s|m|)");

  private Palette() {}

  static Step pressed(WatchState state, Prompt.Palette palette, Key key) {
    WatchState closed = state.with(Prompt.NONE);
    return switch (key.name()) {
      case "esc" -> Step.of(closed);
      case "backspace" ->
          palette.typed().isEmpty()
              ? Step.of(closed)
              : Step.of(state.with(new Prompt.Palette(Update.edited(palette.typed(), key))));
      case "tab" -> Step.of(state.with(new Prompt.Palette(completed(state, palette.typed()))));
      case "enter" -> entered(closed, palette.typed().strip());
      default -> Step.of(state.with(new Prompt.Palette(Update.edited(palette.typed(), key))));
    };
  }

  /** What may be typed next; whole lines that begin with what is there. */
  static List<String> candidates(WatchState state, String typed) {
    int space = typed.indexOf(' ');
    List<String> all = new ArrayList<>();
    if (space < 0) {
      for (View view : View.values()) {
        if (view != View.JOB) {
          all.add(view.word());
        }
      }
      for (Binding binding : Binding.values()) {
        if (binding.group() != Binding.Group.MOVE && binding.holdsIn(state.view())) {
          all.add(binding.word());
        }
      }
      all.add("interval");
    } else {
      String command = typed.substring(0, space);
      arguments(state, command).forEach(argument -> all.add(command + " " + argument));
    }
    return new TreeSet<>(all).stream().filter(one -> one.startsWith(typed)).toList();
  }

  private static List<String> arguments(WatchState state, String command) {
    return switch (command) {
      case "sort" -> JobRow.COLUMNS.stream().map(JobColumn::word).toList();
      case "filter" -> JobQuery.PREFIXES;
      case "bucket" -> BUCKETS;
      case "doze", "unplug" -> SWITCH;
      case "interval" -> Update.INTERVALS.stream().map(Views::seconds).toList();
      case "logs" -> apps(state);
      case "device", "devices" -> state.feed().devices().stream().map(DeviceEntry::serial).toList();
      default -> List.of();
    };
  }

  /** As far as all candidates go on alike. */
  static String completed(WatchState state, String typed) {
    List<String> candidates = candidates(state, typed);
    if (candidates.isEmpty()) {
      return typed;
    }
    String common = candidates.get(0);
    for (String one : candidates) {
      while (!one.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    boolean takesMore = common.indexOf(' ') < 0 && !arguments(state, common).isEmpty();
    return candidates.size() == 1 && takesMore ? common + " " : common;
  }

  private static Step entered(WatchState state, String line) {
    int space = line.indexOf(' ');
    String command = space < 0 ? line : line.substring(0, space);
    String argument = space < 0 ? "" : line.substring(space + 1).strip();
    if (line.isEmpty()) {
      return Step.of(state);
    }
    switch (command) {
      case "q", "quit", "q!", "exit" -> {
        return Step.of(state, new Effect.Quit(false));
      }
      case "sort" -> {
        if (!argument.isEmpty()) {
          return JobColumn.of(argument)
              .filter(JobRow.COLUMNS::contains)
              .map(column -> home(state, home -> Update.sorted(home, column, false)))
              .orElseGet(() -> wrong(state, "There is no column '" + argument + "'."));
        }
      }
      case "filter" -> {
        return home(state, home -> Update.filtered(home, argument));
      }
      case "interval" -> {
        return interval(state, argument);
      }
      case "bucket", "doze", "unplug" -> {
        return condition(state, command, argument);
      }
      case "logs", "log" -> {
        if (!argument.isEmpty()) {
          return logs(state, argument);
        }
      }
      case "device", "devices" -> {
        if (!argument.isEmpty()) {
          return state.reach().live()
              ? Step.of(state, new Effect.SwitchTo(argument))
              : wrong(state, "A saved dump has no device.");
        }
      }
      default -> {}
    }
    Optional<View> view = View.of(command);
    if (view.isPresent()) {
      Optional<String> refusal =
          Binding.named(view.get().word()).flatMap(binding -> binding.refusal(state));
      return refusal
          .map(why -> wrong(state, "Not possible: " + view.get().word() + " - " + why + "."))
          .orElseGet(() -> Update.go(state, view.get()));
    }
    Optional<Binding> binding = Binding.named(command).filter(one -> one.holdsIn(state.view()));
    return binding
        .map(one -> Update.act(state, one))
        .orElseGet(() -> wrong(state, "There is no command '" + command + "': Tab lists them."));
  }

  /** The agent's own app, and those that have jobs: any of them may embed the agent. */
  private static List<String> apps(WatchState state) {
    TreeSet<String> apps = new TreeSet<>(List.of(Agent.APK_PACKAGE));
    state.feed().polled().map(Polled::rows).orElse(List.of()).stream()
        .flatMap(row -> row.job().packageName().stream())
        .filter(name -> PACKAGE.matcher(name).matches())
        .forEach(apps::add);
    return List.copyOf(apps);
  }

  private static Step logs(WatchState state, String packageName) {
    Optional<String> refusal = Binding.GO_LOGS.refusal(state);
    if (refusal.isPresent()) {
      return wrong(state, "Not possible: logs - " + refusal.get() + ".");
    }
    return PACKAGE.matcher(packageName).matches()
        ? Update.logOf(state, packageName)
        : wrong(state, "'" + packageName + "' is no package: it is like com.example.app");
  }

  /** What is done to the table of jobs is looked at there. */
  private static Step home(WatchState state, UnaryOperator<WatchState> change) {
    Step step = Update.go(state, View.JOBS);
    return new Step(change.apply(step.state()), step.effects());
  }

  private static Step interval(WatchState state, String argument) {
    Matcher matcher = DURATION.matcher(argument);
    if (!matcher.matches()) {
      return wrong(state, "An interval is a time such as 500ms, 5s or 1m.");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration interval =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    return interval.compareTo(Duration.ofMillis(200)) < 0
        ? wrong(state, "A device is asked every 200ms at most.")
        : Update.interval(state, interval);
  }

  private static Step condition(WatchState state, String command, String argument) {
    Errand.Kind kind =
        switch (command) {
          case "bucket" -> Errand.Kind.BUCKET;
          case "doze" -> Errand.Kind.DOZE;
          default -> Errand.Kind.UNPLUG;
        };
    Optional<String> refusal = state.reach().refusal(kind);
    if (refusal.isPresent()) {
      return wrong(state, "Not possible: " + command + " - " + refusal.get() + ".");
    }
    if (kind != Errand.Kind.BUCKET) {
      return SWITCH.contains(argument)
          ? Update.confirm(state, List.of(new Errand.Switch(kind, argument.equals("on"))))
          : wrong(state, command + " takes on or off.");
    }
    if (!BUCKETS.contains(argument)) {
      return wrong(state, "Buckets are " + String.join(", ", BUCKETS) + ".");
    }
    List<Errand> errands =
        state.meant().stream()
            .flatMap(
                row ->
                    row.job().source().stream()
                        .map(
                            app ->
                                new Errand.Bucket(
                                    app.packageName(),
                                    app.userId(),
                                    argument.equals(BACK)
                                        ? Optional.empty()
                                        : Optional.of(argument))))
            .distinct()
            .map(Errand.class::cast)
            .toList();
    return errands.isEmpty()
        ? wrong(state, "No job is chosen whose app could be meant.")
        : Update.confirm(state, errands);
  }

  private static Step wrong(WatchState state, String sentence) {
    return Update.on(state, new Event.Told(Outcome.Tone.BAD, sentence));
  }
}
