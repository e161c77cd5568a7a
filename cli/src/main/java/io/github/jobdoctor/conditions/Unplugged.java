package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.ShellCommand;
import java.util.ArrayList;
import java.util.List;

/** Android takes the device for unplugged and discharging, whatever its cable says. */
final class Unplugged extends FakedBattery {

  /** Before, {@code dumpsys battery} knew {@code set} and {@code reset} only. */
  private static final int UNPLUG_SINCE = 23;

  @Override
  public String word() {
    return "unplugged";
  }

  @Override
  public String form() {
    return "unplugged";
  }

  @Override
  public String meaning() {
    return "the device runs on battery, as far as Android knows";
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return !isPowered(state)
        && state.is(FAKED)
        && !state.get(STATUS).equals(Integer.toString(FakedBattery.CHARGING));
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    List<ShellCommand> commands = new ArrayList<>();
    if (apiLevel >= UNPLUG_SINCE) {
      commands.add(ShellCommand.of("dumpsys", "battery", "unplug"));
    } else {
      POWERED.stream()
          .filter(name -> !now.get(name).isEmpty())
          .forEach(name -> commands.add(fake(name, 0)));
    }
    // `unplug` leaves the status at charging, which is what apps are told.
    commands.add(fake(STATUS, DISCHARGING));
    return commands;
  }

  @Override
  public String describe(State state) {
    List<String> by = POWERED.stream().filter(state::is).toList();
    return by.isEmpty() ? "on battery" : "powered by " + String.join(", ", by);
  }
}
