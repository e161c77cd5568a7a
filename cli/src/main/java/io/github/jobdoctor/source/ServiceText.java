package io.github.jobdoctor.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What one service has dumped, without the lines of its frame, as a stream over a bug report. The
 * window stands behind it when it has been read to its end.
 *
 * <p>Apps have a say in what services dump, up to Android 11 even at column 0, and may imitate a
 * frame. So the text goes on to the service's own line of duration, which Android 8 and later print
 * at the end, whatever looks like the frame of another service before; as far as {@value #FAR}
 * bytes, and not beyond another dump of the same service. Only where no such line comes does the
 * next frame end it. What cannot be told apart: up to Android 7.1 a forged frame; and later the
 * whole end of a dump, forged by an app that knows all of these lines. Then jobs are missing, which
 * the dump's own count of them reveals.
 */
final class ServiceText extends InputStream {

  /** How far a line of duration is looked for behind what looks like a frame. */
  private static final int FAR = 8 << 20;

  /** More empty lines than that belong to no frame. */
  private static final int EMPTY_LINES = 16;

  private static final byte[] DURATION = Frames.bytes("-----");

  private final ByteWindow window;
  private final String service;
  private int clear;
  private boolean atLineStart = true;
  private boolean over;
  private boolean closed;

  /** How far ahead the end is certain to be; 0 while that is not known. */
  private int end;

  /** The text that begins at the window's position. */
  ServiceText(ByteWindow window, String service) {
    this.window = window;
    this.service = service;
  }

  /** A part of a bug report that is no service, such as the system properties. */
  static ServiceText part(ByteWindow window) {
    return new ServiceText(window, "");
  }

  /** The number, in the file, of the line at which it stands. */
  int line() {
    return window.lines() + 1;
  }

  /** Whether a frame ended it, and not the end of the text. */
  boolean closed() {
    return closed;
  }

  /** Passes over what was not read. */
  void readToEnd() throws IOException {
    while (clear > 0 || examine()) {
      deliver(clear);
    }
  }

  @Override
  public int read() throws IOException {
    if (clear == 0 && !examine()) {
      return -1;
    }
    int read = window.at(0) & 0xff;
    deliver(1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (clear == 0 && !examine()) {
      return -1;
    }
    int count = Math.min(length, clear);
    System.arraycopy(window.bytes(), window.position(), into, offset, count);
    deliver(count);
    return count;
  }

  private void deliver(int count) {
    window.advance(count);
    clear -= count;
    end = Math.max(end - count, 0);
  }

  /** Finds out how many bytes at the position belong to the text; false when none is left. */
  private boolean examine() throws IOException {
    if (over) {
      return false;
    }
    if (end > 0) {
      window.ensure(1);
      clear = Math.min(end, window.available());
      atLineStart = clear == end;
      end = clear == end ? 0 : end;
      return true;
    }
    if (!window.ensure(1)) {
      over = true;
      return false;
    }
    if (atLineStart && endsAt(0)) {
      over = true;
      closed = true;
      return false;
    }
    if (end > 0) {
      return examine();
    }
    byte[] bytes = window.bytes();
    int limit = window.position() + window.available();
    int i = window.position();
    while (i < limit && (bytes[i] != '\n' || (i + 1 < limit && !mayBeFrame(bytes[i + 1])))) {
      i++;
    }
    atLineStart = i < limit;
    clear = Math.min(i + 1, limit) - window.position();
    return true;
  }

  private static boolean mayBeFrame(byte first) {
    return first == '-' || first == 'D';
  }

  /** Whether the line at the position ends the text; else the end may be known from now on. */
  private boolean endsAt(int offset) throws IOException {
    if (!mayBeFrame(window.at(offset))) {
      return false;
    }
    if (isOwnDuration(offset)) {
      return true;
    }
    if (!isFrame(offset)) {
      return false;
    }
    end = service.isEmpty() ? 0 : ownDurationAfter(offset);
    return end == 0;
  }

  /** The frame of another service, or of another part of a bug report. */
  private boolean isFrame(int offset) throws IOException {
    if (window.startsWith(offset, Frames.RULE)) {
      int next = window.lineEnd(offset, Frames.LONGEST) + 1;
      return !window.ensure(next + 1) || headerAt(next).isPresent();
    }
    return headerAt(offset).isPresent()
        || (window.startsWith(offset, Frames.PART) && line(offset).endsWith(" ------"));
  }

  private Optional<String> headerAt(int offset) throws IOException {
    window.ensure(offset + Frames.LONGEST);
    return window.startsWith(offset, Frames.HEADER)
        ? Frames.header(line(offset))
        : Optional.empty();
  }

  /** A genuine line of duration is followed by another line of a frame, or by nothing. */
  private boolean isOwnDuration(int offset) throws IOException {
    window.ensure(offset + Frames.LONGEST);
    if (!window.startsWith(offset, DURATION)
        || Frames.duration(line(offset)).filter(service::equals).isEmpty()) {
      return false;
    }
    int next = window.lineEnd(offset, Frames.LONGEST) + 1;
    for (int i = 0; i < EMPTY_LINES && window.ensure(next + 1); i++) {
      byte letter = window.at(next);
      if (letter != '\n' && letter != '\r') {
        return letter == '-' || letter == '=' || letter == 'D' || letter == '[';
      }
      next++;
    }
    return !window.ensure(next + 1);
  }

  private String line(int offset) throws IOException {
    return window.text(offset, window.lineEnd(offset, Frames.LONGEST));
  }

  /** The offset of the service's line of duration; 0 when none comes. */
  private int ownDurationAfter(int offset) throws IOException {
    int line = offset;
    while (line < FAR && window.ensure(line + 1)) {
      if (mayBeFrame(window.at(line))) {
        if (isOwnDuration(line)) {
          return line;
        }
        if (headerAt(line).filter(service::equals).isPresent()) {
          return 0;
        }
      }
      line = window.lineEnd(line, FAR) + 1;
    }
    return 0;
  }
}
