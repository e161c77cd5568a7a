package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;

/** A text in UTF-16 as UTF-8: Windows' shell saves what a command prints in that form. */
final class Utf8 extends InputStream {

  private final Reader reader;
  private final char[] chars = new char[8192];
  private byte[] bytes = {};
  private int at;
  private char firstHalf;

  private Utf8(InputStream in) {
    reader = new InputStreamReader(in, UTF_16);
  }

  /** The text of {@code in}: as it is, but for one that begins as UTF-16 does. */
  static InputStream of(InputStream in) throws IOException {
    PushbackInputStream whole = new PushbackInputStream(in, 2);
    byte[] mark = in.readNBytes(2);
    whole.unread(mark);
    int first = mark.length < 2 ? 0 : (mark[0] & 0xFF) << 8 | (mark[1] & 0xFF);
    return first == 0xFFFE || first == 0xFEFF ? new Utf8(whole) : whole;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(bytes[at++]) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      int kept = 0;
      if (firstHalf != 0) {
        chars[kept++] = firstHalf;
        firstHalf = 0;
      }
      int count = reader.read(chars, kept, chars.length - kept);
      if (count < 0) {
        return false;
      }
      int end = kept + count;
      // Half a character at the end waits for its other half.
      if (Character.isHighSurrogate(chars[end - 1])) {
        firstHalf = chars[--end];
      }
      bytes = new String(chars, 0, end).getBytes(UTF_8);
      at = 0;
    }
    return true;
  }
}
