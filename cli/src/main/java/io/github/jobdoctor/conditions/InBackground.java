package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.RunningProcesses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The home screen is on top, or at least not this app. Afterwards the app that was on top is opened
 * again.
 */
final class InBackground implements ConditionKind {

  private static final String TOP = "top";
  private static final String HOME = "home";

  /** The activity that opens the app that was on top. */
  private static final String LAUNCH = "launch";

  private static final String MAIN = "android.intent.action.MAIN";
  private static final String LAUNCHER = "android.intent.category.LAUNCHER";

  /** What a home screen starts apps with: a new task, or the app's old one brought forward. */
  private static final String AS_FROM_HOME = "0x10200000";

  private static final Pattern COMPONENT = Pattern.compile("[\\w.]+/[\\w.$]+");

  /** The first level whose package manager tells the shell which activity an intent means. */
  private static final int RESOLVE_SINCE = 24;

  private static final int LRU_SINCE = 29;

  @Override
  public String word() {
    return "background";
  }

  @Override
  public String form() {
    return "background[=PKG]";
  }

  @Override
  public String meaning() {
    return "the app is not on top; without a package, the home screen is";
  }

  @Override
  public App app() {
    return App.POSSIBLE;
  }

  @Override
  public int since(Condition condition) {
    return condition.packageName().isPresent() ? 23 : RESOLVE_SINCE;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    RunningProcesses processes =
        shell.ask(
            RunningProcesses.class,
            Neighbour.PROCESSES,
            name -> true,
            "dumpsys",
            "activity",
            shell.apiLevel() < LRU_SINCE ? "oom" : "lru");
    Map<String, String> values = new TreeMap<>();
    processes.processes().stream()
        .filter(RunningProcesses.RunningProcess::top)
        .findFirst()
        .ifPresent(top -> values.put(TOP, top.packageName()));
    if (condition.packageName().isEmpty()) {
      ShellCommand home = resolve("android.intent.category.HOME");
      String activity = activity(home, shell).orElseThrow(() -> Shell.unreadable(home));
      values.put(HOME, activity.substring(0, activity.indexOf('/')));
    }
    if (values.containsKey(TOP)
        && !values.get(TOP).equals(values.get(HOME))
        && shell.apiLevel() >= RESOLVE_SINCE) {
      activity(resolve(LAUNCHER, values.get(TOP)), shell)
          .ifPresent(activity -> values.put(LAUNCH, activity));
    }
    return new State(values);
  }

  private static ShellCommand resolve(String category, String... packageName) {
    return ShellCommand.of(
            "cmd", "package", "resolve-activity", "--brief", "-a", MAIN, "-c", category)
        .with(packageName);
  }

  /** The last line is {@code com.x/.Activity}, where there is one. */
  private static Optional<String> activity(ShellCommand resolve, Shell shell)
      throws DeviceException {
    return Optional.of(Shell.said(shell.run(resolve)))
        .filter(line -> COMPONENT.matcher(line).matches());
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return condition
        .packageName()
        .map(name -> !state.get(TOP).equals(name))
        .orElse(state.get(TOP).equals(state.get(HOME)));
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    return List.of(ShellCommand.of("input", "keyevent", "KEYCODE_HOME"));
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    return was.get(TOP).isEmpty() || was.agrees(now, TOP) || holds(condition, was);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    if (was.get(TOP).isEmpty() || holds(condition, was)) {
      return List.of();
    }
    // Monkey opens an app by its package alone, but at its end it turns automatic rotation on.
    return List.of(
        was.get(LAUNCH).isEmpty()
            ? ShellCommand.of("monkey", "-p", was.get(TOP), "-c", LAUNCHER, "1")
            : ShellCommand.of(
                "am",
                "start",
                "-a",
                MAIN,
                "-c",
                LAUNCHER,
                "-f",
                AS_FROM_HOME,
                "-n",
                was.get(LAUNCH)));
  }

  @Override
  public boolean imposed(State state) {
    return false;
  }

  @Override
  public String describe(State state) {
    return state.get(TOP).isEmpty() ? "nothing on top" : state.get(TOP) + " on top";
  }
}
