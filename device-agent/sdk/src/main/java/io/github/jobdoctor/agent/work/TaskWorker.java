package io.github.jobdoctor.agent.work;

import android.content.Context;
import android.net.ConnectivityManager;
import android.net.NetworkCapabilities;
import android.os.Build;
import androidx.work.Worker;
import androidx.work.WorkerParameters;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.log.Trigger;
import io.github.jobdoctor.agent.task.DeviceConditions;
import io.github.jobdoctor.agent.task.FinishedRun;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.task.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.json.JSONArray;
import org.json.JSONException;

/**
 * The one worker: runs all registered tasks. WorkManager makes it; apps have no use for it.
 *
 * <p>Its result is failure when a task failed. That changes nothing about when it runs next (there
 * is no retry: the interval is the retry), it only makes WorkManager's own records tell the truth.
 */
public final class TaskWorker extends Worker {

  static final String TRIGGERED = "triggered";
  static final String NAMES = "names";

  /** Android gives a job ten minutes; what is to be written at the end needs some of them. */
  private static final long BUDGET_MS = TimeUnit.MINUTES.toMillis(9);

  /**
   * A triggered worker and a scheduled one may meet; tasks are not made for running beside
   * themselves.
   */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private final StopSignal stop = new StopSignal();

  /** For WorkManager. */
  public TaskWorker(Context context, WorkerParameters parameters) {
    super(context, parameters);
  }

  @Override
  public Result doWork() {
    boolean triggered = getInputData().getBoolean(TRIGGERED, false);
    Trigger trigger = triggered ? Trigger.TEST : Trigger.SCHEDULE;
    int attempt = getRunAttemptCount() + 1;
    BackgroundTasks tasks = BackgroundTasks.get(getApplicationContext(), WakeReason.SCHEDULE);
    DeviceConditions conditions = DeviceConditions.of(getApplicationContext());
    tasks.log().ensureIntact();
    tasks.log().worker(LogEvent.WORKER_START, trigger, attempt, conditions, "");
    if (!lockInTime()) {
      tasks
          .log()
          .worker(LogEvent.WORKER_END, trigger, attempt, conditions, "another run did not end");
      return Result.failure();
    }
    List<FinishedRun> finished;
    try {
      finished =
          tasks
              .runner()
              .run(due(tasks, trigger, attempt), trigger, attempt, conditions, BUDGET_MS, stop);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
    long failed = finished.stream().filter(run -> run.outcome() == Outcome.FAILED).count();
    tasks
        .log()
        .worker(
            LogEvent.WORKER_END,
            trigger,
            attempt,
            conditions,
            "ran " + finished.size() + ", failed " + failed);
    tasks.log().sync();
    return failed == 0 ? Result.success() : Result.failure();
  }

  private static boolean lockInTime() {
    try {
      return ONE_AT_A_TIME.tryLock(BUDGET_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What is to run, who waited longest first; tasks that need a network are left out without one.
   */
  private List<RegisteredTask> due(BackgroundTasks tasks, Trigger trigger, int attempt) {
    List<String> only = named();
    boolean network = hasNetwork();
    List<RegisteredTask> due = new ArrayList<>();
    for (RegisteredTask task : tasks.registry().longestWaitingFirst()) {
      if (!only.isEmpty() && !only.contains(task.name())) {
        continue;
      }
      if (task.options().requiresNetwork() && !network) {
        tasks
            .log()
            .during(
                LogEvent.SKIPPED,
                task.name(),
                trigger,
                attempt,
                0,
                Integer.MIN_VALUE,
                "it requires a network and there is none");
      } else {
        due.add(task);
      }
    }
    return due;
  }

  /**
   * A JSON array, since the accessor for arrays is deprecated and its successor too new for many
   * apps.
   */
  private List<String> named() {
    String json = getInputData().getString(NAMES);
    List<String> names = new ArrayList<>();
    try {
      JSONArray array = new JSONArray(json == null ? "[]" : json);
      for (int i = 0; i < array.length(); i++) {
        names.add(array.getString(i));
      }
    } catch (JSONException notOurs) {
      throw new IllegalArgumentException("not a list of names: " + json, notOurs);
    }
    return names;
  }

  private boolean hasNetwork() {
    ConnectivityManager connectivity =
        getApplicationContext().getSystemService(ConnectivityManager.class);
    if (connectivity == null) {
      return false;
    }
    // The constraint that WorkManager checks by the name of CONNECTED.
    NetworkCapabilities active =
        connectivity.getNetworkCapabilities(connectivity.getActiveNetwork());
    return active != null && active.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET);
  }

  @Override
  public void onStopped() {
    // Below API 31 the system does not tell, and WorkManager's own numbers are negative.
    int reason = Build.VERSION.SDK_INT >= Build.VERSION_CODES.S ? getStopReason() : -1;
    stop.stop(reason >= 0 ? reason : StopSignal.REASON_UNKNOWN);
  }
}
