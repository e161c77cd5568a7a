package io.github.jobdoctor.agent.log;

import java.io.IOException;

/** A file is no log that this version can read; the message says why, for people. */
public final class UnreadableLogException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableLogException(String reason) {
    super(reason);
  }
}
