package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Android's power manager, for battery saver: it cannot be on while the device has power. */
final class PowerService implements AndroidService {

  private static final int FAILED = 255;

  private static final String ENABLED = "(?m)^(  Enabled=)(\\S+)$";
  private static final String SETTING = RecordedText.token("mSettingBatterySaverEnabled");
  private static final String STICKY = RecordedText.token("mSettingBatterySaverEnabledSticky");

  private final RecordedText text;
  private final BatteryService battery;
  private final DeviceIdleService idle;

  PowerService(Supplier<String> recorded, BatteryService battery, DeviceIdleService idle) {
    text = new RecordedText(recorded);
    this.battery = battery;
    this.idle = idle;
  }

  /** Whether battery saver is on. */
  synchronized boolean saver() {
    powerMayHaveCome();
    return text.flag(ENABLED);
  }

  /** Whether it was on at first. */
  synchronized boolean recordedSaver() {
    return text.recordedValue(ENABLED).orElse("").equals("true");
  }

  /** Turns it on or off. Android does not answer when it does not do so. */
  synchronized void saver(boolean on) {
    boolean may = on && !battery.powered();
    text.put(ENABLED, may);
    text.put("(?m)^(    full=)(\\S+)$", may);
    text.put(SETTING, may);
    text.put(STICKY, may);
    text.put("(?m)^(  mState=)(\\d+)$", may ? 3 : 1);
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    powerMayHaveCome();
    for (String name : List.of("mIsPowered", "mPlugType", "mBatteryLevel")) {
      Object value =
          switch (name) {
            case "mIsPowered" -> battery.powered();
            case "mPlugType" -> battery.plugType();
            default -> battery.level();
          };
      text.put(RecordedText.token(name), value);
    }
    text.put(RecordedText.token("mBatteryLevelLow"), battery.low());
    text.put(RecordedText.token("mIsBatteryLevelLow"), battery.low());
    text.put(RecordedText.token("mDeviceIdleMode"), idle.deep());
    text.put(RecordedText.token("mLightDeviceIdleMode"), idle.light());
    invocation.print(text.text());
    return 0;
  }

  @Override
  public synchronized int command(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    if (words.size() == 2 && words.get(0).equals("set-mode")) {
      saver(words.get(1).equals("1"));
      return 0;
    }
    invocation.print("Power manager (power) commands:\n  help, set-mode MODE\n");
    return FAILED;
  }

  private void powerMayHaveCome() {
    if (text.flag(ENABLED) && battery.powered()) {
      saver(false);
    }
  }
}
