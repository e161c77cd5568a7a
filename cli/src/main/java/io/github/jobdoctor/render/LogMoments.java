package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogRun;
import io.github.jobdoctor.agentlog.LogRuns;
import io.github.jobdoctor.agentlog.LogWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What of a log has a place on a line of time, as far as a filter wants it. Gaps have no time of
 * their own: they are told with the times of the records around them. Boots, clock changes and gaps
 * are told whatever task or outcome is wanted, since they say how far the rest is to be trusted;
 * only the times of the filter hold for them.
 */
final class LogMoments implements LogListener {

  /** More gaps than any log has before one record; a hostile one may not make memory grow. */
  private static final int MAX_WAITING = 100;

  /** Hears the moments. */
  interface Listener {

    /** A run, as soon as its end is known. */
    void run(LogRun run);

    /** A record that is neither the beginning nor the end of a run. */
    void event(LogRecord record);

    /** The device was booted, or its clock was set. */
    void clockChange(ClockChange change);

    /**
     * Records are missing.
     *
     * @param after wall time of the last record before; absent when there is none
     * @param at wall time of the next record; of the last one when none follows
     */
    void gap(LogGap gap, OptionalLong after, long at);

    /**
     * Another log than before begins.
     *
     * @param at wall time of its first record
     */
    void anew(LogHead head, long at);
  }

  private final LogFilter filter;
  private final LogFilter timesOnly;
  private final Listener listener;
  private final LogRuns runs;
  private final LogListener clockChanges;

  /** What waits for the time of the next record. */
  private final List<LongConsumer> waiting = new ArrayList<>();

  private Optional<LogRecord> last = Optional.empty();
  private boolean anyHead;

  /** Tells {@code listener} what {@code filter} wants. */
  LogMoments(LogFilter filter, Listener listener) {
    this.filter = filter;
    this.timesOnly = new LogFilter(Set.of(), filter.since(), filter.until(), Set.of());
    this.listener = listener;
    this.runs =
        new LogRuns(
            run -> {
              if (filter.wants(run)) {
                listener.run(run);
              }
            });
    this.clockChanges =
        ClockChange.watch(
            change -> {
              if (timesOnly.wants(change.record())) {
                listener.clockChange(change);
              }
            });
  }

  @Override
  public void head(LogHead head, boolean anew) {
    runs.head(head, anew);
    clockChanges.head(head, anew);
    if (anew && (anyHead || last.isPresent())) {
      await(at -> listener.anew(head, at));
    }
    anyHead = true;
  }

  @Override
  public void gap(LogGap gap) {
    runs.gap(gap);
    OptionalLong after =
        last.map(record -> OptionalLong.of(record.wallTime())).orElse(OptionalLong.empty());
    await(at -> listener.gap(gap, after, at));
  }

  private void await(LongConsumer moment) {
    if (waiting.size() < MAX_WAITING) {
      waiting.add(moment);
    }
  }

  @Override
  public void record(LogRecord record) {
    tellWaiting(record);
    clockChanges.record(record);
    last = Optional.of(record);
    runs.record(record);
    switch (record.event()) {
      case LogWords.ENTRY, LogWords.EXIT, LogWords.DIED -> {}
      default -> {
        if (filter.wants(record)) {
          listener.event(record);
        }
      }
    }
  }

  private void tellWaiting(LogRecord record) {
    if (timesOnly.wants(record)) {
      waiting.forEach(moment -> moment.accept(record.wallTime()));
    }
    waiting.clear();
  }

  /** The log ends here: tells the runs that are still open, and what is missing at the end. */
  void finish() {
    runs.finish();
    last.ifPresent(this::tellWaiting);
  }
}
