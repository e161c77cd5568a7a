package io.github.jobdoctor.agentlog;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One run of a task: its entry record and how it ended, as far as the log has them.
 *
 * @param id the number of its entry record
 * @param ending how it ended
 * @param entry its entry record; absent when that was overwritten or damaged
 * @param expired the record that it was told to stop; absent when it was not
 * @param end its exit record, or the one that reports it as died; absent when there is none
 */
public record LogRun(
    long id,
    Ending ending,
    Optional<LogRecord> entry,
    Optional<LogRecord> expired,
    Optional<LogRecord> end) {

  /** How a run ended. */
  public enum Ending {
    /** The task's code said that it succeeded. */
    SUCCESS("success"),
    /** The task's code said that it failed, threw, or was out of time. */
    FAILED("failed"),
    /**
     * Its process ended in its middle. Either the agent reported it, or a later record comes from
     * another process, and none is missing in between.
     */
    DIED("died"),
    /** No later record shows that its process is gone: it may still be running. */
    RUNNING("running"),
    /** Records are missing after its entry, and its end may be among them; or its word is new. */
    UNKNOWN("unknown");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    /** The word in JSON and tables. */
    public String word() {
      return word;
    }
  }

  /** The record that says most of the run's beginnings: its entry, else its end. */
  private LogRecord told() {
    return entry.or(() -> end).or(() -> expired).orElseThrow();
  }

  /** The task's name; absent when no record of the run says it. */
  public Optional<String> task() {
    return told().task();
  }

  /** What made it happen; absent when no record says it. */
  public Optional<String> trigger() {
    return told().trigger();
  }

  /** Which attempt of its work it was, from 1; absent when no record says it. */
  public OptionalInt attempt() {
    return told().attempt();
  }

  /**
   * When it began, on the device's clock in milliseconds since 1970; absent when only the record
   * that it died is left.
   */
  public OptionalLong startWallTime() {
    if (entry.isPresent()) {
      return OptionalLong.of(entry.get().wallTime());
    }
    if (end.isPresent() && end.get().durationMs().isPresent()) {
      return OptionalLong.of(end.get().wallTime() - end.get().durationMs().getAsLong());
    }
    return OptionalLong.empty();
  }

  /** How long it took, in milliseconds; absent when it did not end, or died. */
  public OptionalLong durationMs() {
    return end.map(LogRecord::durationMs).orElse(OptionalLong.empty());
  }

  /** Android's word for why the system stopped it; absent when it did not, or does not tell. */
  public Optional<String> stopReason() {
    return end.flatMap(LogRun::stopReasonOf).or(() -> expired.flatMap(LogRun::stopReasonOf));
  }

  private static Optional<String> stopReasonOf(LogRecord record) {
    return record
        .stopReasonText()
        .or(
            () ->
                record.stopReason().isPresent()
                    ? Optional.of(Integer.toString(record.stopReason().getAsInt()))
                    : Optional.empty());
  }

  /** What the task's code, or the agent, had to say at its end; absent when nothing. */
  public Optional<String> message() {
    return end.flatMap(LogRecord::message);
  }
}
