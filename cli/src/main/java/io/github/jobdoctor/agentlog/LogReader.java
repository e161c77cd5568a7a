package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
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

  private static final int SHOWN_OF_A_LINE = 200;

  private final LogListener listener;
  private final RecordParser parser = new RecordParser();

  private Optional<LogHead> head = Optional.empty();
  private boolean headIsOfThisText;
  private long last;
  private boolean unreadSince;
  private boolean anything;
  private long records;
  private long repeated;
  private long unread;

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
   * What the present log still has according to its head, and the text has not; absent when nothing
   * is missing at its end, or no head says what should be there.
   */
  public Optional<LogGap> cutOff() {
    return head.filter(known -> headIsOfThisText && last < known.lastSeq())
        .map(known -> new LogGap(last + 1, known.lastSeq(), LogGap.Cause.CUT_OFF));
  }

  /**
   * Reads a text to its end. That it was cut is not an error: {@link #cutOff} tells.
   *
   * @param in UTF-8, or UTF-16 with a byte order mark; not closed
   * @throws UnusableLogException when it is no log, or one of a format that is not known
   * @throws IOException when {@code in} fails; what was read until then has been told
   */
  public void read(InputStream in) throws IOException, UnusableLogException {
    TextLines lines = new TextLines(Utf8.of(in));
    headIsOfThisText = false;
    boolean sawLine = false;
    while (lines.advance()) {
      if (isBlank(lines)) {
        continue;
      }
      try {
        parser.read(lines.buffer(), lines.start(), lines.length());
        if (parser.isHead()) {
          head(parser.head());
        } else {
          record(parser.record());
        }
        sawLine = true;
      } catch (RecordParser.NotALine e) {
        String text = beginning(lines);
        if (!sawLine) {
          throw new UnusableLogException(
              "This is no log of jobdoctor's agent: its first line is "
                  + (text.length() > 60 ? text.substring(0, 60) + "..." : text));
        }
        unread++;
        unreadSince = true;
        listener.unread(lines.number(), text);
      }
    }
    if (!sawLine) {
      throw new UnusableLogException("There is no log: the text is empty.");
    }
  }

  private void head(LogHead next) {
    boolean anew = head.isEmpty() ? records == 0 : !head.get().log().equals(next.log());
    if (anew) {
      tellCutOff();
      last = next.after();
    } else if (next.after() > last) {
      gap(next.after(), anything ? LogGap.Cause.NOT_PULLED : LogGap.Cause.UNKNOWN);
    }
    head = Optional.of(next);
    headIsOfThisText = true;
    unreadSince = false;
    anything = true;
    listener.head(next, anew);
    // What is older than the oldest record is gone, whether or not a record follows.
    if (next.firstSeq() > last + 1) {
      gap(next.firstSeq() - 1, LogGap.Cause.OVERWRITTEN);
    }
  }

  /** Another log begins: what was missing of the one before will not come any more. */
  private void tellCutOff() {
    cutOff().ifPresent(listener::gap);
  }

  private void record(LogRecord record) {
    if (record.seq() <= last) {
      repeated++;
      return;
    }
    if (record.seq() > last + 1 && (anything || records > 0)) {
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
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String beginning(TextLines lines) {
    int shown = Math.min(lines.length(), SHOWN_OF_A_LINE);
    return new String(lines.buffer(), lines.start(), shown, UTF_8);
  }
}
