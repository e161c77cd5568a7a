package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at a device again and again: often at first, then once a second; and it rests at least as
 * long as the last look took, so that a slow device is not kept busy with being looked at.
 */
public final class RepeatedLooks {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Ticker ticker;
  private long begun;

  /** Looks by this clock. */
  public RepeatedLooks(Ticker ticker) {
    this.ticker = ticker;
    this.begun = ticker.nanoTime();
  }

  /** One look. */
  @FunctionalInterface
  public interface Look {
    /**
     * Looks.
     *
     * @param clock tells how long ago the first look began
     * @return when a look is wanted at the latest, counted from the first one; absent when enough
     *     was seen
     */
    Optional<Duration> take(Clock clock)
        throws DeviceException, UnusableDumpException, InterruptedException;
  }

  /** How long ago the first look began. */
  @FunctionalInterface
  public interface Clock {
    /** Never negative. */
    Duration elapsed();
  }

  /** Looks until enough was seen. */
  public void until(Look look) throws DeviceException, UnusableDumpException, InterruptedException {
    begun = ticker.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Duration before = elapsed();
      Optional<Duration> end = look.take(this::elapsed);
      if (end.isEmpty()) {
        return;
      }
      Duration took = elapsed().minus(before);
      Duration left = end.get().minus(elapsed());
      Duration rest = pause.compareTo(took) >= 0 ? pause : took;
      Duration wait = rest.compareTo(left) <= 0 ? rest : left;
      if (!wait.isNegative() && !wait.isZero()) {
        ticker.sleep(wait);
      }
      Duration longer = pause.multipliedBy(3).dividedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) <= 0 ? longer : LONGEST_PAUSE;
    }
  }

  /** How long ago the first look began; since this was made, before there was one. */
  public Duration elapsed() {
    return Duration.ofNanos(ticker.nanoTime() - begun);
  }
}
