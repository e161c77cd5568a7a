package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentlog.LogRecord;
import java.util.Optional;

/**
 * What became of a task that was triggered, as the log has it.
 *
 * @param task its name
 * @param ending what became of it
 * @param entry the record that its code began to run; absent when it did not
 * @param end the record that tells the ending; absent when there is none
 */
public record TriggeredTask(
    String task, Ending ending, Optional<LogRecord> entry, Optional<LogRecord> end) {

  /** What can become of it. */
  public enum Ending {
    /** Its code ran and succeeded. */
    SUCCESS("success"),
    /** Its code ran and failed, threw, or was out of time. */
    FAILED("failed"),
    /** Its process ended while its code ran. */
    DIED("died"),
    /** The worker left it out, for the reason in the record. */
    SKIPPED("skipped"),
    /** Nothing had defined its code in the process. */
    UNDEFINED("undefined"),
    /** The worker came and went without a record of the task. */
    LEFT_OUT("leftOut"),
    /** Its code still ran when the time to watch was up. */
    RUNNING("running"),
    /** No record of it came while it was watched. */
    NOT_STARTED("notStarted"),
    /** The records that would tell are gone from the log. */
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
}
