package io.github.jobdoctor.source;

import java.io.IOException;

/**
 * Finds the lines of a bug report at which something wanted begins, and counts those that it passes
 * over.
 *
 * <p>Most of a report is passed over, so its bytes are looked at eight at a time. All that most of
 * them are asked is whether a line ends among them, and whether the letter after that end can be
 * the first of a wanted line.
 */
final class FrameScanner {

  private static final byte[][] WANTED = {Frames.HEADER, Frames.PROPERTIES};

  /**
   * The first letter of both, D or a hyphen, has bit 2 set. A blank, a tab, and a digit up to 3,
   * with which most lines begin, have not. So far the bit is from the high one, where line feeds
   * are marked.
   */
  private static final int INITIAL_TO_MARK = 5;

  /** How much must be within reach to tell whether a line is wanted. */
  private static final int LENGTH = Math.max(Frames.HEADER.length, Frames.PROPERTIES.length);

  private final ByteWindow window;

  FrameScanner(ByteWindow window) {
    this.window = window;
  }

  /**
   * Moves the window to the next line, from its position on, that announces a service or the system
   * properties; or to the end of the text, and then returns false.
   */
  boolean next() throws IOException {
    if (window.ensure(1) && window.behind() > 0 && window.at(-1) == '\n' && isWanted(0)) {
      return true;
    }
    boolean more = true;
    while (more) {
      more = window.ensure(LENGTH + 1);
      // Line feeds are looked for up to here: what stands behind them is then within reach.
      if (passLines(Math.max(window.available() - LENGTH, 0))) {
        return true;
      }
    }
    return passLines(window.available());
  }

  /** Goes on to a wanted line, and then returns true; else {@code count} bytes. */
  private boolean passLines(int count) {
    byte[] bytes = window.bytes();
    int start = window.position();
    int end = start + count;
    int lines = 0;
    int i = start;
    for (; i < end - Long.BYTES; i += Long.BYTES) {
      long ends = ByteWindow.lineFeeds(ByteWindow.eightBytes(bytes, i));
      if ((ends & (ByteWindow.eightBytes(bytes, i + 1) << INITIAL_TO_MARK)) == 0) {
        lines += Long.bitCount(ends);
        continue;
      }
      for (; ends != 0; ends &= ends - 1) {
        int line = i + Long.numberOfTrailingZeros(ends) / Byte.SIZE + 1 - start;
        lines++;
        if (isWanted(line)) {
          window.advance(line, lines);
          return true;
        }
      }
    }
    for (; i < end; i++) {
      if (bytes[i] == '\n') {
        int line = i + 1 - start;
        lines++;
        if (isWanted(line)) {
          window.advance(line, lines);
          return true;
        }
      }
    }
    window.advance(count, lines);
    return false;
  }

  private boolean isWanted(int offset) {
    for (byte[] wanted : WANTED) {
      if (window.startsWith(offset, wanted)) {
        return true;
      }
    }
    return false;
  }
}
