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
  static final int MAX_LINE = 1 << 18;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private int start;
  private int length;
  private long number;
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
      for (int i = searched; i < end; i++) {
        if (buffer[i] == '\n') {
          take(i);
          next = i + 1;
          return true;
        }
      }
      if (ended && next == end) {
        return false;
      }
      if (ended || end - next > MAX_LINE) {
        take(end);
        next = end;
        inEndlessLine = !ended;
        return true;
      }
      searched = end - makeRoom();
      fill();
    }
  }

  /** Moves what was not taken to the front when the buffer is full; returns how far. */
  private int makeRoom() {
    if (end < buffer.length) {
      return 0;
    }
    int moved = next;
    if (moved == 0) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
    }
    return moved;
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
      for (int i = 0; i < end; i++) {
        if (buffer[i] == '\n') {
          next = i + 1;
          return true;
        }
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
    number++;
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
}
