package io.github.jobdoctor.conditions;

import java.util.List;

/** The kinds of conditions that there are. */
public final class ConditionKinds {

  /** All kinds, in the order in which people read of them. */
  public static final List<ConditionKind> ALL =
      List.of(
          new Doze(),
          new StandbyBucketOf(),
          new Unplugged(),
          new Charging(),
          new BatteryLevel(),
          new BatterySaver(),
          new BackgroundRestricted(),
          new Network(),
          new InBackground(),
          new Inactive());

  private ConditionKinds() {}
}
