package io.github.jobdoctor.agentlog;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which records are wanted.
 *
 * @param tasks names of tasks; empty for all records, also those about no task
 * @param since the earliest time, in milliseconds since 1970 on the device's clock; absent for no
 *     bound
 * @param until the time before which they must be; absent for no bound
 * @param outcomes words of outcomes, or of the events that stand for one ({@code died}, {@code
 *     expired}, {@code skipped}, {@code undefined}); empty for all records
 */
public record LogFilter(
    Set<String> tasks, OptionalLong since, OptionalLong until, Set<String> outcomes) {

  /** The words that {@code outcomes} may have. */
  public static final Set<String> OUTCOMES =
      Set.of(
          LogWords.SUCCESS,
          LogWords.FAILED,
          LogWords.DIED,
          LogWords.EXPIRED,
          LogWords.SKIPPED,
          LogWords.UNDEFINED);

  /** Wants everything. */
  public static final LogFilter ALL =
      new LogFilter(Set.of(), OptionalLong.empty(), OptionalLong.empty(), Set.of());

  /** Copies the sets. */
  public LogFilter {
    tasks = Set.copyOf(tasks);
    outcomes = Set.copyOf(outcomes);
  }

  /** Whether a record is wanted. */
  public boolean wants(LogRecord record) {
    return (tasks.isEmpty() || record.task().filter(tasks::contains).isPresent())
        && inTime(record.wallTime())
        && (outcomes.isEmpty() || outcomes.contains(record.outcome().orElse(record.event())));
  }

  /** Whether a run is wanted; one of which nobody knows when it began is not left out for that. */
  public boolean wants(LogRun run) {
    Optional<String> word =
        run.expired().isPresent() && outcomes.contains(LogWords.EXPIRED)
            ? Optional.of(LogWords.EXPIRED)
            : Optional.of(run.ending().word());
    return (tasks.isEmpty() || run.task().filter(tasks::contains).isPresent())
        && (run.startWallTime().isEmpty() || inTime(run.startWallTime().getAsLong()))
        && (outcomes.isEmpty() || word.filter(outcomes::contains).isPresent());
  }

  private boolean inTime(long wallTime) {
    return (since.isEmpty() || wallTime >= since.getAsLong())
        && (until.isEmpty() || wallTime < until.getAsLong());
  }
}
