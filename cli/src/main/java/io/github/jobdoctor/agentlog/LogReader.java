package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads logs: what {@code content read} of the agent prints, that text saved in a file, several
 * such texts one after another, or records without a head. One reader may read several streams,
 * each of which goes on where the one before ended; it remembers the last number, so that it knows
 * what it missed. Not safe for several threads.
 *
 * <p>A line that is not understood costs that line. A record whose number is not above the last one
 * was read before (pulls may overlap); it is counted and left out.
 */
public final class LogReader {

  /** So many bytes of a line that was not understood are told. */
  private static final int TOLD_OF_A_LINE = 200;

  /** So many characters of it are shown when the text is refused. */
  private static final int SHOWN_OF_A_LINE = 60;

  /** A log may begin with a cut line, or with what some program had to say; not with more. */
  private static final int MAX_LINES_BEFORE = 20;

  private final LogListener listener;
  private final RecordParser parser = new RecordParser();

  private Optional<LogHead> head = Optional.empty();
  private boolean headIsOfThisText;
  private long last;
  private boolean unreadSince;
  private long records;
  private long repeated;
  private long unread;

  private record UnreadLine(long number, String text, boolean whole) {}

  /** A reader that tells {@code listener} what it reads. */
  public LogReader(LogListener listener) {
    this.listener = listener;
  }

  /** The head that was read last; absent while there was none. */
  public Optional<LogHead> head() {
    return head;
  }

  /** The highest number that was read of the present log; 0 before the first. */
  public long last() {
    return last;
  }

  /** How many records were told. */
  public long records() {
    return records;
  }

  /** How many records were left out because they had been read before. */
  public long repeated() {
    return repeated;
  }

  /** How many lines were not understood. */
  public long unread() {
    return unread;
  }

  /**
   * What the present log still has according to its head, and was not read; absent when nothing is
   * missing at its end, or no head says what should be there. It is told to the listener only when
   * something comes after it; whoever reads no further text tells it where that matters.
   */
  public Optional<LogGap> cutOff() {
    return head.filter(known -> last < known.lastSeq())
        .map(
            known ->
                new LogGap(
                    last + 1,
                    known.lastSeq(),
                    unreadSince ? LogGap.Cause.UNREAD : LogGap.Cause.CUT_OFF));
  }

  /**
   * Reads a text to its end. That it was cut is not an error: {@link #cutOff} tells.
   *
   * @param in UTF-8, or UTF-16 with a byte order mark; or the ring log's file itself; not closed
   * @throws UnusableLogException when it is no log, or goes on in a format that is not known; what
   *     was read until then has been told
   * @throws IOException when {@code in} fails; what was read until then has been told
   */
  public void read(InputStream in) throws IOException, UnusableLogException {
    PushbackInputStream whole = new PushbackInputStream(in, RingFile.magicBytes());
    byte[] beginning = in.readNBytes(RingFile.magicBytes());
    whole.unread(beginning);
    headIsOfThisText = false;
    if (RingFile.is(beginning)) {
      RingFile ring = RingFile.read(whole);
      head(ring.head());
      ring.forEach(this::record);
    } else {
      readText(whole);
    }
  }

  private void readText(InputStream in) throws IOException, UnusableLogException {
    TextLines lines = new TextLines(Utf8.of(in));
    boolean isLog = false;
    List<UnreadLine> before = new ArrayList<>();
    while (lines.advance()) {
      if (isBlank(lines)) {
        continue;
      }
      try {
        parser.read(lines.buffer(), lines.start(), lines.length());
        if (parser.isHead()) {
          LogHead next = parser.head();
          before.forEach(this::unread);
          head(next);
        } else {
          LogRecord record = parser.record();
          before.forEach(this::unread);
          record(record);
        }
        before.clear();
        isLog = true;
      } catch (NotALineException e) {
        UnreadLine line = new UnreadLine(lines.number(), beginning(lines), lines.isWhole());
        if (isLog) {
          unread(line);
        } else {
          before.add(line);
          if (before.size() > MAX_LINES_BEFORE) {
            throw noLog(before);
          }
        }
      }
    }
    if (!isLog) {
      throw noLog(before);
    }
  }

  private static UnusableLogException noLog(List<UnreadLine> lines) {
    if (lines.isEmpty()) {
      return new UnusableLogException("There is no log: the text is empty.");
    }
    String text = lines.get(0).text();
    return new UnusableLogException(
        "This is no log of jobdoctor's agent: its first line is "
            + (text.length() > SHOWN_OF_A_LINE
                ? text.substring(0, SHOWN_OF_A_LINE) + "..."
                : text));
  }

  private void unread(UnreadLine line) {
    unread++;
    // Behind a line without an end there is nothing: more may be missing than what stood in it.
    unreadSince |= line.whole();
    listener.unread(line.number(), line.text());
  }

  private void head(LogHead next) {
    // Nobody knows whether records without a head are of this log.
    boolean anew = head.isEmpty() || !head.get().log().equals(next.log());
    Optional<LogGap> cutOff = cutOff();
    if (anew) {
      // What was missing of the log before will not come any more.
      cutOff.ifPresent(listener::gap);
      last = next.after();
    } else if (next.after() > last) {
      cutOff.ifPresent(cut -> gap(Math.min(cut.to(), next.after()), cut.cause()));
      if (next.after() > last) {
        gap(next.after(), LogGap.Cause.NOT_PULLED);
      }
    }
    head = Optional.of(next);
    headIsOfThisText = true;
    unreadSince = false;
    listener.head(next, anew);
    // What is older than the oldest record is gone, whether or not a record follows.
    if (next.firstSeq() > last + 1) {
      gap(next.firstSeq() - 1, LogGap.Cause.OVERWRITTEN);
    }
  }

  private void record(LogRecord record) {
    if (record.seq() <= last) {
      repeated++;
      return;
    }
    if (record.seq() > last + 1 && (head.isPresent() || records > 0)) {
      gap(
          record.seq() - 1,
          unreadSince
              ? LogGap.Cause.UNREAD
              : headIsOfThisText ? LogGap.Cause.DAMAGED : LogGap.Cause.UNKNOWN);
    }
    last = record.seq();
    unreadSince = false;
    records++;
    listener.record(record);
  }

  private void gap(long to, LogGap.Cause cause) {
    listener.gap(new LogGap(last + 1, to, cause));
    last = to;
  }

  private static boolean isBlank(TextLines lines) {
    for (int i = 0; i < lines.length(); i++) {
      byte b = lines.buffer()[lines.start() + i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static String beginning(TextLines lines) {
    int shown = Math.min(lines.length(), TOLD_OF_A_LINE);
    return new String(lines.buffer(), lines.start(), shown, UTF_8);
  }
}
