package io.github.jobdoctor.dumpsys;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text as people have it: UTF-8 or UTF-16, LF or CRLF, streamed. A line longer than
 * {@value #MAX_LINE} characters is cut in its middle, so that one monstrous line costs no memory;
 * its head tells what it is and its tail whether it was closed.
 */
final class DumpLines implements AutoCloseable {

  /** The longest line kept whole, in characters. */
  static final int MAX_LINE = 1 << 16;

  private static final int KEPT_TAIL = 256;

  private final Reader reader;
  private final char[] buffer = new char[1 << 15];
  private int position;
  private int limit;
  private boolean binary;

  private DumpLines(Reader reader) {
    this.reader = reader;
  }

  static DumpLines of(InputStream in) throws IOException {
    PushbackInputStream pushback = new PushbackInputStream(in, 4);
    byte[] head = pushback.readNBytes(4);
    Charset charset = charsetOf(head);
    int mark = charset.equals(StandardCharsets.UTF_8) ? utf8Mark(head) : utf16Mark(head);
    pushback.unread(head, mark, head.length - mark);
    return new DumpLines(new InputStreamReader(pushback, charset));
  }

  static DumpLines of(String text) {
    return new DumpLines(new StringReader(text));
  }

  /** UTF-16 by its mark, or by the zero bytes that Latin letters leave in it; else UTF-8. */
  private static Charset charsetOf(byte[] head) {
    if (head.length >= 2) {
      int first = head[0] & 0xff;
      int second = head[1] & 0xff;
      if (first == 0xff && second == 0xfe) {
        return StandardCharsets.UTF_16LE;
      }
      if (first == 0xfe && second == 0xff) {
        return StandardCharsets.UTF_16BE;
      }
    }
    if (head.length == 4) {
      if (head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) {
        return StandardCharsets.UTF_16LE;
      }
      if (head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static int utf8Mark(byte[] head) {
    boolean marked =
        head.length >= 3
            && (head[0] & 0xff) == 0xef
            && (head[1] & 0xff) == 0xbb
            && (head[2] & 0xff) == 0xbf;
    return marked ? 3 : 0;
  }

  private static int utf16Mark(byte[] head) {
    return head[0] != 0 && head[1] != 0 ? 2 : 0;
  }

  /** The next line without its end; {@code null} at the end of the text. */
  String next() throws IOException {
    StringBuilder longLine = null;
    while (true) {
      if (position == limit) {
        limit = reader.read(buffer, 0, buffer.length);
        position = 0;
        if (limit <= 0) {
          limit = 0;
          return longLine == null ? null : finished(longLine);
        }
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      boolean ended = end < limit;
      if (ended && longLine == null) {
        String line = new String(buffer, position, withoutReturn(position, end) - position);
        position = end + 1;
        return checked(line);
      }
      if (longLine == null) {
        longLine = new StringBuilder(256);
      }
      append(longLine, position, end);
      position = ended ? end + 1 : end;
      if (ended) {
        return finished(longLine);
      }
    }
  }

  /** Whether a NUL character was met, which no dump contains. */
  boolean binary() {
    return binary;
  }

  private void append(StringBuilder line, int from, int to) {
    line.append(buffer, from, to - from);
    if (line.length() > MAX_LINE) {
      line.delete(MAX_LINE - KEPT_TAIL, line.length() - KEPT_TAIL);
    }
  }

  private int withoutReturn(int from, int to) {
    return to > from && buffer[to - 1] == '\r' ? to - 1 : to;
  }

  private String finished(StringBuilder line) {
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return checked(line.toString());
  }

  private String checked(String line) {
    if (!binary && line.indexOf('\0') >= 0) {
      binary = true;
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
