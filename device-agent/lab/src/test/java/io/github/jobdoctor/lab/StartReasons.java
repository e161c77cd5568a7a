package io.github.jobdoctor.lab;

import android.app.ActivityManager;
import android.app.ApplicationStartInfo;
import android.os.Build;
import android.os.Process;
import java.util.List;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadows.ShadowActivityManager;

/**
 * Why the process was started, which Robolectric does not know. Put in by {@code @Config(shadows =
 * StartReasons.class)}.
 */
@Implements(ActivityManager.class)
public class StartReasons extends ShadowActivityManager {

  private static volatile int reason = ApplicationStartInfo.START_REASON_OTHER;

  /** From now on the process that runs was started for this {@code START_REASON_*}. */
  static void set(int startReason) {
    reason = startReason;
  }

  @Implementation(minSdk = Build.VERSION_CODES.VANILLA_ICE_CREAM)
  protected List<ApplicationStartInfo> getHistoricalProcessStartReasons(int max) {
    ApplicationStartInfo info = new ApplicationStartInfo();
    info.setPid(Process.myPid());
    info.setReason(reason);
    return List.of(info);
  }
}
