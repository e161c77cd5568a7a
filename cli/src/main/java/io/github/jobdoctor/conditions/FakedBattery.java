package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the conditions of the battery have in common: Android is told to take something else for
 * measured, until {@code dumpsys battery reset}. What somebody had faked before is faked again, and
 * never reset.
 */
abstract class FakedBattery implements ConditionKind {

  static final String FAKED = "faked";
  static final String LEVEL = "level";
  static final String STATUS = "status";

  /** Android's numbers. */
  static final int CHARGING = 2;

  static final int DISCHARGING = 3;

  /** What can power a device, in Android's words; the last since API 33 only. */
  static final List<String> POWERED = List.of("ac", "usb", "wireless", "dock");

  @Override
  public int since(Condition condition) {
    return 21;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    Battery battery =
        shell.ask(Battery.class, Neighbour.BATTERY, name -> false, "dumpsys", "battery");
    Map<String, String> values = new TreeMap<>();
    values.put(FAKED, battery.updatesStopped().value().toString());
    battery
        .powered()
        .forEach(
            (name, powered) ->
                values.put(name.toLowerCase(Locale.ROOT), powered.value().toString()));
    battery.level().ifPresent(level -> values.put(LEVEL, level.value().toString()));
    battery.status().ifPresent(status -> values.put(STATUS, status.value().toString()));
    return new State(values);
  }

  static boolean isPowered(State state) {
    return POWERED.stream().anyMatch(state::is);
  }

  static ShellCommand fake(String property, int value) {
    return ShellCommand.of("dumpsys", "battery", "set", property, Integer.toString(value));
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    // What is measured changes by itself.
    return was.is(FAKED)
        ? was.agrees(now, FAKED, "ac", "usb", "wireless", "dock", LEVEL, STATUS)
        : !now.is(FAKED);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    if (!was.is(FAKED)) {
      return List.of(ShellCommand.of("dumpsys", "battery", "reset"));
    }
    List<ShellCommand> commands = new ArrayList<>();
    for (String name : POWERED) {
      if (!was.get(name).isEmpty()) {
        commands.add(fake(name, was.is(name) ? 1 : 0));
      }
    }
    for (String name : List.of(STATUS, LEVEL)) {
      if (was.get(name).matches("\\d+")) {
        commands.add(fake(name, Integer.parseInt(was.get(name))));
      }
    }
    return commands;
  }

  @Override
  public boolean imposed(State state) {
    return state.is(FAKED);
  }
}
