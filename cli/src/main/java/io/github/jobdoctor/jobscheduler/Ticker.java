package io.github.jobdoctor.jobscheduler;

import java.time.Duration;

/** Time as the host sees it; a test gives its own and never waits. */
public interface Ticker {

  /** Nanoseconds from some fixed moment; never goes back. */
  long nanoTime();

  /** Waits. */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's own. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
      }
    };
  }
}
