package io.github.jobdoctor.agent.task;

import io.github.jobdoctor.agent.log.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One run of a task, as its code sees it. Safe for several threads.
 *
 * <p>A run that is told to stop has a few seconds to end by itself; after that it counts as failed,
 * whatever it does, and its thread is interrupted.
 */
public final class TaskRun {

  private final String name;
  private final String arguments;
  private final Trigger trigger;
  private final int attempt;
  private final long id;
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean stopped;
  private OptionalInt stopReason = OptionalInt.empty();

  TaskRun(String name, String arguments, Trigger trigger, int attempt, long id) {
    this.name = name;
    this.arguments = arguments;
    this.trigger = trigger;
    this.attempt = attempt;
    this.id = id;
  }

  /** The task's name. */
  public String name() {
    return name;
  }

  /** What was registered with {@link TaskOptions#withArguments}; empty when nothing was. */
  public String arguments() {
    return arguments;
  }

  /** What made it run. */
  public Trigger trigger() {
    return trigger;
  }

  /** Which attempt of the worker this is, from 1. */
  public int attempt() {
    return attempt;
  }

  /** The run's id in the log. */
  public long id() {
    return id;
  }

  /** Whether it is to stop: the system stopped the worker, or its time is up. */
  public synchronized boolean isStopped() {
    return stopped;
  }

  /** {@code JobParameters.STOP_REASON_*}; absent below API 31 and when the time was up. */
  public synchronized OptionalInt stopReason() {
    return stopReason;
  }

  /** Calls {@code listener} once when the run is to stop, or at once if it already is. */
  public void onStop(Runnable listener) {
    synchronized (this) {
      if (!stopped) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  /** Tells the run to stop; what a listener throws is the task's own trouble and given back. */
  List<RuntimeException> stop(OptionalInt reason) {
    List<RuntimeException> thrown = new ArrayList<>();
    List<Runnable> told;
    synchronized (this) {
      if (stopped) {
        return thrown;
      }
      stopped = true;
      stopReason = reason;
      told = new ArrayList<>(listeners);
    }
    for (Runnable listener : told) {
      try {
        listener.run();
      } catch (RuntimeException failed) {
        thrown.add(failed);
      }
    }
    return thrown;
  }
}
