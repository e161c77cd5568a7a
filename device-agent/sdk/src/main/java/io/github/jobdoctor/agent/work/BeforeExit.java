package io.github.jobdoctor.agent.work;

import android.app.Activity;
import android.app.Application;
import android.content.Context;
import android.os.Bundle;
import android.os.Handler;
import android.os.Looper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.log.Trigger;
import io.github.jobdoctor.agent.task.DeviceClock;
import io.github.jobdoctor.agent.task.DeviceConditions;
import io.github.jobdoctor.agent.task.TaskLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Short work when the app leaves the foreground. No job is involved: the app's process goes on for
 * a while, and the work is logged like a task, so that one sees when Android ended it in the
 * middle.
 */
final class BeforeExit {

  /** About as long as Android lets a process be that was just left. */
  static final long LIMIT_MS = TimeUnit.MINUTES.toMillis(3);

  private static final String NAME = "before-exit";

  private final Context context;
  private final TaskLog log;
  private final DeviceClock clock;
  private final Handler main = new Handler(Looper.getMainLooper());
  private final Map<Long, Work> works = new LinkedHashMap<>();
  private long lastId;
  private int startedActivities;
  private boolean watching;

  BeforeExit(Context context, TaskLog log, DeviceClock clock) {
    this.context = context;
    this.log = log;
    this.clock = clock;
  }

  private static final class Work {
    final Runnable body;
    long run;
    long startedAt;

    Work(Runnable body) {
      this.body = body;
    }
  }

  /** Keeps {@code body} for the moment when the last activity stops. */
  synchronized long add(Runnable body) {
    if (!watching) {
      watching = true;
      ((Application) context).registerActivityLifecycleCallbacks(new Watch());
    }
    works.put(++lastId, new Work(body));
    return lastId;
  }

  /** The work is done; false when there is none of that id (any more). */
  synchronized boolean finish(long id) {
    Work work = works.remove(id);
    if (work == null) {
      return false;
    }
    if (work.run != 0) {
      exit(work, Outcome.SUCCESS, "");
    }
    return true;
  }

  private synchronized void startAll() {
    for (Map.Entry<Long, Work> each : works.entrySet()) {
      Work work = each.getValue();
      if (work.run == 0) {
        work.startedAt = clock.elapsedMs();
        work.run = log.entry(NAME, Trigger.BEFORE_EXIT, 1, DeviceConditions.of(context));
        long id = each.getKey();
        main.postDelayed(() -> expire(id), LIMIT_MS);
        Thread thread = new Thread(() -> run(id, work), "jobdoctor-before-exit");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  /** The body may go on elsewhere, so its return ends nothing; only finish does, or the time. */
  private void run(long id, Work work) {
    try {
      work.body.run();
    } catch (Throwable thrown) {
      synchronized (this) {
        if (works.remove(id) != null) {
          exit(work, Outcome.FAILED, String.valueOf(thrown));
        }
      }
    }
  }

  private synchronized void expire(long id) {
    Work work = works.remove(id);
    if (work != null) {
      String message = "not finished after " + LIMIT_MS / 1_000 + " s";
      log.during(
          LogEvent.EXPIRED, NAME, Trigger.BEFORE_EXIT, 1, work.run, Integer.MIN_VALUE, message);
      exit(work, Outcome.FAILED, message);
    }
  }

  private void exit(Work work, Outcome outcome, String message) {
    log.exit(
        NAME,
        Trigger.BEFORE_EXIT,
        1,
        work.run,
        outcome,
        clock.elapsedMs() - work.startedAt,
        Integer.MIN_VALUE,
        message);
  }

  private final class Watch implements Application.ActivityLifecycleCallbacks {

    @Override
    public void onActivityStarted(Activity activity) {
      startedActivities++;
    }

    @Override
    public void onActivityStopped(Activity activity) {
      // An activity that turns round comes back at once. One that was started before this watch
      // began
      // counts below zero, and its stop is the app's.
      startedActivities = Math.max(0, startedActivities - 1);
      if (startedActivities == 0 && !activity.isChangingConfigurations()) {
        startAll();
      }
    }

    @Override
    public void onActivityCreated(Activity activity, Bundle state) {}

    @Override
    public void onActivityResumed(Activity activity) {}

    @Override
    public void onActivityPaused(Activity activity) {}

    @Override
    public void onActivitySaveInstanceState(Activity activity, Bundle state) {}

    @Override
    public void onActivityDestroyed(Activity activity) {}
  }
}
