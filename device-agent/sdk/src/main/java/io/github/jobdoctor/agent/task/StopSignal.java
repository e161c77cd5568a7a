package io.github.jobdoctor.agent.task;

import java.util.ArrayList;
import java.util.List;

/** Tells the runs of one worker that the system stops it. Given once; safe for several threads. */
public final class StopSignal {

  /** The system stopped the worker and did not tell why (below API 31). */
  public static final int REASON_UNKNOWN = Integer.MIN_VALUE;

  private final List<Runnable> listeners = new ArrayList<>();
  private boolean stopped;
  private int reason = REASON_UNKNOWN;

  /**
   * Gives the signal.
   *
   * @param stopReason {@code JobParameters.STOP_REASON_*} or {@link #REASON_UNKNOWN}
   */
  public void stop(int stopReason) {
    List<Runnable> told;
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
      reason = stopReason;
      told = new ArrayList<>(listeners);
    }
    told.forEach(Runnable::run);
  }

  /** Whether the signal was given. */
  public synchronized boolean isStopped() {
    return stopped;
  }

  /** Why; {@link #REASON_UNKNOWN} before the signal too. */
  public synchronized int reason() {
    return reason;
  }

  /** Calls {@code listener} when the signal is given, or at once if it was. */
  void onStop(Runnable listener) {
    synchronized (this) {
      if (!stopped) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }
}
