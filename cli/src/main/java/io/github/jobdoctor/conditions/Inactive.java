package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An app is in app standby. From API 28 on that is the same as bucket RARE or below, so there its
 * bucket is what comes back. While the device has power Android takes no app for inactive.
 */
final class Inactive implements ConditionKind {

  private static final String INACTIVE = "inactive";

  @Override
  public String word() {
    return "inactive";
  }

  @Override
  public String form() {
    return "inactive=PKG";
  }

  @Override
  public String meaning() {
    return "the app is in app standby; a device with power is unplugged first, as by unplugged";
  }

  @Override
  public App app() {
    return App.NEEDED;
  }

  @Override
  public int since(Condition condition) {
    return 23;
  }

  @Override
  public boolean needsBattery() {
    return true;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    Map<String, String> values = new TreeMap<>();
    if (shell.apiLevel() >= AppBucket.SINCE) {
      values.putAll(AppBucket.read(condition, shell).values());
    }
    ShellCommand command = AppBucket.am(condition, "get-inactive");
    ShellResult result = shell.run(command);
    String said = result.stdout().strip();
    if (!said.equals("Idle=true") && !said.equals("Idle=false")) {
      throw AppBucket.noApp(condition, command, result);
    }
    values.put(INACTIVE, said.substring("Idle=".length()));
    return new State(values);
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state.is(INACTIVE);
  }

  @Override
  public Optional<String> impossible(Condition condition, State now) {
    return AppBucket.impossible(condition, now);
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    return List.of(AppBucket.am(condition, "set-inactive", "true"));
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    return hasBucket(was) ? AppBucket.isBack(was, now) : was.agrees(now, INACTIVE);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    return hasBucket(was)
        ? AppBucket.undo(condition, was)
        : List.of(AppBucket.am(condition, "set-inactive", was.get(INACTIVE)));
  }

  private static boolean hasBucket(State state) {
    return !state.get(AppBucket.BUCKET).isEmpty();
  }

  @Override
  public boolean imposed(State state) {
    return state.is(AppBucket.BY_HAND);
  }

  @Override
  public String describe(State state) {
    return state.is(INACTIVE) ? "inactive" : "in use";
  }

  @Override
  public Optional<String> remark(Condition condition, State was) {
    return hasBucket(was) ? AppBucket.remark(condition, was) : Optional.empty();
  }
}
