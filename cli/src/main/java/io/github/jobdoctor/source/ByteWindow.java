package io.github.jobdoctor.source;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a long text, through a window that slides over it. Offsets count from the position;
 * a little before it stays within reach, as negative offsets.
 */
final class ByteWindow {

  /** How many bytes before the position stay. */
  static final int BEHIND = 1 << 10;

  /** What is asked of the stream at once: large, but not so large that the C library maps pages. */
  private static final int READ = 1 << 16;

  private static final int SIZE = 2 * READ;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0101010101010101L * '\n';
  private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;

  private final InputStream in;
  private byte[] bytes = new byte[SIZE];
  private int position;
  private int limit;
  private boolean ended;
  private int lines;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /** The array that holds the window; valid until more is read. */
  byte[] bytes() {
    return bytes;
  }

  /** The index of the position in the array. */
  int position() {
    return position;
  }

  /** How many bytes lie within reach from the position on. */
  int available() {
    return limit - position;
  }

  /** How many bytes before the position lie within reach. */
  int behind() {
    return position;
  }

  byte at(int offset) {
    return bytes[position + offset];
  }

  /** Slides on; back only within a line. */
  void advance(int count) {
    advance(count, countLines(position, position + count));
  }

  /** Slides on over so many ends of lines. */
  void advance(int count, int passedLines) {
    lines += passedLines;
    position += count;
  }

  /** How many lines ended before the position; none that {@link #rest} passed. */
  int lines() {
    return lines;
  }

  private int countLines(int from, int to) {
    int count = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      count += Long.bitCount(lineFeeds(eightBytes(bytes, i)));
    }
    for (; i < to; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }

  /** Eight bytes at an index, the first one lowest. */
  static long eightBytes(byte[] bytes, int index) {
    return (long) EIGHT_BYTES.get(bytes, index);
  }

  /** The high bit of each of eight bytes that is a line feed, and no other bit. */
  static long lineFeeds(long eightBytes) {
    long different = eightBytes ^ LINE_FEEDS;
    // No byte's sum carries over into the next.
    return ~(((different & LOW_SEVEN) + LOW_SEVEN) | different | LOW_SEVEN);
  }

  /** Reads until so many bytes are within reach, or the text ends; whether they are. */
  boolean ensure(int wanted) throws IOException {
    while (available() < wanted && !ended) {
      makeRoom();
      int read = in.read(bytes, limit, Math.min(bytes.length - limit, READ));
      if (read < 0) {
        ended = true;
      } else {
        limit += read;
      }
    }
    return available() >= wanted;
  }

  private void makeRoom() {
    int passed = Math.max(position - BEHIND, 0);
    int kept = limit - passed;
    if (bytes.length - limit >= READ) {
      return;
    }
    // Back to a small one after a look far ahead, for the sake of the processor's cache.
    int size = Math.max(SIZE, Integer.highestOneBit(kept + READ - 1) * 2);
    byte[] room = size == bytes.length ? bytes : new byte[size];
    System.arraycopy(bytes, passed, room, 0, kept);
    bytes = room;
    position -= passed;
    limit -= passed;
  }

  /** Whether these letters stand at an offset, where enough is within reach. */
  boolean startsWith(int offset, byte[] letters) {
    int from = position + offset;
    return from >= 0
        && from + letters.length <= limit
        && Arrays.equals(bytes, from, from + letters.length, letters, 0, letters.length);
  }

  /**
   * The offset of the line feed that ends the line at an offset, or of the end of the text;
   * searched no further than {@code most} bytes on.
   */
  int lineEnd(int offset, int most) throws IOException {
    int end = offset;
    while (end - offset < most && (end < available() || ensure(end + 1))) {
      if (at(end) == '\n') {
        return end;
      }
      end++;
    }
    return end;
  }

  /** The text between two offsets, without a carriage return at its end. */
  String text(int from, int to) {
    int end = to > from && at(to - 1) == '\r' ? to - 1 : to;
    return new String(bytes, position + from, end - from, StandardCharsets.UTF_8);
  }

  /** All that follows, as a stream. */
  InputStream rest() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (!ensure(1)) {
          return -1;
        }
        return bytes[position++] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (!ensure(1)) {
          return -1;
        }
        int count = Math.min(length, ByteWindow.this.available());
        System.arraycopy(bytes, position, into, offset, count);
        position += count;
        return count;
      }
    };
  }
}
