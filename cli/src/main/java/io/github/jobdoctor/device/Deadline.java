package io.github.jobdoctor.device;

import java.time.Duration;

/**
 * A moment by which something must be done. Measured by the monotonic clock: a clock that is set
 * meanwhile changes nothing.
 */
final class Deadline {

  private final long start = System.nanoTime();
  private final Duration span;

  private Deadline(Duration span) {
    this.span = span;
  }

  /** The moment {@code span} from now. */
  static Deadline in(Duration span) {
    return new Deadline(span);
  }

  /** How long it was from the start; for messages. */
  Duration span() {
    return span;
  }

  /** The time left; zero when it is over. */
  Duration left() {
    Duration left = span.minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The time left in nanoseconds, capped at what a {@code long} holds. */
  long nanosLeft() {
    Duration left = left();
    return left.compareTo(Duration.ofDays(365)) > 0
        ? Duration.ofDays(365).toNanos()
        : left.toNanos();
  }
}
