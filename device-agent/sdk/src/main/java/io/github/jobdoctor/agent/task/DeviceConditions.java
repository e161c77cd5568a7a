package io.github.jobdoctor.agent.task;

import android.app.usage.UsageStatsManager;
import android.content.Context;
import android.os.BatteryManager;
import android.os.Build;
import android.os.PowerManager;
import io.github.jobdoctor.agent.log.LogRecord;

/**
 * What Android's scheduler thought of app and device at one moment.
 *
 * @param standbyBucket as {@code UsageStatsManager} numbers it; 0 below API 28
 * @param power the {@code LogRecord.POWER_} bits
 */
public record DeviceConditions(int standbyBucket, int power) {

  /** Nobody looked. */
  public static final DeviceConditions UNKNOWN = new DeviceConditions(0, 0);

  /** Asks Android; a few calls to its services, a fraction of a millisecond each. */
  public static DeviceConditions of(Context context) {
    int power = LogRecord.POWER_KNOWN;
    BatteryManager battery = context.getSystemService(BatteryManager.class);
    if (battery != null && battery.isCharging()) {
      power |= LogRecord.POWER_CHARGING;
    }
    PowerManager manager = context.getSystemService(PowerManager.class);
    if (manager != null) {
      power |= manager.isPowerSaveMode() ? LogRecord.POWER_SAVE_MODE : 0;
      power |= manager.isDeviceIdleMode() ? LogRecord.POWER_DEVICE_IDLE : 0;
      power |=
          manager.isIgnoringBatteryOptimizations(context.getPackageName())
              ? LogRecord.POWER_OPTIMIZATION_IGNORED
              : 0;
    }
    return new DeviceConditions(standbyBucket(context), power);
  }

  private static int standbyBucket(Context context) {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) {
      return 0;
    }
    UsageStatsManager usage = context.getSystemService(UsageStatsManager.class);
    return usage == null ? 0 : usage.getAppStandbyBucket();
  }
}
