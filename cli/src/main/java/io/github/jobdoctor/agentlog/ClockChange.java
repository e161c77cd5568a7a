package io.github.jobdoctor.agentlog;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Between two records the device was booted, or its clock was set.
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

  /** Whether the device was booted between two records of one log. */
  static boolean isBootBetween(LogRecord before, LogRecord after) {
    if (before.bootCount().isPresent() && after.bootCount().isPresent()) {
      return before.bootCount().getAsInt() != after.bootCount().getAsInt();
    }
    // Two threads may write in another order than they looked at the clock: a little back is no
    // boot.
    return after.elapsedMs() < before.elapsedMs() - NOTICEABLE.toMillis();
  }

  private static Optional<ClockChange> between(LogRecord before, LogRecord after) {
    if (isBootBetween(before, after)) {
      return Optional.of(new ClockChange(Kind.BOOT, after, Duration.ZERO));
    }
    Duration jump =
        Duration.ofMillis(
            after.wallTime() - before.wallTime() - (after.elapsedMs() - before.elapsedMs()));
    return jump.abs().compareTo(NOTICEABLE) > 0
        ? Optional.of(new ClockChange(Kind.CLOCK_SET, after, jump))
        : Optional.empty();
  }
}
