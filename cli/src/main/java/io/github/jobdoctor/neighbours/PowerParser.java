package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Power;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Battery saver stands under {@code Battery saver state machine:} as {@code Enabled=true} (API 28
 * and later), before as {@code mLowPowerModeEnabled=true}; a device without it prints {@code
 * Battery Saver: DISABLED} (API 37). The rest stands above, under {@code POWER MANAGER}.
 */
final class PowerParser {

  private static final String HEADING = "POWER MANAGER (dumpsys power)";
  private static final String STATE_MACHINE = "Battery saver state machine:";
  private static final String NO_SAVER = "Battery Saver: DISABLED";

  private static final List<String> STATES =
      List.of(
          "mWakefulness",
          "mIsPowered",
          "mBatteryLevelLow",
          "mLowPowerModeEnabled",
          "mLightDeviceIdleMode",
          "mDeviceIdleMode");

  private static final List<String> SAVER_STATES =
      List.of("Enabled", "mSettingBatterySaverEnabledSticky");

  private final FirstFacts facts = new FirstFacts();
  private Optional<Fact<Boolean>> none = Optional.empty();

  Optional<Power> parse(ServiceLines lines) throws IOException {
    boolean begun = false;
    boolean stateMachine = false;
    while (lines.next()) {
      String line = lines.text().strip();
      if (!begun) {
        begun = line.equals(HEADING);
      } else if (line.equals(STATE_MACHINE)) {
        stateMachine = true;
      } else if (line.equals(NO_SAVER)) {
        none = Optional.of(lines.fact(false));
      } else if (line.isEmpty() || (lines.indent() == 0 && stateMachine)) {
        stateMachine = false;
      } else {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals);
        if ((stateMachine ? SAVER_STATES : STATES).contains(name)) {
          facts.take(lines, name);
        }
      }
    }
    return facts.isEmpty() && none.isEmpty() ? Optional.empty() : Optional.of(state());
  }

  private Power state() {
    return new Power(
        facts.flag("Enabled").or(() -> facts.flag("mLowPowerModeEnabled")).or(() -> none),
        facts.flag("mSettingBatterySaverEnabledSticky"),
        facts.flag("mIsPowered"),
        facts.flag("mBatteryLevelLow"),
        facts.word("mWakefulness").filter(fact -> fact.value().matches("[A-Z][a-z]+")),
        facts.flag("mDeviceIdleMode"),
        facts.flag("mLightDeviceIdleMode"));
  }
}
