package io.github.jobdoctor.agentlog;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Between two records the device was booted, or its clock was set.
 *
 * <p>Where Android does not count boots, a boot shows when the elapsed time fell. When it did not,
 * and the clock went on by more than the elapsed time, and the two records may be of different
 * processes, then it may be either: nobody can tell, and nothing is told.
 *
 * @param kind which of them
 * @param record the first record after it
 * @param by how far the clock jumped, negative for back; zero for a boot
 */
public record ClockChange(Kind kind, LogRecord record, Duration by) {

  /** The kinds of changes. */
  public enum Kind {
    /** The device was booted: the elapsed time starts anew. */
    BOOT,
    /** Somebody, or the network, set the clock. */
    CLOCK_SET
  }

  /** A clock is corrected by a little all the time; more than this shows in a timeline. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(5);

  /** Finds the changes in a log and tells {@code listener}. */
  public static LogListener watch(Consumer<ClockChange> listener) {
    return new LogListener() {
      private Optional<LogRecord> before = Optional.empty();

      @Override
      public void head(LogHead head, boolean anew) {
        before = anew ? Optional.empty() : before;
      }

      @Override
      public void record(LogRecord record) {
        before.flatMap(last -> between(last, record)).ifPresent(listener);
        before = Optional.of(record);
      }
    };
  }

  /** Whether the device was booted between two records of one log, as far as they tell. */
  static boolean isBootBetween(LogRecord before, LogRecord after) {
    boolean otherCount =
        before.bootCount().isPresent()
            && after.bootCount().isPresent()
            && before.bootCount().getAsInt() != after.bootCount().getAsInt();
    // Two threads may write in another order than they looked at the clock: a little back is no
    // boot.
    return otherCount || after.elapsedMs() < before.elapsedMs() - NOTICEABLE.toMillis();
  }

  private static boolean isSameBoot(LogRecord before, LogRecord after) {
    return !isBootBetween(before, after)
        && ((before.bootCount().isPresent() && after.bootCount().isPresent())
            || (before.pid().isPresent() && before.pid().equals(after.pid())));
  }

  /**
   * How much time passed between two records; absent when nobody can tell. Within one boot the
   * clock that nobody can set counts.
   */
  static Optional<Duration> passed(LogRecord before, LogRecord after) {
    Duration elapsed = Duration.ofMillis(after.elapsedMs() - before.elapsedMs());
    Duration wall = Duration.ofMillis(after.wallTime() - before.wallTime());
    if (isBootBetween(before, after)) {
      return wall.isNegative() ? Optional.empty() : Optional.of(wall);
    }
    boolean certain =
        isSameBoot(before, after) || wall.minus(elapsed).abs().compareTo(NOTICEABLE) <= 0;
    return certain ? Optional.of(elapsed) : Optional.empty();
  }

  private static Optional<ClockChange> between(LogRecord before, LogRecord after) {
    if (isBootBetween(before, after)) {
      return Optional.of(new ClockChange(Kind.BOOT, after, Duration.ZERO));
    }
    long jumpMs = after.wallTime() - before.wallTime() - (after.elapsedMs() - before.elapsedMs());
    if (Math.abs(jumpMs) <= NOTICEABLE.toMillis() || (jumpMs > 0 && !isSameBoot(before, after))) {
      return Optional.empty();
    }
    return Optional.of(new ClockChange(Kind.CLOCK_SET, after, Duration.ofMillis(jumpMs)));
  }
}
