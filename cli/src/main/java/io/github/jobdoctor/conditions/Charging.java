package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Android takes the device for plugged in and charging. */
final class Charging extends FakedBattery {

  @Override
  public String word() {
    return "charging";
  }

  @Override
  public String form() {
    return "charging[=ac|usb|wireless]";
  }

  @Override
  public String meaning() {
    return "the device charges, as far as Android knows; ac unless told otherwise";
  }

  @Override
  public boolean takes(String value) {
    return value.isEmpty() || List.of("ac", "usb", "wireless").contains(value);
  }

  @Override
  public String standard() {
    return "ac";
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state.is(FAKED)
        && POWERED.stream().allMatch(name -> state.is(name) == name.equals(condition.value()))
        && state.get(STATUS).equals(Integer.toString(FakedBattery.CHARGING));
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    List<ShellCommand> commands = new ArrayList<>();
    for (String name : POWERED) {
      boolean wanted = name.equals(condition.value());
      if (!now.get(name).isEmpty() && (wanted || now.is(name))) {
        commands.add(fake(name, wanted ? 1 : 0));
      }
    }
    commands.add(fake(STATUS, FakedBattery.CHARGING));
    return commands;
  }

  @Override
  public String describe(State state) {
    return isPowered(state) ? "charging" : "not charging";
  }

  /** Battery statistics wait for the level to rise, or for 15 minutes, before they believe it. */
  @Override
  public Optional<String> caution(Condition condition, Shell shell) throws DeviceException {
    ShellResult result = shell.run("cmd", "jobscheduler", "get-battery-charging");
    return result.stdout().strip().equals("false")
        ? Optional.of(
            "The device counts as plugged in, but the job scheduler does not take it for charging"
                + " yet: Android waits for a rising level or some minutes (from 90 on it does not;"
                + " add battery=100).")
        : Optional.empty();
  }
}
