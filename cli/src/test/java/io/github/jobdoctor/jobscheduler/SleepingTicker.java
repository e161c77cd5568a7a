package io.github.jobdoctor.jobscheduler;

import java.time.Duration;

/** A clock that goes on only while somebody sleeps. */
final class SleepingTicker implements Ticker {
  private long now;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    now += Math.max(1, duration.toNanos());
  }
}
