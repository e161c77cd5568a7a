package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Doze, forced by {@code dumpsys deviceidle force-idle}. That works with the screen on and while
 * charging, and lasts until {@code unforce}, which is {@code step} on API 23.
 */
final class Doze implements ConditionKind {

  private static final String FORCED = "forced";
  private static final String DEEP = "deep";
  private static final String LIGHT = "light";
  private static final String DEEP_ENABLED = "deepEnabled";
  private static final String LIGHT_ENABLED = "lightEnabled";

  /** Before, there was deep Doze alone, and no command to let it go but {@code step}. */
  private static final int LIGHT_SINCE = 24;

  @Override
  public String word() {
    return "doze";
  }

  @Override
  public String form() {
    return "doze[=deep|light]";
  }

  @Override
  public String meaning() {
    return "the device dozes; deep unless told otherwise";
  }

  @Override
  public boolean takes(String value) {
    return value.isEmpty() || value.equals(DEEP) || value.equals(LIGHT);
  }

  @Override
  public String standard() {
    return DEEP;
  }

  @Override
  public int since(Condition condition) {
    return condition.value().equals(LIGHT) ? LIGHT_SINCE : 23;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    DeviceIdle idle =
        shell.ask(DeviceIdle.class, Neighbour.DEVICE_IDLE, name -> false, "dumpsys", "deviceidle");
    if (idle.forced().isEmpty() || idle.deepState().isEmpty()) {
      throw Shell.unreadable(ShellCommand.of("dumpsys", "deviceidle"));
    }
    Map<String, String> values = new TreeMap<>();
    put(values, FORCED, idle.forced());
    put(values, DEEP, idle.deepState());
    put(values, LIGHT, idle.lightState());
    put(values, DEEP_ENABLED, idle.deepEnabled());
    put(values, LIGHT_ENABLED, idle.lightEnabled());
    return new State(values);
  }

  private static void put(Map<String, String> values, String name, Optional<? extends Fact<?>> it) {
    it.ifPresent(fact -> values.put(name, fact.value().toString()));
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state.is(FORCED)
        && (condition.value().equals(DEEP) ? isDeep(state) : state.get(LIGHT).equals("IDLE"));
  }

  private static boolean isDeep(State state) {
    return state.get(DEEP).equals("IDLE");
  }

  /** Between its windows of maintenance a device in Doze is in one of these. */
  private static boolean dozes(State state) {
    boolean deep = state.get(DEEP).startsWith("IDLE") && !state.get(DEEP).equals("IDLE_PENDING");
    return deep || state.get(LIGHT).startsWith("IDLE");
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    ShellCommand force = force(condition.value(), apiLevel);
    // From deep Doze that is forced there is no way into light Doze but through being awake.
    return condition.value().equals(LIGHT) && now.is(FORCED) && isDeep(now)
        ? List.of(ShellCommand.of("dumpsys", "deviceidle", "unforce"), force)
        : List.of(force);
  }

  private static ShellCommand force(String mode, int apiLevel) {
    ShellCommand force = ShellCommand.of("dumpsys", "deviceidle", "force-idle");
    return apiLevel < LIGHT_SINCE ? force : force.with(mode);
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    return was.agrees(now, FORCED, DEEP_ENABLED, LIGHT_ENABLED)
        && (was.is(FORCED)
            ? isDeep(was) == isDeep(now) && dozes(was) == dozes(now)
            // A device that dozed by itself may have woken up by itself.
            : dozes(was) || !dozes(now));
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    List<ShellCommand> commands = new ArrayList<>();
    if (was.is(FORCED)) {
      commands.add(
          dozes(was)
              ? force(isDeep(was) ? DEEP : LIGHT, apiLevel)
              : ShellCommand.of("dumpsys", "deviceidle", "force-inactive"));
      return commands;
    }
    if (now.isEmpty() || now.get().is(FORCED)) {
      commands.add(
          ShellCommand.of("dumpsys", "deviceidle", apiLevel < LIGHT_SINCE ? "step" : "unforce"));
      return commands;
    }
    // With the screen off and on battery a device stays in Doze although nobody forces it: only
    // being switched off ends it then. What is not as before is switched on again, also when an
    // earlier attempt ended half-way.
    String mode = now.get().get(DEEP).startsWith("IDLE") ? DEEP : LIGHT;
    if (dozes(now.get()) && !dozes(was)) {
      commands.add(enable("disable", mode, apiLevel));
      commands.add(enable("enable", mode, apiLevel));
    }
    if (was.is(DEEP_ENABLED) && !now.get().is(DEEP_ENABLED)) {
      commands.add(enable("enable", DEEP, apiLevel));
    }
    if (was.is(LIGHT_ENABLED) && !now.get().is(LIGHT_ENABLED)) {
      commands.add(enable("enable", LIGHT, apiLevel));
    }
    return commands;
  }

  private static ShellCommand enable(String verb, String mode, int apiLevel) {
    ShellCommand command = ShellCommand.of("dumpsys", "deviceidle", verb);
    return apiLevel < LIGHT_SINCE ? command : command.with(mode);
  }

  @Override
  public boolean imposed(State state) {
    return state.is(FORCED);
  }

  @Override
  public String describe(State state) {
    return (isDeep(state) ? "deep" : state.get(LIGHT).equals("IDLE") ? "light" : "none")
        + " (deep "
        + state.get(DEEP)
        + (state.get(LIGHT).isEmpty() ? "" : ", light " + state.get(LIGHT))
        + ")";
  }
}
