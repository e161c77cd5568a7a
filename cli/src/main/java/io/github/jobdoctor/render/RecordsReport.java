package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.Optional;

/**
 * The answer of {@code logs}, written while the records come: for each source a beginning, what its
 * log says, and an end.
 */
public interface RecordsReport {

  /**
   * A source's log begins.
   *
   * @param filter which of its records are wanted
   * @return who shall hear what stands in it
   */
  LogListener begin(SourceInfo source, LogFilter filter);

  /**
   * A source's log ends, or could not even begin.
   *
   * @param failure what went wrong with it; absent when all is well
   */
  void end(SourceInfo source, Optional<Reading.Failure> failure);

  /** All logs are written. */
  void finish();
}
