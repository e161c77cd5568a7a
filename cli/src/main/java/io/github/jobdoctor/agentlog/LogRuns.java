package io.github.jobdoctor.agentlog;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Pairs the records of a log into runs, and tells each once, as soon as its end is known. What is
 * still open at the end {@link #finish} tells.
 */
public final class LogRuns implements LogListener {

  /** More runs than any process has open; the oldest are given up, so that memory has a bound. */
  private static final int MAX_OPEN = 1_000;

  private final Consumer<LogRun> listener;
  private final Map<Long, Open> open = new LinkedHashMap<>();

  /** How often records were missing so far: a run remembers the number at its beginning. */
  private long gaps;

  /** How often another process, or the process of another boot, went on with the log so far. */
  private long processes;

  private Optional<LogRecord> before = Optional.empty();
  private OptionalInt pid = OptionalInt.empty();

  /** Number of a record since which none is missing. */
  private long wholeSince;

  /** Tells {@code listener} each run, in the order of their ends. */
  public LogRuns(Consumer<LogRun> listener) {
    this.listener = listener;
  }

  /** A run without an end, of which at least one record was read. */
  private static final class Open {
    final long id;
    final long gapsBefore;
    final long process;
    Optional<LogRecord> entry = Optional.empty();
    Optional<LogRecord> expired = Optional.empty();

    Open(long id, long gapsBefore, long process) {
      this.id = id;
      this.gapsBefore = gapsBefore;
      this.process = process;
    }

    LogRun with(LogRun.Ending ending) {
      return new LogRun(id, ending, entry, expired, Optional.empty());
    }
  }

  @Override
  public void head(LogHead head, boolean anew) {
    if (anew) {
      // The ends of those that ran can only stand in the log that is gone.
      tellAll(LogRun.Ending.UNKNOWN);
      before = Optional.empty();
      pid = OptionalInt.empty();
    }
  }

  @Override
  public void gap(LogGap gap) {
    gaps++;
  }

  @Override
  public void record(LogRecord record) {
    if (before.isEmpty() || record.seq() != before.get().seq() + 1) {
      wholeSince = record.seq();
    }
    if (isOfAnotherProcess(record)) {
      processes++;
      pid = OptionalInt.empty();
    }
    pid = record.pid().isPresent() ? record.pid() : pid;
    before = Optional.of(record);
    switch (record.event()) {
      case LogWords.ENTRY -> begin(record);
      case LogWords.EXPIRED -> record.run().ifPresent(id -> expire(id, record));
      case LogWords.EXIT, LogWords.DIED -> record.run().ifPresent(id -> end(id, record));
      case LogWords.WORKER_START -> tellThoseOfEarlierProcesses();
      default -> {}
    }
  }

  private boolean isOfAnotherProcess(LogRecord record) {
    boolean otherPid =
        pid.isPresent() && record.pid().isPresent() && pid.getAsInt() != record.pid().getAsInt();
    return otherPid || (before.isPresent() && ClockChange.isBootBetween(before.get(), record));
  }

  private void begin(LogRecord entry) {
    tellThoseOfEarlierProcesses();
    long id = entry.run().orElse(entry.seq());
    giveUp(Optional.ofNullable(open.remove(id)));
    open(id).entry = Optional.of(entry);
  }

  private void expire(long id, LogRecord expired) {
    Open run = open.get(id);
    if (run == null && !isRead(id)) {
      run = open(id); // its entry was overwritten
    }
    if (run != null) {
      run.expired = Optional.of(expired);
    }
  }

  private Open open(long id) {
    if (open.size() >= MAX_OPEN) {
      Iterator<Open> oldestFirst = open.values().iterator();
      Open oldest = oldestFirst.next();
      oldestFirst.remove();
      giveUp(Optional.of(oldest));
    }
    Open run = new Open(id, gaps, processes);
    open.put(id, run);
    return run;
  }

  private void giveUp(Optional<Open> run) {
    run.ifPresent(gone -> listener.accept(gone.with(LogRun.Ending.UNKNOWN)));
  }

  /** Whether the record of this number was read, so that a run of it is open or was told. */
  private boolean isRead(long id) {
    return id >= wholeSince;
  }

  private void end(long id, LogRecord end) {
    Optional<Open> begun = Optional.ofNullable(open.remove(id));
    if (begun.isEmpty() && isRead(id)) {
      return; // a second end
    }
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
            begun.flatMap(run -> run.entry),
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
      listener.accept(run.with(endingOf(run, LogRun.Ending.RUNNING)));
    }
  }

  private LogRun.Ending endingOf(Open run, LogRun.Ending inThisProcess) {
    if (run.gapsBefore != gaps) {
      return LogRun.Ending.UNKNOWN;
    }
    return run.process == processes ? inThisProcess : LogRun.Ending.DIED;
  }

  private void tellAll(LogRun.Ending inThisProcess) {
    open.values().forEach(run -> listener.accept(run.with(endingOf(run, inThisProcess))));
    open.clear();
  }

  /** The log ends here: tells the runs that are still open. */
  public void finish() {
    tellAll(LogRun.Ending.RUNNING);
  }
}
