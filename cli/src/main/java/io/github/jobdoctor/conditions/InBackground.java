package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.RunningProcesses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The home screen is on top, or at least not this app. Afterwards the app that was on top is opened
 * again.
 */
final class InBackground implements ConditionKind {

  private static final String TOP = "top";
  private static final String HOME = "home";

  /** The first level whose package manager tells the shell what is the home screen. */
  private static final int HOME_SINCE = 24;

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
    return condition.packageName().isPresent() ? 23 : HOME_SINCE;
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
      values.put(HOME, home(shell));
    }
    return new State(values);
  }

  /** The package of the home screen: the last line is {@code com.x/.Activity}. */
  private static String home(Shell shell) throws DeviceException, ConditionException {
    ShellCommand command =
        ShellCommand.of(
            "cmd",
            "package",
            "resolve-activity",
            "--brief",
            "-a",
            "android.intent.action.MAIN",
            "-c",
            "android.intent.category.HOME");
    String activity = Shell.said(shell.run(command));
    int slash = activity.indexOf('/');
    if (slash < 1) {
      throw Shell.unreadable(command);
    }
    return activity.substring(0, slash);
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
    // The one command that opens an app by its package alone, on every level.
    return was.get(TOP).isEmpty() || holds(condition, was)
        ? List.of()
        : List.of(
            ShellCommand.of(
                "monkey", "-p", was.get(TOP), "-c", "android.intent.category.LAUNCHER", "1"));
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
