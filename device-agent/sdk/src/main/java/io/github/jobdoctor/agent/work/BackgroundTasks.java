package io.github.jobdoctor.agent.work;

import android.content.Context;
import android.content.pm.ApplicationInfo;
import android.database.SQLException;
import androidx.work.NetworkType;
import androidx.work.WorkInfo;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.RingLog;
import io.github.jobdoctor.agent.task.DeviceClock;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.task.Task;
import io.github.jobdoctor.agent.task.TaskBodies;
import io.github.jobdoctor.agent.task.TaskLog;
import io.github.jobdoctor.agent.task.TaskNames;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.task.TaskRegistry;
import io.github.jobdoctor.agent.task.TaskRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An app's background tasks; one instance per process. Safe for several threads. Calls touch the
 * disk unless they say otherwise.
 *
 * <p>A task is {@linkplain #define defined} at every start of the process, best in {@code
 * Application.onCreate}, and {@linkplain #register registered} once:
 *
 * <pre>{@code
 * BackgroundTasks.define("sync", run -> TaskResult.success("sent " + send()));
 * BackgroundTasks.get(context).register("sync", TaskOptions.DEFAULT.withMinimumInterval(60));
 * }</pre>
 */
public final class BackgroundTasks {

  private static TaskBodies bodies = new TaskBodies();

  /**
   * WorkManager's limit for a request's data is 10240 bytes, names of 200 characters among them.
   */
  private static final int MAX_TRIGGER_CHARS = 3_000;

  private static BackgroundTasks instance;

  private final Context context;
  private final TaskRegistry registry;
  private final TaskLog log;
  private final TaskRunner runner;
  private final TaskScheduler scheduler;
  private final BeforeExit beforeExit;
  private final DeviceClock clock;

  private BackgroundTasks(Context context, DeviceClock clock, int logCapacity, WakeReason why) {
    this.context = context;
    this.clock = clock;
    this.registry = new TaskRegistry(context);
    this.log = TaskLog.open(context, logCapacity, clock);
    this.runner = new TaskRunner(registry, bodies, log, clock);
    this.scheduler = new TaskScheduler(context, registry);
    this.beforeExit = new BeforeExit(context, log, clock);
    begin(why);
  }

  private void begin(WakeReason why) {
    DiedRuns.report(context, log);
    String reason = ProcessStart.reason(context, why);
    log.event(LogEvent.PROCESS_START, reason);
    try {
      registry.countProcessStart(reason);
      scheduler.restore();
    } catch (SQLException diskTrouble) {
      log.event(LogEvent.LOG, "registry: " + diskTrouble.getMessage());
    }
  }

  /**
   * Gives {@code name} its code in this process. Touches no disk and starts nothing, so that an app
   * may call it at its start.
   *
   * @throws IllegalArgumentException when the name is empty or too long
   */
  public static synchronized void define(String name, Task body) {
    bodies.define(name, body);
  }

  /** The app's tasks. The first call in a process opens log and registry. */
  public static BackgroundTasks get(Context context) {
    return get(context, WakeReason.APP);
  }

  /** The app's tasks, for callers other than the app's own code. */
  public static synchronized BackgroundTasks get(Context context, WakeReason why) {
    if (instance == null) {
      instance =
          new BackgroundTasks(
              context.getApplicationContext(), DeviceClock.system(), RingLog.DEFAULT_CAPACITY, why);
    }
    return instance;
  }

  /** For tests: as if the process had ended, with a clock of the test's for the next one. */
  static synchronized void restart(Context context, DeviceClock clock, WakeReason why) {
    endProcess();
    instance =
        new BackgroundTasks(context.getApplicationContext(), clock, RingLog.DEFAULT_CAPACITY, why);
  }

  /** For tests: forgets what was defined, and gives log and registry to whoever comes next. */
  static synchronized void endProcess() {
    bodies = new TaskBodies();
    if (instance != null) {
      instance.log.close();
      instance.registry.close();
      instance = null;
    }
  }

  /**
   * Registers a task, or registers it again with other options. Its interval is now the interval of
   * the one worker. A task may be registered before its code is defined.
   *
   * @return the registration, with the options as they hold
   * @throws IllegalArgumentException when the name is empty or too long
   */
  public RegisteredTask register(String name, TaskOptions options) {
    RegisteredTask task = registry.register(name, options, clock.wallTime());
    log.event(
        LogEvent.REGISTERED,
        name,
        "every "
            + task.options().minimumIntervalMinutes()
            + " min"
            + (task.options().requiresNetwork() ? ", with a network" : ""));
    scheduler.update();
    return task;
  }

  /** Unregisters a task; false when it was not registered. A run that goes on is not stopped. */
  public boolean unregister(String name) {
    boolean was = registry.unregister(TaskNames.checked(name));
    if (was) {
      log.event(LogEvent.UNREGISTERED, name, "");
      scheduler.update();
    }
    return was;
  }

  /** Whether a task of this name is registered. */
  public boolean isRegistered(String name) {
    return registry.find(name).isPresent();
  }

  /** All registrations in the order in which they were made. */
  public List<RegisteredTask> registered() {
    return registry.registered();
  }

  /** A page of them: {@code limit} registrations from the one at {@code from}, counted from 0. */
  public List<RegisteredTask> registered(long from, int limit) {
    return registry.registered(from, limit);
  }

  /** How many tasks are registered. */
  public int registeredCount() {
    return registry.count();
  }

  /** The names that have code in this process, sorted. Touches no disk. */
  public Set<String> defined() {
    return runner.defined();
  }

  /** Whether Android lets this app work in the background, asked at this moment. */
  public BackgroundStatus status() {
    return BackgroundStatus.of(context);
  }

  /**
   * The periodic work that runs the tasks; absent when nothing is registered. Not on the main
   * thread.
   */
  public Optional<ScheduledWork> scheduled() {
    return scheduler.scheduled().map(BackgroundTasks::scheduledWork);
  }

  private static ScheduledWork scheduledWork(WorkInfo info) {
    long next = info.getNextScheduleTimeMillis();
    return new ScheduledWork(
        info.getState().name(),
        TimeUnit.MILLISECONDS.toMinutes(info.getPeriodicityInfo().getRepeatIntervalMillis()),
        next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next),
        info.getConstraints().getRequiredNetworkType() != NetworkType.NOT_REQUIRED);
  }

  /**
   * For testing: runs the named tasks now, or all when none is named, whatever their interval and
   * whether or not there is a network. Only in debuggable builds.
   */
  public TriggerResult trigger(List<String> names) {
    if (!isDebuggable()) {
      return new TriggerResult(
          TriggerResult.Code.RELEASE_BUILD,
          context.getPackageName()
              + " is not debuggable; tasks of a release build run by schedule");
    }
    int chars = 0;
    for (String name : names) {
      chars += name.length();
      if (!isRegistered(name)) {
        return new TriggerResult(
            TriggerResult.Code.NOT_REGISTERED, "no task is registered as " + name);
      }
    }
    if (chars > MAX_TRIGGER_CHARS) {
      return new TriggerResult(
          TriggerResult.Code.TOO_MANY,
          "names of "
              + chars
              + " characters, at most "
              + MAX_TRIGGER_CHARS
              + "; name none for all");
    }
    if (registry.count() == 0) {
      return new TriggerResult(TriggerResult.Code.NOTHING_REGISTERED, "no task is registered");
    }
    scheduler.triggerNow(names);
    return new TriggerResult(TriggerResult.Code.STARTED, "the worker is on its way");
  }

  /** Whether this build of the app may be debugged. Touches no disk. */
  public boolean isDebuggable() {
    return isDebuggable(context);
  }

  /** Whether the app of {@code context} may be debugged. Touches no disk. */
  public static boolean isDebuggable(Context context) {
    return (context.getApplicationInfo().flags & ApplicationInfo.FLAG_DEBUGGABLE) != 0;
  }

  /**
   * How many runs are pending, by task: they were due while nothing had defined the task's code.
   */
  public Map<String, Integer> pendingRuns() {
    return registry.pendingRuns();
  }

  /**
   * Hands over the pending runs of a task and forgets them.
   *
   * @return when they were due: wall clock in milliseconds, oldest first
   */
  public List<Long> takePendingRuns(String name) {
    return registry.takePendingRuns(name);
  }

  /** How often the process was started since the app was installed, by reason. */
  public Map<String, Integer> processStarts() {
    return registry.processStarts();
  }

  /**
   * Runs {@code body} once, on a thread of its own, when the app leaves the foreground. The work
   * counts as going on until {@link #finish} or for 3 minutes.
   *
   * @return the id for {@link #finish}
   */
  public long beforeExit(Runnable body) {
    return beforeExit.add(body);
  }

  /** Ends a work of {@link #beforeExit}; one that did not begin will not. False for unknown ids. */
  public boolean finish(long id) {
    return beforeExit.finish(id);
  }

  /** The log of this app. */
  public TaskLog log() {
    return log;
  }

  TaskRegistry registry() {
    return registry;
  }

  TaskRunner runner() {
    return runner;
  }
}
