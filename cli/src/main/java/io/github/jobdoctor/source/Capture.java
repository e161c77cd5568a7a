package io.github.jobdoctor.source;

import io.github.jobdoctor.neighbours.PackageLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Keeps what neighbours of the job scheduler say, each and all together only up to a bound. */
final class Capture {

  /** The longest text that is kept whole, in bytes. */
  static final int MOST = 8 << 20;

  /** The bound for all of them. */
  static final int MOST_OF_ALL = 32 << 20;

  private static final int PIECE = 1 << 15;

  private static final byte[] EXIT_INFO = Frames.bytes("ACTIVITY MANAGER PROCESS EXIT INFO ");
  private static final byte[] LRU = Frames.bytes("ACTIVITY MANAGER LRU PROCESSES ");
  private static final byte[] PROCESS_LIST = Frames.bytes("  Process LRU list (");
  private static final byte[] PACKAGES = Frames.bytes(PackageLines.HEADING);
  private static final byte[] OTHER_PART = Frames.bytes("ACTIVITY MANAGER ");

  private int room = MOST_OF_ALL;

  /** Keeps the beginning of a text, or all; reads it to its end. */
  CapturedService beginning(ServiceText in) throws IOException {
    int line = in.line();
    byte[] text = in.readNBytes(Math.min(MOST, room));
    room -= text.length;
    long more = in.transferTo(OutputStream.nullOutputStream());
    return new CapturedService(text, text.length + more, in.closed(), line);
  }

  /** Keeps the end of a text, or all; reads it to its end. */
  CapturedService end(ServiceText in) throws IOException {
    int most = Math.min(MOST, room);
    int line = in.line();
    Deque<byte[]> pieces = new ArrayDeque<>();
    int kept = 0;
    long length = 0;
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      pieces.add(piece);
      kept += piece.length;
      length += piece.length;
      while (kept > most) {
        byte[] forgotten = pieces.remove();
        kept -= forgotten.length;
        for (byte letter : forgotten) {
          line += letter == '\n' ? 1 : 0;
        }
      }
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(kept);
    for (byte[] piece : pieces) {
      text.write(piece);
    }
    room -= kept;
    return new CapturedService(text.toByteArray(), length, in.closed(), line);
  }

  /**
   * Keeps, of the text of package, the lines that say something of a package's state. The others
   * between them are kept empty, so that the lines have their numbers. Reads it to its end.
   */
  CapturedService packages(ServiceText in) throws IOException {
    int line = in.line();
    ByteWindow window = new ByteWindow(in);
    PackageLines lines = new PackageLines();
    Part part = new Part(Math.min(MOST, room));
    while (window.ensure(1)) {
      window.ensure(Frames.LONGEST);
      boolean begins = window.startsWith(0, PACKAGES);
      if ((part.begun() || begins) && !lines.over()) {
        part.line(line + window.lines());
        boolean keeps = lines.keeps(window.text(0, window.lineEnd(0, Frames.LONGEST)));
        part.pass(window, keeps);
      } else {
        passLine(window, null, 0);
      }
    }
    room -= part.text.size();
    return part.captured(in.closed());
  }

  /**
   * Keeps the parts of activity's text that say why processes ended (Android 11 and later) and
   * which run, by their names in a bug report; one that is not there is empty. Reads it to its end.
   */
  Map<String, CapturedService> activity(ServiceText in) throws IOException {
    int line = in.line();
    ByteWindow window = new ByteWindow(in);
    Part exits = new Part(Math.min(MOST, room / 2));
    Part processes = new Part(Math.min(MOST, room / 2));
    Part current = null;
    while (window.ensure(1)) {
      window.ensure(Frames.LONGEST);
      byte first = window.at(0);
      boolean list = window.startsWith(0, PROCESS_LIST);
      if (first == 'A' || first == '-' || list || (current == processes && isBlank(first))) {
        Part next =
            window.startsWith(0, EXIT_INFO)
                ? exits
                : list || window.startsWith(0, LRU) ? processes : null;
        boolean ends =
            next != null
                || window.startsWith(0, OTHER_PART)
                || window.startsWith(0, Frames.RULE)
                || (current == processes && processes.endsBlank && isBlank(first));
        if (ends && current != null) {
          current.ended = true;
        }
        current = ends ? next : current;
        if (current == processes && next == processes) {
          processes.endsBlank = list;
        }
      }
      if (current == null || current.ended) {
        passLine(window, null, 0);
      } else {
        current.line(line + window.lines());
        current.pass(window, true);
      }
    }
    room -= exits.text.size() + processes.text.size();
    return Map.of(
        BugReport.EXIT_INFO, exits.captured(in.closed()),
        BugReport.PROCESSES, processes.captured(in.closed()));
  }

  private static boolean isBlank(byte first) {
    return first == '\n' || first == '\r';
  }

  /** A part of a text while it is kept. */
  private static final class Part {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final int most;
    private int firstLine;
    private long length;
    private boolean ended;

    /** Whether an empty line ends it. */
    private boolean endsBlank;

    Part(int most) {
      this.most = most;
    }

    boolean begun() {
      return firstLine > 0;
    }

    /** The number of the line that comes next. */
    void line(int number) {
      firstLine = begun() ? firstLine : number;
    }

    void pass(ByteWindow window, boolean kept) throws IOException {
      if (kept) {
        length += passLine(window, text, most);
      } else {
        passLine(window, null, 0);
        length++;
        if (text.size() < most) {
          text.write('\n');
        }
      }
    }

    CapturedService captured(boolean closed) {
      return new CapturedService(text.toByteArray(), length, ended || closed, firstLine);
    }
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
