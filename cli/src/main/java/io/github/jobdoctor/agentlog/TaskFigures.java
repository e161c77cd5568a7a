package io.github.jobdoctor.agentlog;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a log says of one task in sum. */
public final class TaskFigures {

  /** More reasons than Android has; a hostile log may not make memory grow. */
  private static final int MAX_REASONS = 100;

  private final String task;
  private final Map<LogRun.Ending, Long> endings = new EnumMap<>(LogRun.Ending.class);
  private final Map<String, Long> stopReasons = new LinkedHashMap<>();
  private final Spread durations = new Spread();
  private final Spread lateness = new Spread();
  private final Spread assumedLateness = new Spread();
  private long expired;
  private long skipped;
  private long undefined;
  private Optional<LogRun> lastDied = Optional.empty();
  private Optional<LogRecord> lastScheduled = Optional.empty();

  TaskFigures(String task) {
    this.task = task;
  }

  /** Least, greatest and mean of some durations. */
  public static final class Spread {
    private long count;
    private double sum; // exact for any log of real durations, and without an overflow for others
    private long greatest = Long.MIN_VALUE;

    void add(long millis) {
      count++;
      sum += millis;
      greatest = Math.max(greatest, millis);
    }

    Spread with(Spread other) {
      Spread both = new Spread();
      both.count = count + other.count;
      both.sum = sum + other.sum;
      both.greatest = Math.max(greatest, other.greatest);
      return both;
    }

    void forget() {
      count = 0;
      sum = 0;
      greatest = Long.MIN_VALUE;
    }

    /** How many there were. */
    public long count() {
      return count;
    }

    /** Their mean; absent when there were none. */
    public Optional<Duration> mean() {
      return count == 0 ? Optional.empty() : Optional.of(Duration.ofMillis((long) (sum / count)));
    }

    /** The greatest of them; absent when there were none. */
    public Optional<Duration> greatest() {
      return count == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(greatest));
    }
  }

  void add(LogRun run) {
    endings.merge(run.ending(), 1L, Long::sum);
    run.durationMs().ifPresent(durations::add);
    if (run.expired().isPresent()) {
      expired++;
    }
    run.stopReason()
        .filter(reason -> stopReasons.containsKey(reason) || stopReasons.size() < MAX_REASONS)
        .ifPresent(reason -> stopReasons.merge(reason, 1L, Long::sum));
    if (run.ending() == LogRun.Ending.DIED) {
      lastDied = Optional.of(run);
    }
  }

  void addSkipped() {
    skipped++;
  }

  void addUndefined() {
    undefined++;
  }

  /**
   * A scheduled run begins; how late it is counts from the one before. A further attempt comes when
   * Android likes, so it is not late itself.
   *
   * @param interval the worker's interval
   * @param assumed whether the interval is one that the log may still contradict
   */
  void scheduled(LogRecord entry, Optional<Duration> interval, boolean assumed) {
    if (entry.attempt().orElse(1) == 1) {
      lastScheduled
          .flatMap(last -> ClockChange.passed(last, entry))
          .flatMap(passed -> interval.map(passed::minus))
          .map(late -> Math.max(0, late.toMillis()))
          .ifPresent((assumed ? assumedLateness : lateness)::add);
    }
    lastScheduled = Optional.of(entry);
  }

  /** The next scheduled run has nothing before it that it could be late against. */
  void interrupt() {
    lastScheduled = Optional.empty();
  }

  /** What was assumed of the interval may be wrong. */
  void forgetAssumed() {
    assumedLateness.forget();
  }

  /** The task's name. */
  public String task() {
    return task;
  }

  /** How many runs there were, however they ended. */
  public long runs() {
    return endings.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many runs ended in this way. */
  public long runs(LogRun.Ending ending) {
    return endings.getOrDefault(ending, 0L);
  }

  /**
   * The share of successful runs among those whose end is known (succeeded, failed, died), 0 to 1;
   * absent when there is none.
   */
  public OptionalDouble successRate() {
    long known =
        runs(LogRun.Ending.SUCCESS) + runs(LogRun.Ending.FAILED) + runs(LogRun.Ending.DIED);
    return known == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) runs(LogRun.Ending.SUCCESS) / known);
  }

  /** How long the runs took that ended. */
  public Spread durations() {
    return durations;
  }

  /**
   * How much later than the interval scheduled runs began after the one before; zero for those in
   * time. Nothing where the interval is not known, or where records are missing in between.
   */
  public Spread lateness() {
    return lateness.with(assumedLateness);
  }

  /** How many runs were told to stop. */
  public long expired() {
    return expired;
  }

  /** How often it was due and not started. */
  public long skipped() {
    return skipped;
  }

  /** How often it was due and nothing had defined its code. */
  public long undefined() {
    return undefined;
  }

  /** How often the system stopped a run, by Android's word for the reason. */
  public Map<String, Long> stopReasons() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(stopReasons));
  }

  /** The last run that died; absent when none did. */
  public Optional<LogRun> lastDied() {
    return lastDied;
  }
}
