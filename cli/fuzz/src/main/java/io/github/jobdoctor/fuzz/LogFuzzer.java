package io.github.jobdoctor.fuzz;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogFigures;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.TaskFigures;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.agentlog.WorkerTrace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The agent's log, as lines or as the ring's own file, with all that is reckoned from it. Of a ring
 * the checksums are put right as well, for no fuzzer would ever hit them.
 */
public final class LogFuzzer {

  /** Whole numbers up to this survive every reader of JSON. */
  private static final long SAFE = 1L << 53;

  private LogFuzzer() {}

  /** Reads {@code data}; throws when the readers do not keep their promises. */
  public static void fuzzerTestOneInput(byte[] data) {
    read(data);
    RingBytes.summed(data).ifPresent(LogFuzzer::read);
  }

  private static void read(byte[] data) {
    Heard heard = new Heard(data.length);
    LogFigures figures = new LogFigures(Optional.of(Duration.ofMinutes(15)), LogFilter.ALL);
    WorkerTrace trace = new WorkerTrace(500_000);
    LogListener all = LogListener.both(heard, LogListener.both(figures, trace));
    all = LogListener.both(all, ClockChange.watch(LogFuzzer::check));
    LogReader reader = new LogReader(all);
    try {
      reader.read(new ByteArrayInputStream(data));
    } catch (UnusableLogException refused) {
      if (refused.getMessage().isBlank()) {
        throw new IllegalStateException("a refusal without a reason", refused);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes at hand cannot fail to be read", e);
    }
    heard.check(reader);
    figures.finish();
    for (TaskFigures task : figures.tasks()) {
      for (TaskFigures.Spread spread : List.of(task.durations(), task.lateness())) {
        if (spread.count() > 0 && spread.mean().isEmpty()) {
          throw new IllegalStateException("durations without a mean");
        }
      }
    }
    if (figures.missing() < 0) {
      throw new IllegalStateException("less than no record is missing");
    }
    List<LogRecord> run = trace.told().records();
    if (trace.told().verdict() == WorkerTrace.Verdict.SUCCEEDED && run.isEmpty()) {
      throw new IllegalStateException("a run without a record succeeded");
    }
  }

  private static void check(ClockChange change) {
    if (change.by().isZero() != (change.kind() == ClockChange.Kind.BOOT)) {
      throw new IllegalStateException("a clock that was set by nothing: " + change);
    }
  }

  /** What a reader tells, held against what it promises. */
  private static final class Heard implements LogListener {
    private final int bytes;
    private long last;
    private long records;
    private long unread;

    Heard(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public void head(LogHead head, boolean anew) {
      last = anew ? 0 : last;
    }

    @Override
    public void record(LogRecord record) {
      if (record.seq() <= last) {
        throw new IllegalStateException(record.seq() + " after " + last);
      }
      long farthest = Math.max(Math.abs(record.wallTime()), Math.abs(record.elapsedMs()));
      if (record.seq() > SAFE || farthest > SAFE || farthest < 0) {
        throw new IllegalStateException("a number that JSON would not keep: " + record);
      }
      last = record.seq();
      records++;
    }

    @Override
    public void gap(LogGap gap) {
      if (gap.from() > gap.to() || gap.count() < 1) {
        throw new IllegalStateException("nothing is missing: " + gap);
      }
    }

    @Override
    public void unread(long line, String text) {
      if (line < 1 || line > bytes + 1L) {
        throw new IllegalStateException("no such line: " + line);
      }
      unread++;
    }

    void check(LogReader reader) {
      if (reader.records() != records || reader.unread() != unread) {
        throw new IllegalStateException("not all that was counted was told");
      }
      if (reader.cutOff().filter(gap -> gap.count() < 1).isPresent()) {
        throw new IllegalStateException("nothing is cut off: " + reader.cutOff());
      }
    }
  }
}
