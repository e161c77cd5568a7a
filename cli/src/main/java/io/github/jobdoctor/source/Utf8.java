package io.github.jobdoctor.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A text in UTF-8, whatever it was saved in: PowerShell's {@code >} makes it UTF-16. */
final class Utf8 {

  private Utf8() {}

  /** The text as it is when it is in UTF-8 or unknown; else turned into it as it streams by. */
  static InputStream of(InputStream in) throws IOException {
    PushbackInputStream start = new PushbackInputStream(in, 4);
    byte[] head = start.readNBytes(4);
    Charset charset = charset(head);
    boolean marked = isMarked(head);
    int skipped = marked ? (charset.equals(StandardCharsets.UTF_8) ? 3 : 2) : 0;
    start.unread(head, skipped, head.length - skipped);
    return charset.equals(StandardCharsets.UTF_8)
        ? start
        : new Converted(new InputStreamReader(start, charset));
  }

  /** By its mark, or by the zero bytes that Latin letters leave in UTF-16. */
  private static Charset charset(byte[] head) {
    if (head.length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    if (head.length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (head.length == 4 && head[1] == 0 && head[3] == 0 && head[0] != 0 && head[2] != 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (head.length == 4 && head[0] == 0 && head[2] == 0 && head[1] != 0 && head[3] != 0) {
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  private static boolean isMarked(byte[] head) {
    if (head.length < 2) {
      return false;
    }
    int first = (head[0] & 0xff) << 8 | (head[1] & 0xff);
    return first == 0xfffe
        || first == 0xfeff
        || (first == 0xefbb && head.length >= 3 && head[2] == (byte) 0xbf);
  }

  /** Characters as bytes. */
  private static final class Converted extends InputStream {

    private final Reader reader;
    private final char[] chars = new char[1 << 13];
    private byte[] bytes = new byte[0];
    private int position;
    private int held;

    Converted(Reader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      return fill() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, into, offset, count);
      position += count;
      return count;
    }

    private boolean fill() throws IOException {
      while (position == bytes.length) {
        int read = reader.read(chars, held, chars.length - held);
        int count = held + Math.max(read, 0);
        if (count == 0) {
          return false;
        }
        // The first half of a pair waits for the second.
        held = read > 0 && Character.isHighSurrogate(chars[count - 1]) ? 1 : 0;
        bytes = new String(chars, 0, count - held).getBytes(StandardCharsets.UTF_8);
        position = 0;
        if (held == 1) {
          chars[0] = chars[count - 1];
        }
      }
      return true;
    }
  }
}
