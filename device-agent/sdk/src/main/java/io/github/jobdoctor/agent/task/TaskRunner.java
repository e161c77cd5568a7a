package io.github.jobdoctor.agent.task;

import android.database.SQLException;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.Trigger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks, at most {@value #LANES} at a time, and writes to the log how each began and ended.
 *
 * <p>Nothing that a task does can hold the runner up: each has its own thread and its own time; one
 * that outlives both is logged as failed, interrupted, and left alone.
 */
public final class TaskRunner {

  /** A task that hangs shall not keep the others from running. */
  static final int LANES = 4;

  /** How long a run may take to end by itself after it was told to stop. */
  static final long STOP_GRACE_MS = 3_000;

  private final TaskRegistry registry;
  private final TaskBodies bodies;
  private final TaskLog log;
  private final DeviceClock clock;
  private final ExecutorService threads;

  /** A runner over this process's tasks. */
  public TaskRunner(TaskRegistry registry, TaskBodies bodies, TaskLog log, DeviceClock clock) {
    this.registry = registry;
    this.bodies = bodies;
    this.log = log;
    this.clock = clock;
    this.threads =
        Executors.newCachedThreadPool(
            runnable -> {
              Thread thread = new Thread(runnable, "jobdoctor-task");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The names that have code in this process, sorted. */
  public Set<String> defined() {
    return bodies.names();
  }

  /**
   * Runs {@code tasks} in their order and returns when each has ended, was given up, or was not
   * started because the system stopped the worker or {@code budgetMs} was used up.
   *
   * @param attempt which attempt of the worker this is, from 1
   * @param budgetMs how long all of them may take
   * @return the runs that ended, in the order of their ends
   */
  public List<FinishedRun> run(
      List<RegisteredTask> tasks,
      Trigger trigger,
      int attempt,
      DeviceConditions conditions,
      long budgetMs,
      StopSignal stop) {
    Batch batch = new Batch(trigger, attempt, conditions, clock.elapsedMs() + budgetMs, stop);
    stop.onStop(() -> batch.events.add(Batch.STOPPED));
    List<FinishedRun> finished = batch.run(new ArrayDeque<>(tasks));
    try {
      registry.noteRuns(finished);
    } catch (SQLException diskTrouble) {
      // They ran all the same, and the log has them; only the order of the next batch suffers.
      log.event(LogEvent.LOG, "last runs could not be noted: " + diskTrouble.getMessage());
    }
    return finished;
  }

  /**
   * One call of {@link #run}: all state of it, used by the calling thread only, but for the queue.
   */
  private final class Batch {

    /** Wakes the queue; the signal itself is asked for. */
    private static final Event STOPPED = new Event(null, null);

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<ActiveRun> active = new ArrayList<>();
    private final List<FinishedRun> finished = new ArrayList<>();
    private final Trigger trigger;
    private final int attempt;
    private final DeviceConditions conditions;
    private final long deadline;
    private final StopSignal stop;
    private boolean stopPassedOn;

    Batch(
        Trigger trigger, int attempt, DeviceConditions conditions, long deadline, StopSignal stop) {
      this.trigger = trigger;
      this.attempt = attempt;
      this.conditions = conditions;
      this.deadline = deadline;
      this.stop = stop;
    }

    List<FinishedRun> run(Deque<RegisteredTask> waiting) {
      while (true) {
        if (stop.isStopped()) {
          skip(waiting, "the system stopped the worker");
        } else if (clock.elapsedMs() >= deadline) {
          skip(waiting, "no time left in this run of the worker");
        }
        while (active.size() < LANES && !waiting.isEmpty()) {
          start(waiting.removeFirst());
        }
        if (active.isEmpty() && waiting.isEmpty()) {
          return finished;
        }
        if (!active.isEmpty()) {
          await();
        }
      }
    }

    private void skip(Deque<RegisteredTask> waiting, String why) {
      for (RegisteredTask task : waiting) {
        log.during(LogEvent.SKIPPED, task.name(), trigger, attempt, 0, stop.reason(), why);
      }
      waiting.clear();
    }

    private void start(RegisteredTask task) {
      Optional<Task> body = bodies.of(task.name());
      if (!body.isPresent()) {
        log.during(
            LogEvent.UNDEFINED,
            task.name(),
            trigger,
            attempt,
            0,
            Integer.MIN_VALUE,
            "nothing defined its code in this process");
        try {
          registry.addPendingRun(task.name(), clock.wallTime());
        } catch (SQLException diskTrouble) {
          log.event(LogEvent.LOG, "pending run not kept: " + diskTrouble.getMessage());
        }
        return;
      }
      long wallStart = clock.wallTime();
      long id = log.entry(task.name(), trigger, attempt, conditions);
      TaskRun run = new TaskRun(task.name(), task.options().arguments(), trigger, attempt, id);
      long start = clock.elapsedMs();
      long limit = Math.min(start + task.options().timeoutSeconds() * 1_000L, deadline);
      ActiveRun started = new ActiveRun(run, wallStart, start, limit);
      active.add(started);
      started.thread =
          threads.submit(() -> events.add(new Event(started, outcomeOf(body.get(), run))));
    }

    private void await() {
      long now = clock.elapsedMs();
      long next = Long.MAX_VALUE;
      for (ActiveRun run : active) {
        next = Math.min(next, run.limit);
      }
      Event event = null;
      try {
        event = events.poll(Math.max(0, next - now), TimeUnit.MILLISECONDS);
      } catch (InterruptedException workerIsGivenUp) {
        // WorkManager's own thread was interrupted: as good as a stop.
        stop.stop(StopSignal.REASON_UNKNOWN);
      }
      // Many may have ended meanwhile; each is done with before time is looked at again.
      for (; event != null; event = events.poll()) {
        if (active.remove(event.run)) { // The stop event has none; a run that was given up is gone.
          end(event.run, event.result);
        }
      }
      if (stop.isStopped() && !stopPassedOn) {
        stopPassedOn = true;
        OptionalInt reason =
            stop.reason() == StopSignal.REASON_UNKNOWN
                ? OptionalInt.empty()
                : OptionalInt.of(stop.reason());
        for (ActiveRun run : active) {
          if (!run.told) {
            tellToStop(run, reason, "the system stopped the worker");
          }
        }
      }
      for (ActiveRun run : new ArrayList<>(active)) {
        if (clock.elapsedMs() >= run.limit) {
          if (!run.told) {
            tellToStop(run, OptionalInt.empty(), "its time is up");
          } else {
            active.remove(run);
            run.thread.cancel(true);
            end(
                run,
                TaskResult.failed(
                    stop.isStopped()
                        ? "did not end when the system stopped the worker"
                        : "timed out after " + (clock.elapsedMs() - run.start) + " ms"));
          }
        }
      }
    }

    private void tellToStop(ActiveRun run, OptionalInt reason, String why) {
      run.told = true;
      run.limit = clock.elapsedMs() + STOP_GRACE_MS;
      log.during(
          LogEvent.EXPIRED,
          run.run.name(),
          trigger,
          attempt,
          run.run.id(),
          reason.orElse(Integer.MIN_VALUE),
          why);
      for (RuntimeException thrown : run.run.stop(reason)) {
        log.event(LogEvent.LOG, run.run.name(), "its stop listener threw: " + describe(thrown));
      }
    }

    private void end(ActiveRun run, TaskResult result) {
      log.exit(
          run.run.name(),
          trigger,
          attempt,
          run.run.id(),
          result.outcome(),
          clock.elapsedMs() - run.start,
          run.told ? stop.reason() : Integer.MIN_VALUE,
          result.message());
      finished.add(
          new FinishedRun(
              run.run.name(), run.run.id(), run.wallStart, result.outcome(), result.message()));
    }
  }

  private static final class ActiveRun {
    final TaskRun run;
    final long wallStart;
    final long start;
    long limit;
    boolean told;
    java.util.concurrent.Future<?> thread;

    ActiveRun(TaskRun run, long wallStart, long start, long limit) {
      this.run = run;
      this.wallStart = wallStart;
      this.start = start;
      this.limit = limit;
    }
  }

  private record Event(ActiveRun run, TaskResult result) {}

  /**
   * Whatever the code of a task throws is its outcome: an Error too must not take the others down.
   */
  private static TaskResult outcomeOf(Task body, TaskRun run) {
    try {
      TaskResult result = body.run(run);
      return result == null ? TaskResult.success() : result;
    } catch (Throwable thrown) {
      return TaskResult.failed(describe(thrown));
    }
  }

  private static String describe(Throwable thrown) {
    StringBuilder text = new StringBuilder(String.valueOf(thrown));
    StackTraceElement[] trace = thrown.getStackTrace();
    if (trace.length > 0) {
      text.append(" at ").append(trace[0]);
    }
    if (thrown.getCause() != null) {
      text.append(", caused by ").append(thrown.getCause());
    }
    return text.toString();
  }
}
