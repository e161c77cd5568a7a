package io.github.jobdoctor.agent.task;

/**
 * The code of a task.
 *
 * <pre>{@code
 * BackgroundTasks.define("sync", run -> {
 *   for (Order order : pending()) {
 *     if (run.isStopped()) {
 *       return TaskResult.failed("stopped after " + sent);
 *     }
 *     send(order);
 *   }
 *   return TaskResult.success();
 * });
 * }</pre>
 */
@FunctionalInterface
public interface Task {

  /**
   * Does the work, on a thread of its own that may block.
   *
   * @return how it went; null counts as success without a message
   * @throws Exception anything thrown counts as failed, and its text goes into the log
   */
  TaskResult run(TaskRun run) throws Exception;
}
