package io.github.jobdoctor.device;

import java.io.IOException;
import java.io.InputStream;

/**
 * The standard output of a command that is running, read straight from the connection: what is not
 * read stays on the device, so memory does not grow with the output.
 *
 * <p>A failure is remembered, so that it counts even if the reader swallows it. Closing does
 * nothing: readers close what they are given, and the command's end is still to be read then.
 */
abstract class CommandOutput extends InputStream {

  private IOException failure;
  private boolean ended;

  /**
   * Reads on.
   *
   * @return the number of bytes, at least one; or -1 when the command's end was seen. An end of the
   *     connection without it is an {@code IOException}.
   */
  abstract int next(byte[] into, int offset, int length) throws IOException;

  /** The exit code, 0 to 255; known once the end was read. */
  abstract int exitCode();

  /** The standard error so far, as far as it is kept apart and kept. */
  abstract String stderr();

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public final int read(byte[] into, int offset, int length) throws IOException {
    if (failure != null) {
      throw new IOException(failure);
    }
    if (ended) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    try {
      int count = next(into, offset, length);
      ended = count < 0;
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Reads to the command's end and throws the rest away. */
  final void finish() throws IOException {
    byte[] rest = new byte[8192];
    while (read(rest, 0, rest.length) >= 0) {
      // Only the end matters.
    }
  }

  /** What went wrong with the connection; null while nothing did. */
  final IOException failure() {
    return failure;
  }
}
