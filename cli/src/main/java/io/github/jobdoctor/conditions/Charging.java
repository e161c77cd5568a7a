package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Android takes the device for plugged in and charging. That ends battery saver, which does not
 * come back by itself on every level, so it is part of what is put back.
 */
final class Charging extends FakedBattery {

  private static final String SAVER = "saver";

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
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    Map<String, String> values = new TreeMap<>(super.read(condition, shell).values());
    shell
        .ask(Power.class, Neighbour.POWER, name -> false, "dumpsys", "power")
        .batterySaver()
        .ifPresent(saver -> values.put(SAVER, saver.value().toString()));
    return new State(values);
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    // A device that has got power meanwhile takes no battery saver.
    boolean saver = !was.is(SAVER) || now.is(SAVER) || isPowered(now);
    return super.isBack(condition, was, now) && saver;
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    List<ShellCommand> commands = new ArrayList<>(super.undo(condition, was, now, apiLevel));
    if (was.is(SAVER)) {
      commands.add(BatterySaver.mode(true, apiLevel));
    }
    return commands;
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
