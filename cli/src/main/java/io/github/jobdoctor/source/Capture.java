package io.github.jobdoctor.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps what neighbours of the job scheduler say, each and all together only up to a bound. */
final class Capture {

  /** The longest text that is kept whole, in bytes. */
  static final int MOST = 8 << 20;

  /** The bound for all of them. */
  static final int MOST_OF_ALL = 32 << 20;

  private static final int PIECE = 1 << 15;

  private static final byte[] EXIT_INFO = Frames.bytes("ACTIVITY MANAGER PROCESS EXIT INFO ");
  private static final byte[] OTHER_PART = Frames.bytes("ACTIVITY MANAGER ");

  private int room = MOST_OF_ALL;

  /** Keeps the beginning of a text, or all; reads it to its end. */
  CapturedService beginning(ServiceText in) throws IOException {
    int most = Math.min(MOST, room);
    byte[] text = in.readNBytes(most);
    room -= text.length;
    long more = in.transferTo(OutputStream.nullOutputStream());
    return new CapturedService(text, text.length + more, in.closed());
  }

  /** Keeps the end of a text, or all; reads it to its end. */
  CapturedService end(ServiceText in) throws IOException {
    int most = Math.min(MOST, room);
    Deque<byte[]> pieces = new ArrayDeque<>();
    int kept = 0;
    long length = 0;
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      pieces.add(piece);
      kept += piece.length;
      length += piece.length;
      while (kept > most) {
        kept -= pieces.remove().length;
      }
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(kept);
    for (byte[] piece : pieces) {
      text.write(piece);
    }
    room -= kept;
    return new CapturedService(text.toByteArray(), length, in.closed());
  }

  /**
   * Keeps the part of activity's text that says why processes ended (Android 11 and later); empty
   * when it has none. Reads it to its end.
   */
  CapturedService exitInfo(ServiceText in) throws IOException {
    int most = Math.min(MOST, room);
    ByteWindow window = new ByteWindow(in);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long length = 0;
    boolean inside = false;
    boolean closed = false;
    while (window.ensure(1)) {
      window.ensure(Frames.LONGEST);
      if (window.startsWith(0, EXIT_INFO)) {
        inside = true;
      } else if (inside
          && (window.startsWith(0, OTHER_PART) || window.startsWith(0, Frames.RULE))) {
        inside = false;
        closed = true;
      }
      int line = passLine(window, inside && !closed ? text : null, most);
      length += inside && !closed ? line : 0;
    }
    room -= text.size();
    return new CapturedService(text.toByteArray(), length, closed || in.closed());
  }

  /** Passes over one line, however long, and copies it as long as there is room. */
  private static int passLine(ByteWindow window, ByteArrayOutputStream copy, int most)
      throws IOException {
    int length = 0;
    boolean ended = false;
    while (!ended && window.ensure(1)) {
      int end = window.lineEnd(0, window.available());
      ended = end < window.available();
      int count = ended ? end + 1 : end;
      if (copy != null && copy.size() + count <= most) {
        copy.write(window.bytes(), window.position(), count);
      }
      window.advance(count);
      length += count;
    }
    return length;
  }

  /** A text that is no service's, such as the system properties. */
  static String text(InputStream in, int most) throws IOException {
    String text = new String(in.readNBytes(most), StandardCharsets.UTF_8);
    in.transferTo(OutputStream.nullOutputStream());
    return text;
  }
}
