package io.github.jobdoctor.agent.work;

import io.github.jobdoctor.agent.task.Task;
import io.github.jobdoctor.agent.task.TaskOptions;

/**
 * The small surface of react-native-background-task, for apps that come from it: one task without a
 * name, with define, schedule, cancel and status.
 *
 * <pre>{@code
 * SingleTask.define(run -> upload());
 * new SingleTask(BackgroundTasks.get(context)).schedule(15 * 60, 30);
 * }</pre>
 */
public final class SingleTask {

  /** The name under which it is registered and logged. */
  public static final String NAME = "background-task";

  private final BackgroundTasks tasks;

  /** The single task of an app. */
  public SingleTask(BackgroundTasks tasks) {
    this.tasks = tasks;
  }

  /** Gives the task its code; to be called at each start of the app. */
  public static void define(Task body) {
    BackgroundTasks.define(NAME, body);
  }

  /**
   * Registers the task.
   *
   * @param periodSeconds how often at most; brought up to 15 minutes
   * @param timeoutSeconds after this time a run has failed
   */
  public void schedule(long periodSeconds, int timeoutSeconds) {
    tasks.register(
        NAME,
        TaskOptions.DEFAULT
            .withMinimumInterval((periodSeconds + 59) / 60)
            .withRequiresNetwork(false)
            .withTimeout(timeoutSeconds));
  }

  /** Unregisters the task; nothing happens when it is not. */
  public void cancel() {
    tasks.unregister(NAME);
  }

  /** Whether the task is registered. */
  public boolean isScheduled() {
    return tasks.isRegistered(NAME);
  }

  /** Whether Android lets it run. */
  public BackgroundStatus status() {
    return tasks.status();
  }
}
