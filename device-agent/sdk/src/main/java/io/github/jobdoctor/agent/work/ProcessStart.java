package io.github.jobdoctor.agent.work;

import android.app.ActivityManager;
import android.app.ApplicationStartInfo;
import android.content.Context;
import android.os.Build;
import android.os.Process;
import java.util.List;

/** Why this process was started, as well as Android tells. */
final class ProcessStart {

  private static final String[] REASONS = {
    "alarm",
    "backup",
    "boot-complete",
    "broadcast",
    "content-provider",
    "job",
    "launcher",
    "launcher-recents",
    "other",
    "push",
    "service",
    "start-activity",
  };

  private ProcessStart() {}

  /** Android's own reason from API 35 on; below, who used the agent first. */
  static String reason(Context context, WakeReason firstUse) {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.VANILLA_ICE_CREAM) {
      ActivityManager activities = context.getSystemService(ActivityManager.class);
      List<ApplicationStartInfo> starts = activities.getHistoricalProcessStartReasons(1);
      if (!starts.isEmpty() && starts.get(0).getPid() == Process.myPid()) {
        int reason = starts.get(0).getReason();
        if (reason >= 0 && reason < REASONS.length) {
          return REASONS[reason];
        }
      }
    }
    return firstUse.wireName();
  }
}
