package io.github.jobdoctor.dumpsys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a text as people have it: UTF-8 or UTF-16, LF or CRLF, streamed. A line longer than
 * {@value #MAX_LINE} bytes is cut in its middle, so that one monstrous line costs no memory; its
 * head tells what it is and its tail whether it was closed.
 *
 * <p>Works on bytes: a line feed is found eight bytes at a time, and only a line that was not seen
 * before becomes a new string ({@link RepeatedLines}).
 */
final class DumpLines {

  /** The longest line kept whole, in bytes of UTF-8. */
  static final int MAX_LINE = 1 << 16;

  private static final int KEPT_TAIL = 256;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final InputStream in;
  private final RepeatedLines strings = new RepeatedLines();
  private byte[] buffer = new byte[2 * MAX_LINE];
  private int position;
  private int limit;
  private boolean ended;
  private boolean binary;

  private DumpLines(InputStream in) {
    this.in = in;
  }

  static DumpLines of(InputStream in) throws IOException {
    DumpLines lines = new DumpLines(in);
    lines.fill(4);
    Charset charset = lines.charset();
    if (!charset.equals(StandardCharsets.UTF_8)) {
      byte[] head = Arrays.copyOf(lines.buffer, lines.limit);
      DumpLines transcoded = new DumpLines(new TranscodedInput(head, in, charset));
      transcoded.fill(4);
      lines = transcoded;
    }
    lines.skipMark();
    lines.binary = lines.hasNul();
    return lines;
  }

  static DumpLines of(String text) throws IOException {
    return of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** UTF-16 by its mark, or by the zero bytes that Latin letters leave in it; else UTF-8. */
  private Charset charset() {
    int first = limit > 0 ? buffer[0] & 0xff : 0;
    int second = limit > 1 ? buffer[1] & 0xff : 0;
    if (first == 0xff && second == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    if (first == 0xfe && second == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (limit >= 4) {
      if (buffer[0] != 0 && buffer[1] == 0 && buffer[2] != 0 && buffer[3] == 0) {
        return StandardCharsets.UTF_16LE;
      }
      if (buffer[0] == 0 && buffer[1] != 0 && buffer[2] == 0 && buffer[3] != 0) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return StandardCharsets.UTF_8;
  }

  private void skipMark() {
    if (limit >= 3
        && (buffer[0] & 0xff) == 0xef
        && (buffer[1] & 0xff) == 0xbb
        && (buffer[2] & 0xff) == 0xbf) {
      position = 3;
    }
  }

  private boolean hasNul() {
    for (int i = 0; i < limit; i++) {
      if (buffer[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The next line without its end; {@code null} at the end of the text. */
  String next() throws IOException {
    int searched = position;
    while (true) {
      int end = lineFeed(searched);
      if (end >= 0) {
        String line = text(position, end);
        position = end + 1;
        return line;
      }
      if (limit - position > MAX_LINE) {
        cutMiddle();
      }
      searched = limit - position;
      if (ended || !fill(1)) {
        return position == limit ? null : lastLine();
      }
      searched += position;
    }
  }

  /** Whether a NUL character was met at the beginning, which no dump contains. */
  boolean binary() {
    return binary;
  }

  private String lastLine() {
    String line = text(position, limit);
    position = limit;
    return line;
  }

  /** Reads more, behind what is left of the buffer; whether there was any. */
  private boolean fill(int atLeast) throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int wanted = limit + atLeast;
    while (limit < wanted) {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
        return false;
      }
      limit += read;
    }
    return true;
  }

  /** Forgets the middle of the line that fills the buffer: a head and the last bytes stay. */
  private void cutMiddle() {
    int head = characterStart(position + MAX_LINE - KEPT_TAIL);
    int tail = characterStart(limit - KEPT_TAIL);
    System.arraycopy(buffer, tail, buffer, head, limit - tail);
    limit = head + limit - tail;
  }

  /** Not the middle of a character that UTF-8 spells in several bytes. */
  private int characterStart(int at) {
    int start = at;
    while (start > at - 4 && (buffer[start] & 0xc0) == 0x80) {
      start--;
    }
    return start;
  }

  private int lineFeed(int from) {
    int i = from;
    while (i + Long.BYTES <= limit) {
      // A byte of the difference is zero where a line feed stands.
      long different = (long) EIGHT_BYTES.get(buffer, i) ^ (LOW_BITS * '\n');
      long found = (different - LOW_BITS) & ~different & HIGH_BITS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < limit) {
      if (buffer[i] == '\n') {
        return i;
      }
      i++;
    }
    return -1;
  }

  private String text(int from, int end) {
    int to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
    if (to - from > MAX_LINE) {
      int head = characterStart(from + MAX_LINE - KEPT_TAIL);
      int tail = characterStart(to - KEPT_TAIL);
      return strings.text(buffer, from, head).concat(strings.text(buffer, tail, to));
    }
    return strings.text(buffer, from, to);
  }
}
