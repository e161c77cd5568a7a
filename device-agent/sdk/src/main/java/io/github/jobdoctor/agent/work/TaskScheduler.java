package io.github.jobdoctor.agent.work;

import android.content.Context;
import androidx.work.BackoffPolicy;
import androidx.work.Constraints;
import androidx.work.Data;
import androidx.work.ExistingPeriodicWorkPolicy;
import androidx.work.ExistingWorkPolicy;
import androidx.work.NetworkType;
import androidx.work.OneTimeWorkRequest;
import androidx.work.PeriodicWorkRequest;
import androidx.work.WorkInfo;
import androidx.work.WorkManager;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.task.TaskRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.json.JSONArray;

/** Keeps WorkManager's one periodic work in step with what is registered. */
final class TaskScheduler {

  /** Name of the periodic work and tag of both works. */
  static final String UNIQUE_NAME = "io.github.jobdoctor.agent.tasks";

  /** Name of the one-time work of the test trigger. */
  static final String TRIGGER_NAME = "io.github.jobdoctor.agent.trigger";

  private static final long ANSWER_SECONDS = 5;

  private final Context context;
  private final TaskRegistry registry;

  TaskScheduler(Context context, TaskRegistry registry) {
    this.context = context;
    this.registry = registry;
  }

  private WorkManager workManager() {
    return WorkManager.getInstance(context);
  }

  /** After a change of the registry: the work takes the interval and network need that now hold. */
  void update() {
    enqueue(ExistingPeriodicWorkPolicy.UPDATE);
  }

  /**
   * Once per process: brings back a work that somebody cancelled behind our back (an app that calls
   * cancelAllWork, a lost database), and leaves one that is there alone.
   */
  void restore() {
    enqueue(ExistingPeriodicWorkPolicy.KEEP);
  }

  private void enqueue(ExistingPeriodicWorkPolicy policy) {
    Optional<RegisteredTask> last = registry.lastRegistered();
    if (!last.isPresent()) {
      workManager().cancelUniqueWork(UNIQUE_NAME);
      return;
    }
    NetworkType network =
        registry.anyRunsOffline() ? NetworkType.NOT_REQUIRED : NetworkType.CONNECTED;
    workManager()
        .enqueueUniquePeriodicWork(
            UNIQUE_NAME,
            policy,
            new PeriodicWorkRequest.Builder(
                    TaskWorker.class,
                    last.get().options().minimumIntervalMinutes(),
                    TimeUnit.MINUTES)
                .setConstraints(new Constraints.Builder().setRequiredNetworkType(network).build())
                .addTag(UNIQUE_NAME)
                .build());
  }

  /** Runs the worker now, for the named tasks, or for all when none is named. */
  void triggerNow(List<String> names) {
    workManager()
        .enqueueUniqueWork(
            TRIGGER_NAME,
            // One that still runs is not to be torn down by an impatient second call.
            ExistingWorkPolicy.APPEND_OR_REPLACE,
            new OneTimeWorkRequest.Builder(TaskWorker.class)
                .setInputData(
                    new Data.Builder()
                        .putBoolean(TaskWorker.TRIGGERED, true)
                        .putString(TaskWorker.NAMES, new JSONArray(names).toString())
                        .build())
                .setBackoffCriteria(BackoffPolicy.LINEAR, 10, TimeUnit.SECONDS)
                .addTag(UNIQUE_NAME)
                .build());
  }

  /** The periodic work as WorkManager has it; absent when there is none or it does not answer. */
  Optional<WorkInfo> scheduled() {
    try {
      List<WorkInfo> found =
          workManager()
              .getWorkInfosForUniqueWork(UNIQUE_NAME)
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return found.stream().filter(info -> !info.getState().isFinished()).findFirst();
    } catch (ExecutionException | TimeoutException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
