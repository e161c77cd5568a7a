/**
 * When tasks run: the one worker, its scheduling, and what an app calls.
 *
 * <p>{@link io.github.jobdoctor.agent.work.BackgroundTasks} is where an app begins:
 *
 * <pre>{@code
 * public final class App extends Application {
 *   @Override
 *   public void onCreate() {
 *     super.onCreate();
 *     BackgroundTasks.define("sync", run -> syncOrders(run));
 *   }
 * }
 *
 * // once, for example after login:
 * BackgroundTasks.get(context)
 *     .register("sync", TaskOptions.DEFAULT.withMinimumInterval(60).withRequiresNetwork(true));
 * }</pre>
 *
 * <h2>One periodic work</h2>
 *
 * All tasks share one unique <em>periodic</em> work, {@value
 * io.github.jobdoctor.agent.work.TaskScheduler#UNIQUE_NAME}, whose interval is the one registered
 * last. Periodic rather than a one-time work that enqueues its successor: WorkManager itself then
 * keeps the period through failed runs, reboots and the death of the process in the middle of a
 * run, where a chain of one-time works ends with the first link that fails. It is enqueued with the
 * policy UPDATE, which keeps the time of the last run, so that registering at every app start does
 * not push the next run further and further away; and it asks for a network only when every
 * registered task does.
 *
 * <p>The test trigger runs the same worker as a one-time work of its own, since WorkManager does
 * not run a periodic work before its time.
 *
 * <p>The only package that may import WorkManager. May import {@code agent.task} and {@code
 * agent.log}.
 */
package io.github.jobdoctor.agent.work;
