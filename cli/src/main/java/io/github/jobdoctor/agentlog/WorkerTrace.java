package io.github.jobdoctor.agentlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a log tells of the first scheduled run of the agent's worker since a moment of the device's
 * present boot. Where records of that time may be missing, or the clocks leave open what belongs to
 * it, nothing is claimed.
 */
public final class WorkerTrace implements LogListener {

  /** Two readings of both clocks of a device differ by no more than this within a boot. */
  private static final Duration SAME_CLOCK = Duration.ofSeconds(5);

  private final long sinceElapsedMs;
  private final List<LogRecord> since = new ArrayList<>();
  private Optional<LogHead> head = Optional.empty();
  private Optional<LogRecord> before = Optional.empty();
  private boolean gapBefore;
  private boolean incomplete;

  /** What the log can tell of the worker. */
  public enum Verdict {
    /** It ran to its end, and no task of the run failed. */
    SUCCEEDED,
    /** A task failed or died in it, or it ended without its turn. */
    FAILED,
    /** The log is whole since the moment, and no worker of the agent's ran. */
    NOT_RUN,
    /** Nothing of that for certain. */
    UNKNOWN
  }

  /**
   * What it tells.
   *
   * @param verdict what became of the worker
   * @param records the records of its run, in the log's order; empty when none is certain
   */
  public record Told(Verdict verdict, List<LogRecord> records) {

    /** Copies the records. */
    public Told {
      records = List.copyOf(records);
    }

    /** The tasks that the worker left out, with the agent's word why where it has one. */
    public List<LogRecord> leftOut() {
      return records.stream()
          .filter(record -> record.tells(LogWords.SKIPPED) || record.tells(LogWords.UNDEFINED))
          .toList();
    }
  }

  private static final Told NOTHING = new Told(Verdict.UNKNOWN, List.of());

  /**
   * Looks for runs since a moment.
   *
   * @param sinceElapsedMs the moment, in milliseconds since the device's present boot
   */
  public WorkerTrace(long sinceElapsedMs) {
    this.sinceElapsedMs = sinceElapsedMs;
  }

  @Override
  public void head(LogHead next, boolean anew) {
    if (anew) {
      since.clear();
      before = Optional.empty();
      gapBefore = incomplete = false;
    }
    head = Optional.of(next);
  }

  @Override
  public void gap(LogGap gap) {
    gapBefore = true;
  }

  @Override
  public void record(LogRecord record) {
    if (before.filter(last -> ClockChange.isBootBetween(last, record)).isPresent()) {
      since.clear();
      incomplete = false;
    }
    before = Optional.of(record);
    if (record.elapsedMs() >= sinceElapsedMs) {
      since.add(record);
      incomplete |= gapBefore;
    }
    gapBefore = false;
  }

  /** What was told until now, where nothing more is to come. */
  public Told told() {
    if (incomplete || gapBefore || !isOfThisBoot()) {
      return NOTHING;
    }
    int start = 0;
    while (start < since.size() && !isScheduled(since.get(start), LogWords.WORKER_START)) {
      start++;
    }
    // Whoever triggered tasks meanwhile has had another job run the same worker.
    boolean tested = since.stream().anyMatch(record -> isOf(record, LogWords.TEST));
    if (start == since.size()) {
      boolean strayed = since.stream().anyMatch(record -> isOf(record, LogWords.SCHEDULE));
      return tested || strayed || !isOlderThanTheMoment()
          ? NOTHING
          : new Told(Verdict.NOT_RUN, List.of());
    }
    if (tested) {
      return NOTHING;
    }
    List<LogRecord> run = runFrom(start);
    return new Told(verdict(run), run);
  }

  /** Whether the head and the records can be of the boot that the moment is of. */
  private boolean isOfThisBoot() {
    if (head.isEmpty() || head.get().elapsedMs().isEmpty() || head.get().wallTime().isEmpty()) {
      return false;
    }
    long elapsed = head.get().elapsedMs().getAsLong();
    long booted = head.get().wallTime().getAsLong() - elapsed;
    // A record of an earlier boot may bear a time that lies behind the moment, too.
    return elapsed >= sinceElapsedMs
        && since.stream()
            .allMatch(
                record ->
                    Math.abs(record.wallTime() - record.elapsedMs() - booted)
                        <= SAME_CLOCK.toMillis());
  }

  /** Whether the log was there at the moment: one that was cleared since has lost records. */
  private boolean isOlderThanTheMoment() {
    LogHead last = head.orElseThrow();
    long moment = last.wallTime().getAsLong() - (last.elapsedMs().getAsLong() - sinceElapsedMs);
    return last.created().isPresent() && last.created().getAsLong() <= moment;
  }

  /** The records of the worker that started there, to its end or to the next one's start. */
  private List<LogRecord> runFrom(int start) {
    List<LogRecord> run = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (LogRecord record : since.subList(start, since.size())) {
      if (!run.isEmpty() && isScheduled(record, LogWords.WORKER_START)) {
        break;
      }
      if (isScheduled(record, LogWords.ENTRY)) {
        ids.add(record.run().orElse(record.seq()));
      }
      boolean ofRun = record.run().isPresent() && ids.contains(record.run().getAsLong());
      if (ofRun || (record.run().isEmpty() && isOf(record, LogWords.SCHEDULE))) {
        run.add(record);
      }
      if (isScheduled(record, LogWords.WORKER_END)) {
        break;
      }
    }
    return run;
  }

  private static Verdict verdict(List<LogRecord> run) {
    LogRecord last = run.get(run.size() - 1);
    boolean ended = last.tells(LogWords.WORKER_END);
    boolean withoutTurn = ended && last.message().filter(LogWords.NO_TURN::equals).isPresent();
    if (withoutTurn || run.stream().anyMatch(WorkerTrace::isFailure)) {
      return Verdict.FAILED;
    }
    long entries = run.stream().filter(record -> record.tells(LogWords.ENTRY)).count();
    long successes =
        run.stream()
            .filter(record -> record.tells(LogWords.EXIT))
            .filter(record -> record.outcome().filter(LogWords.SUCCESS::equals).isPresent())
            .count();
    return ended && entries == successes ? Verdict.SUCCEEDED : Verdict.UNKNOWN;
  }

  private static boolean isFailure(LogRecord record) {
    return record.tells(LogWords.DIED)
        || (record.tells(LogWords.EXIT)
            && record.outcome().filter(LogWords.FAILED::equals).isPresent());
  }

  private static boolean isScheduled(LogRecord record, String event) {
    return record.tells(event) && isOf(record, LogWords.SCHEDULE);
  }

  private static boolean isOf(LogRecord record, String trigger) {
    return record.trigger().filter(trigger::equals).isPresent();
  }
}
