package io.github.jobdoctor.source;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the places in a bug report where something wanted may begin, without looking at more than
 * every tenth byte or so.
 *
 * <p>This is Horspool's search for two strings at once: the byte at the end of the place where one
 * might stand says how far the next possible place is. As each step waits for the one before, a
 * block is searched from four starts at the same time, which processors do twice as fast; only a
 * block that holds something is searched again, in order.
 */
final class FrameScanner {

  /** Both strings have this length; the lines that hold them begin up to 6 bytes before. */
  private static final int LENGTH = 16;

  private static final byte[] HEADER = Frames.bytes("\nDUMP OF SERVICE");

  /** Out of the middle of the line, as a blank at its end would make most steps short. */
  private static final byte[] PROPERTIES = Frames.bytes("- SYSTEM PROPERT");

  private static final byte[] BEFORE_PROPERTIES = Frames.bytes("\n-----");

  private static final byte[] STEPS = steps();

  private final ByteWindow window;

  FrameScanner(ByteWindow window) {
    this.window = window;
  }

  private static byte[] steps() {
    byte[] steps = new byte[256];
    Arrays.fill(steps, (byte) LENGTH);
    for (byte[] wanted : new byte[][] {HEADER, PROPERTIES}) {
      for (int i = 0; i < LENGTH; i++) {
        int letter = wanted[i] & 0xff;
        steps[letter] = (byte) Math.min(steps[letter], LENGTH - 1 - i);
      }
    }
    return steps;
  }

  /**
   * Moves the window to the next line, after its position, that announces a service or the system
   * properties; or to the end of the text, and then returns false.
   */
  boolean next() throws IOException {
    while (window.ensure(1)) {
      byte[] bytes = window.bytes();
      int from = Math.max(window.position() - 1, 0);
      int to = window.position() + window.available();
      int found = mayHold(bytes, from, to) ? find(bytes, from + LENGTH - 1, to) : to;
      if (found < to) {
        int start = bytes[found] == 'E' ? found - LENGTH + 2 : found - LENGTH - 4;
        window.advance(start - window.position());
        return true;
      }
      // What may be the beginning of one stays ahead of the position.
      int searched = window.available();
      boolean more = window.ensure(searched + 1);
      window.advance(more ? Math.max(searched - 2 * LENGTH, 0) : searched);
    }
    return false;
  }

  private static boolean mayHold(byte[] bytes, int from, int to) {
    int quarter = (to - from - LENGTH) / 4;
    if (quarter < LENGTH) {
      return true;
    }
    byte[] steps = STEPS;
    int a = from + LENGTH - 1;
    int b = a + quarter;
    int c = b + quarter;
    int d = c + quarter;
    int endOfA = b;
    int endOfB = c;
    int endOfC = d;
    int rounds = rounds(endOfA - a, endOfB - b, endOfC - c, to - d);
    while (rounds > 0) {
      for (; rounds > 0; rounds--) {
        int stepA = steps[bytes[a] & 0xff];
        int stepB = steps[bytes[b] & 0xff];
        int stepC = steps[bytes[c] & 0xff];
        int stepD = steps[bytes[d] & 0xff];
        // One question for all four: before the loop is compiled well, each costs more than a step.
        if (stepA * stepB * stepC * stepD == 0) {
          if ((stepA == 0 && isAt(bytes, a))
              || (stepB == 0 && isAt(bytes, b))
              || (stepC == 0 && isAt(bytes, c))
              || (stepD == 0 && isAt(bytes, d))) {
            return true;
          }
          stepA = Math.max(stepA, 1);
          stepB = Math.max(stepB, 1);
          stepC = Math.max(stepC, 1);
          stepD = Math.max(stepD, 1);
        }
        a += stepA;
        b += stepB;
        c += stepC;
        d += stepD;
      }
      rounds = rounds(endOfA - a, endOfB - b, endOfC - c, to - d);
    }
    return find(bytes, a, endOfA) < endOfA
        || find(bytes, b, endOfB) < endOfB
        || find(bytes, c, endOfC) < endOfC
        || find(bytes, d, to) < to;
  }

  /** How many steps lead out of none of four stretches of such lengths. */
  private static int rounds(int a, int b, int c, int d) {
    return Math.min(Math.min(a, b), Math.min(c, d)) / LENGTH;
  }

  /** The index of the last byte of the first string found; {@code to} when there is none. */
  private static int find(byte[] bytes, int from, int to) {
    byte[] steps = STEPS;
    int i = from;
    while (i < to) {
      int step = steps[bytes[i] & 0xff];
      if (step == 0) {
        if (isAt(bytes, i)) {
          return i;
        }
        step = 1;
      }
      i += step;
    }
    return to;
  }

  private static boolean isAt(byte[] bytes, int last) {
    int first = last - LENGTH + 1;
    if (bytes[last] == 'E') {
      return isAt(bytes, first, HEADER);
    }
    return isAt(bytes, first, PROPERTIES)
        && first >= BEFORE_PROPERTIES.length
        && isAt(bytes, first - BEFORE_PROPERTIES.length, BEFORE_PROPERTIES);
  }

  private static boolean isAt(byte[] bytes, int first, byte[] wanted) {
    return Arrays.equals(bytes, first, first + wanted.length, wanted, 0, wanted.length);
  }
}
