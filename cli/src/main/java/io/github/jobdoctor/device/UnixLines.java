package io.github.jobdoctor.device;

import java.io.IOException;
import java.io.InputStream;

/**
 * Text with each {@code \r\n} made {@code \n}: the shell of a device without {@code shell_v2} may
 * sit on a terminal, which prints every line end so. Never for binary output.
 */
final class UnixLines extends InputStream {

  private final InputStream text;
  private final byte[] raw = new byte[8192];
  private int start;
  private int end;
  private boolean ended;

  UnixLines(InputStream text) {
    this.text = text;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int out = offset;
    while (length > 0 && out == offset) {
      if (!decided()) {
        if (ended) {
          return -1;
        }
        fill();
      }
      while (out < offset + length && decided()) {
        byte b = raw[start++];
        if (b != '\r' || start == end || raw[start] != '\n') {
          into[out++] = b;
        }
      }
    }
    return out - offset;
  }

  /** Whether the next byte is known not to depend on one that has not come yet. */
  private boolean decided() {
    return start < end && (raw[start] != '\r' || start + 1 < end || ended);
  }

  private void fill() throws IOException {
    System.arraycopy(raw, start, raw, 0, end - start);
    end -= start;
    start = 0;
    int count = text.read(raw, end, raw.length - end);
    if (count < 0) {
      ended = true;
    } else {
      end += count;
    }
  }
}
