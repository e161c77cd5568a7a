package io.github.jobdoctor.command;

import io.github.jobdoctor.jobscheduler.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when somebody waits, and only then. */
final class PassingTime implements Ticker {

  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  long millis() {
    return nanos.get() / 1_000_000;
  }
}
