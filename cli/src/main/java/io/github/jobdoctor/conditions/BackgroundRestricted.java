package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.job.AppOps;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user has restricted an app's work in the background: the operation is ignored. */
final class BackgroundRestricted implements ConditionKind {

  private static final String MODE = "mode";
  private static final String OPERATION = "RUN_ANY_IN_BACKGROUND";

  /** {@code RUN_ANY_IN_BACKGROUND: ignore; time=…}; of a whole uid with two words before. */
  private static final Pattern ENTRY = Pattern.compile(OPERATION + ": (\\w+)(?:;.*)?");

  private static final Pattern DEFAULT = Pattern.compile("Default mode: (\\w+)");

  @Override
  public String word() {
    return "background-restricted";
  }

  @Override
  public String form() {
    return "background-restricted=PKG";
  }

  @Override
  public String meaning() {
    return "the user has restricted the app's background work";
  }

  @Override
  public App app() {
    return App.NEEDED;
  }

  @Override
  public int since(Condition condition) {
    return 28;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    ShellCommand command = appOps(condition, "get", OPERATION);
    ShellResult result = shell.run(command);
    Optional<String> mode = Optional.empty();
    for (String line : result.stdout().lines().map(String::strip).toList()) {
      if (line.startsWith("Uid mode: " + OPERATION)) {
        throw new ConditionException(
            Reason.REFUSED,
            "The operation "
                + OPERATION
                + " is set for the whole uid of "
                + condition.packageName().orElseThrow()
                + ", which overrides what can be set for the app.");
      }
      Matcher entry = ENTRY.matcher(line);
      Matcher standard = DEFAULT.matcher(line);
      if (entry.matches()) {
        mode = Optional.of(entry.group(1));
      } else if (mode.isEmpty() && standard.matches()) {
        // An entry that is set to the default is dropped again by Android.
        mode = Optional.of(standard.group(1));
      }
    }
    return new State(
        Map.of(MODE, mode.orElseThrow(() -> AppBucket.noApp(condition, command, result))));
  }

  private static ShellCommand appOps(Condition condition, String verb, String... more) {
    List<String> words = new ArrayList<>(List.of("cmd", "appops", verb));
    condition.userId().ifPresent(user -> words.addAll(List.of("--user", Integer.toString(user))));
    words.add(condition.packageName().orElseThrow());
    words.addAll(List.of(more));
    return new ShellCommand(words);
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state.get(MODE).equals("ignore");
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    return List.of(appOps(condition, "set", OPERATION, "ignore"));
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    return was.agrees(now, MODE);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    return List.of(appOps(condition, "set", OPERATION, was.get(MODE)));
  }

  @Override
  public boolean imposed(State state) {
    return !state.get(MODE).equals("allow");
  }

  @Override
  public List<Condition> imposedOn(Shell shell) throws DeviceException, ConditionException {
    AppOps ops = shell.ask(AppOps.class, Neighbour.APP_OPS, name -> true, "dumpsys", "appops");
    return ops.modes().stream()
        .filter(mode -> mode.operation().equals(OPERATION) && mode.forbids())
        .filter(mode -> mode.packageName().isPresent())
        .map(
            mode ->
                new Condition(
                    this,
                    mode.packageName(),
                    "",
                    mode.uid().userId() == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of(mode.uid().userId())))
        .toList();
  }

  @Override
  public String describe(State state) {
    return state.get(MODE).equals("ignore") ? "restricted" : state.get(MODE);
  }
}
