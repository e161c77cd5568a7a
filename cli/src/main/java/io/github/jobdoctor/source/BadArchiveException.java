package io.github.jobdoctor.source;

import java.io.IOException;

/** An archive cannot be read; the message is one whole sentence for the user. */
final class BadArchiveException extends IOException {

  private static final long serialVersionUID = 1L;

  BadArchiveException(String message) {
    super(message);
  }

  BadArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
