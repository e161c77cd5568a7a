package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.ShellCommand;
import java.util.List;

/** Android takes the battery to be this full. */
final class BatteryLevel extends FakedBattery {

  @Override
  public String word() {
    return "battery";
  }

  @Override
  public String form() {
    return "battery=0..100";
  }

  @Override
  public String meaning() {
    return "the battery's level, as far as Android knows";
  }

  @Override
  public boolean takes(String value) {
    return value.matches("\\d{1,2}|100");
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state.is(FAKED) && state.get(LEVEL).equals(number(condition));
  }

  private static String number(Condition condition) {
    return Integer.toString(Integer.parseInt(condition.value()));
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    return List.of(fake(LEVEL, Integer.parseInt(condition.value())));
  }

  @Override
  public String describe(State state) {
    return state.get(LEVEL);
  }
}
