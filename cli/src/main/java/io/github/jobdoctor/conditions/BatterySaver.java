package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Power;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Battery saver, which Android turns off, or never on, while the device has power. */
final class BatterySaver implements ConditionKind {

  private static final String ON = "on";

  /** The first level on which {@code cmd power} has {@code set-mode}. */
  private static final int SET_MODE_SINCE = 28;

  @Override
  public String word() {
    return "battery-saver";
  }

  @Override
  public String form() {
    return "battery-saver";
  }

  @Override
  public String meaning() {
    return "battery saver is on; a device with power is unplugged first, as by unplugged";
  }

  @Override
  public int since(Condition condition) {
    return 21;
  }

  @Override
  public boolean needsBattery() {
    return true;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    Power power = shell.ask(Power.class, Neighbour.POWER, name -> false, "dumpsys", "power");
    return new State(
        Map.of(
            ON,
            power
                .batterySaver()
                .orElseThrow(() -> Shell.unreadable(ShellCommand.of("dumpsys", "power")))
                .value()
                .toString()));
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state.is(ON);
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    return List.of(mode(true, apiLevel));
  }

  static ShellCommand mode(boolean on, int apiLevel) {
    String number = on ? "1" : "0";
    return apiLevel >= SET_MODE_SINCE
        ? ShellCommand.of("cmd", "power", "set-mode", number)
        : ShellCommand.of("settings", "put", "global", "low_power", number);
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    return was.agrees(now, ON);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    return List.of(mode(was.is(ON), apiLevel));
  }

  @Override
  public boolean imposed(State state) {
    return false;
  }

  @Override
  public String describe(State state) {
    return state.is(ON) ? "on" : "off";
  }
}
