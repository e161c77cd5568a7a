package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentlog.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * The end of the agent's log.
 *
 * @param records the last ones, oldest first
 * @param total how many were read in all
 * @param trouble why there is no more; absent while all is well
 */
record LogTail(List<LogRecord> records, long total, Optional<String> trouble) {

  static final LogTail NONE = new LogTail(List.of(), 0, Optional.empty());

  /** Copies the list. */
  LogTail {
    records = List.copyOf(records);
  }
}
