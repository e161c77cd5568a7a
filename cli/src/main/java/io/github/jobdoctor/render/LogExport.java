package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogListener;

/**
 * A log in one form, written while it is read. What the underlying writer throws comes out as an
 * {@code UncheckedIOException}.
 */
public interface LogExport extends LogListener {

  /** The log ends here: writes what comes last, and flushes; does not close. */
  void finish();
}
