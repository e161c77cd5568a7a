package io.github.jobdoctor.agent.task;

import android.os.SystemClock;

/** The two clocks of a device. */
public interface DeviceClock {

  /** Milliseconds since 1970 (UTC), as the user set it. */
  long wallTime();

  /** Milliseconds since boot, sleep included. */
  long elapsedMs();

  /** The device's own. */
  static DeviceClock system() {
    return new DeviceClock() {
      @Override
      public long wallTime() {
        return System.currentTimeMillis();
      }

      @Override
      public long elapsedMs() {
        return SystemClock.elapsedRealtime();
      }
    };
  }
}
