package io.github.jobdoctor.agentlog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, without their ends. One buffer serves all lines; a line that is
 * longer than any record can be is cut, so that memory does not grow with it.
 */
final class TextLines {

  /** A record has at most some 20 kB, when every character of its texts is escaped. */
  static final int MAX_LINE = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private int start;
  private int length;
  private long number;
  private boolean whole;
  private boolean ended;
  private boolean inEndlessLine;

  TextLines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false at the end of the stream. */
  boolean advance() throws IOException {
    if (inEndlessLine && !skipToLineEnd()) {
      return false;
    }
    int searched = next;
    while (true) {
      int lineEnd = lineEnd(searched);
      if (lineEnd >= 0) {
        take(lineEnd);
        whole = true;
        next = lineEnd + 1;
        return true;
      }
      if (ended && next == end) {
        return false;
      }
      if (ended || end - next > MAX_LINE) {
        take(end);
        whole = !ended;
        next = end;
        inEndlessLine = !ended;
        return true;
      }
      makeRoom();
      searched = end;
      fill();
    }
  }

  private int lineEnd(int from) {
    byte[] bytes = buffer;
    int stop = end;
    for (int i = from; i < stop; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** When the buffer is full: moves what was not taken to its front, or makes it larger. */
  private void makeRoom() {
    if (end < buffer.length) {
      return;
    }
    if (next == 0) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
    }
  }

  private void fill() throws IOException {
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      ended = true;
    } else {
      end += count;
    }
  }

  /** The rest of a line that was cut is thrown away; false when the stream ends in it. */
  private boolean skipToLineEnd() throws IOException {
    inEndlessLine = false;
    while (!ended) {
      next = 0;
      end = 0;
      fill();
      int lineEnd = lineEnd(0);
      if (lineEnd >= 0) {
        next = lineEnd + 1;
        return true;
      }
    }
    next = end;
    return false;
  }

  private void take(int lineEnd) {
    start = next;
    length = lineEnd - next;
    if (length > 0 && buffer[lineEnd - 1] == '\r') {
      length--;
    }
    if (beginsWithMark()) {
      start += 3;
      length -= 3;
    }
    // However the bytes came in, the same of them count.
    length = Math.min(length, MAX_LINE);
    number++;
  }

  /** A byte order mark begins a text, and so stands in the middle of several joined ones. */
  private boolean beginsWithMark() {
    return length >= 3
        && buffer[start] == (byte) 0xEF
        && buffer[start + 1] == (byte) 0xBB
        && buffer[start + 2] == (byte) 0xBF;
  }

  /** Where the line stands; valid until the next {@link #advance}. */
  byte[] buffer() {
    return buffer;
  }

  /** Where in the buffer the line begins. */
  int start() {
    return start;
  }

  /** How many bytes the line has. */
  int length() {
    return length;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** Whether something comes after the line; a text that was cut ends in the middle of one. */
  boolean isWhole() {
    return whole;
  }
}
