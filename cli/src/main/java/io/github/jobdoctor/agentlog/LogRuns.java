package io.github.jobdoctor.agentlog;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pairs the records of a log into runs, and tells each as soon as its end is known. What is still
 * open at the end {@link #finish} tells.
 */
public final class LogRuns implements LogListener {

  /** More runs than any process has open; the oldest are given up, so that memory has a bound. */
  private static final int MAX_OPEN = 10_000;

  private final Consumer<LogRun> listener;
  private final Map<Long, Open> open = new LinkedHashMap<>();

  /** How often records were missing so far: a run remembers the number at its entry. */
  private long gaps;

  /** How often another process, or the process of another boot, went on with the log so far. */
  private long processes;

  private Optional<LogRecord> before = Optional.empty();

  /** Tells {@code listener} each run, in the order of their ends. */
  public LogRuns(Consumer<LogRun> listener) {
    this.listener = listener;
  }

  private static final class Open {
    final LogRecord entry;
    final long gapsBefore;
    final long process;
    Optional<LogRecord> expired = Optional.empty();

    Open(LogRecord entry, long gapsBefore, long process) {
      this.entry = entry;
      this.gapsBefore = gapsBefore;
      this.process = process;
    }

    long id() {
      return entry.run().orElse(entry.seq());
    }

    LogRun with(LogRun.Ending ending) {
      return new LogRun(id(), ending, Optional.of(entry), expired, Optional.empty());
    }
  }

  @Override
  public void head(LogHead head, boolean anew) {
    if (anew) {
      // Their ends can only stand in the log that is gone.
      gaps++;
      finish();
      before = Optional.empty();
    }
  }

  @Override
  public void gap(LogGap gap) {
    gaps++;
  }

  @Override
  public void record(LogRecord record) {
    if (before.filter(last -> isOfAnotherProcess(last, record)).isPresent()) {
      processes++;
    }
    before = Optional.of(record);
    switch (record.event()) {
      case LogWords.ENTRY -> begin(record);
      case LogWords.EXPIRED -> {
        Open run = open.get(record.run().orElse(0));
        if (run != null) {
          run.expired = Optional.of(record);
        }
      }
      case LogWords.EXIT, LogWords.DIED -> record.run().ifPresent(id -> end(id, record));
      case LogWords.WORKER_START -> tellThoseOfEarlierProcesses();
      default -> {}
    }
  }

  private static boolean isOfAnotherProcess(LogRecord before, LogRecord after) {
    boolean otherProcess =
        before.pid().isPresent()
            && after.pid().isPresent()
            && before.pid().getAsInt() != after.pid().getAsInt();
    return otherProcess || ClockChange.isBootBetween(before, after);
  }

  private void begin(LogRecord entry) {
    tellThoseOfEarlierProcesses();
    if (open.size() >= MAX_OPEN) {
      Open oldest = open.values().iterator().next();
      open.remove(oldest.id());
      listener.accept(oldest.with(LogRun.Ending.UNKNOWN));
    }
    Open run = new Open(entry, gaps, processes);
    open.put(run.id(), run);
  }

  private void end(long id, LogRecord end) {
    Optional<Open> begun = Optional.ofNullable(open.remove(id));
    LogRun.Ending ending =
        end.tells(LogWords.DIED)
            ? LogRun.Ending.DIED
            : switch (end.outcome().orElse("")) {
              case LogWords.SUCCESS -> LogRun.Ending.SUCCESS;
              case LogWords.FAILED -> LogRun.Ending.FAILED;
              default -> LogRun.Ending.UNKNOWN;
            };
    listener.accept(
        new LogRun(
            id,
            ending,
            begun.map(run -> run.entry),
            begun.flatMap(run -> run.expired),
            Optional.of(end)));
  }

  /**
   * The agent reports died runs when a process starts, before anything runs in it. What it has not
   * reported when the next thing runs it will not report.
   */
  private void tellThoseOfEarlierProcesses() {
    Iterator<Open> oldestFirst = open.values().iterator();
    while (oldestFirst.hasNext()) {
      Open run = oldestFirst.next();
      if (run.process == processes) {
        return;
      }
      oldestFirst.remove();
      listener.accept(run.with(endingOf(run)));
    }
  }

  private LogRun.Ending endingOf(Open run) {
    if (run.gapsBefore != gaps) {
      return LogRun.Ending.UNKNOWN;
    }
    return run.process == processes ? LogRun.Ending.RUNNING : LogRun.Ending.DIED;
  }

  /** The log ends here: tells the runs that are still open. */
  public void finish() {
    open.values().forEach(run -> listener.accept(run.with(endingOf(run))));
    open.clear();
  }
}
