package io.github.jobdoctor.agent.work;

import android.app.ActivityManager;
import android.app.usage.UsageStatsManager;
import android.content.Context;
import android.os.Build;
import io.github.jobdoctor.agent.task.DeviceConditions;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether Android lets this app work in the background at all.
 *
 * @param availability the short answer
 * @param reasons what restricts it, in Android's words; empty when it is available
 */
public record BackgroundStatus(Availability availability, List<String> reasons) {

  /** The answers that Expo's {@code BackgroundTask.getStatusAsync} knows. */
  public enum Availability {
    /** Tasks run, sooner or later. */
    AVAILABLE("Available"),
    /** Android keeps the tasks from running. */
    RESTRICTED("Restricted");

    private final String wireName;

    Availability(String wireName) {
      this.wireName = wireName;
    }

    /** The word that the provider answers with. */
    public String wireName() {
      return wireName;
    }
  }

  static BackgroundStatus of(Context context) {
    List<String> reasons = new ArrayList<>();
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
      ActivityManager activities = context.getSystemService(ActivityManager.class);
      if (activities != null && activities.isBackgroundRestricted()) {
        reasons.add("BACKGROUND_RESTRICTION");
      }
      // In this bucket a job gets one run a day, and none without charging below API 31.
      if (DeviceConditions.of(context).standbyBucket()
          >= UsageStatsManager.STANDBY_BUCKET_RESTRICTED) {
        reasons.add("STANDBY_BUCKET_RESTRICTED");
      }
    }
    return new BackgroundStatus(
        reasons.isEmpty() ? Availability.AVAILABLE : Availability.RESTRICTED, reasons);
  }
}
