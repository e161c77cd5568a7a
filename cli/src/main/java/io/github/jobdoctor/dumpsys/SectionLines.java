package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lines of one section, one after the other, without blank ones. A section ends where the next
 * one begins. Its indent cannot be relied on: from API 34 and 35 on Android forgets to take indents
 * back, so that later headings stand two columns deeper; and lines of the job history may stand
 * before their heading.
 */
final class SectionLines {

  private static final int SHIFT = 2;

  private final LineCursor cursor;
  private final StateHeading heading;
  private final int base;
  private final DumpLine headingLine;
  private OptionalLong clock;
  private boolean ownClock;
  private String raw;
  private String text;
  private int indent;
  private boolean taken;
  private boolean ended;

  /**
   * Begins with the heading, which is the cursor's next line.
   *
   * @param clock the dump's clock, if it is known by now; what the section itself says goes before
   */
  SectionLines(LineCursor cursor, StateHeading heading, OptionalLong clock) {
    this.cursor = cursor;
    this.heading = heading;
    this.clock = clock;
    this.base = LineCursor.indent(cursor.peek());
    this.headingLine = new DumpLine(cursor.number(), cursor.peek());
    this.raw = cursor.peek();
    this.text = raw.strip();
    this.indent = base;
    this.taken = true;
    learnClock(heading());
  }

  /** The heading without space around it. */
  String heading() {
    return headingLine.text().strip();
  }

  /** The heading as a line of the dump. */
  DumpLine headingLine() {
    return headingLine;
  }

  /** Goes to the next line; false at the end of the section. */
  boolean next() throws IOException {
    if (ended) {
      return false;
    }
    if (taken) {
      cursor.advance();
      taken = false;
    }
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      String stripped = line.strip();
      if (!stripped.isEmpty()) {
        indent = LineCursor.indent(line);
        if (endsAt(line, stripped)) {
          break;
        }
        raw = line;
        text = stripped;
        taken = true;
        learnClock(stripped);
        return true;
      }
      cursor.advance();
    }
    ended = true;
    return false;
  }

  /** The line without space around it. */
  String text() {
    return text;
  }

  /** How much deeper than the heading it stands; may be negative. */
  int depth() {
    return indent - base;
  }

  /** The line as it is, with its number. */
  DumpLine line() {
    return new DumpLine(cursor.number(), raw);
  }

  /**
   * The line means nothing to this section. One that does not stand below the heading ends the
   * section and is left to whoever comes next.
   */
  void unread() {
    if (indent <= base) {
      taken = false;
      ended = true;
    } else {
      cursor.unreadOrVendor(cursor.number(), raw);
    }
  }

  /** A moment on the dump's clock, in relation to it; absent when the clock is not known. */
  Optional<Duration> sinceNow(long elapsed) {
    return clock.isPresent()
        ? Optional.of(Durations.ofMillis(elapsed - clock.getAsLong()))
        : Optional.empty();
  }

  /** The dump's clock; absent when it is not known yet. */
  OptionalLong clock() {
    return clock;
  }

  /** Whether the section tells the time itself. */
  boolean hasClock() {
    return ownClock;
  }

  private void learnClock(String line) {
    String time =
        switch (line.charAt(0)) {
          case 'A' ->
              line.startsWith("Alarms (")
                  ? Values.after(line, "Alarms (").replace(")", "")
                  : Values.after(line, "Alarms: now=");
          case 'C' -> Values.after(line, "Current elapsed time: ");
          case 'E' -> Values.after(line, "Elapsed clock: ");
          default -> null;
        };
    OptionalLong elapsed = time == null || ownClock ? OptionalLong.empty() : Values.number(time);
    if (elapsed.isPresent()) {
      clock = elapsed;
      ownClock = true;
    }
  }

  private boolean endsAt(String line, String stripped) {
    if (indent > base + SHIFT) {
      return false;
    }
    char first = stripped.charAt(0);
    if (first == 'J' && JobHeading.opensBlock(line)) {
      return true;
    }
    if (indent == 0
        && (Sections.service(line).isPresent()
            || Sections.endsService(line)
            || (first == '*' && Sections.isTimeout(line)))) {
      return true;
    }
    if (first == 'R' && Sections.registered(line).isPresent()) {
      return true;
    }
    StateHeading next = StateHeading.of(stripped);
    if (next == null) {
      return false;
    }
    boolean inside = indent > base || (heading == StateHeading.SETTINGS && next.isController());
    if (inside && heading.contains(next)) {
      return false;
    }
    return indent <= base || next.mayStandDeeper();
  }
}
