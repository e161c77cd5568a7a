package io.github.jobdoctor.agent.work;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.content.Context;
import android.os.Build;
import io.github.jobdoctor.agent.log.LogRecord;
import io.github.jobdoctor.agent.task.TaskLog;
import java.util.List;

/** Runs in whose middle an earlier process of this app ended. */
final class DiedRuns {

  private static final String[] REASONS = {
    "UNKNOWN",
    "EXIT_SELF",
    "SIGNALED",
    "LOW_MEMORY",
    "CRASH",
    "CRASH_NATIVE",
    "ANR",
    "INITIALIZATION_FAILURE",
    "PERMISSION_CHANGE",
    "EXCESSIVE_RESOURCE_USAGE",
    "USER_REQUESTED",
    "USER_STOPPED",
    "DEPENDENCY_DIED",
    "OTHER",
    "FREEZER",
    "PACKAGE_STATE_CHANGE",
    "PACKAGE_UPDATED",
  };

  private DiedRuns() {}

  /** Writes a record for each of them; to be called before this process has run anything. */
  static void report(Context context, TaskLog log) {
    for (LogRecord entry : log.openRuns()) {
      log.died(entry, reason(context, entry));
    }
  }

  private static String reason(Context context, LogRecord entry) {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) {
      return "its process ended; Android does not tell why below API 30";
    }
    if (!entry.pid().isPresent()) {
      return "its process ended; the record does not say which it was";
    }
    ActivityManager activities = context.getSystemService(ActivityManager.class);
    List<ApplicationExitInfo> exits =
        activities.getHistoricalProcessExitReasons(
            context.getPackageName(), entry.pid().getAsInt(), 0);
    for (ApplicationExitInfo exit : exits) {
      // Newest first; an older process may have had the same id, and a later one too.
      if (exit.getTimestamp() >= entry.wallTime()) {
        return "process exit: " + describe(exit);
      }
    }
    return "its process ended; Android kept no reason";
  }

  private static String describe(ApplicationExitInfo exit) {
    int reason = exit.getReason();
    String name =
        reason >= 0 && reason < REASONS.length ? REASONS[reason] : Integer.toString(reason);
    String description = exit.getDescription();
    return description == null || description.isEmpty() ? name : name + ", " + description;
  }
}
