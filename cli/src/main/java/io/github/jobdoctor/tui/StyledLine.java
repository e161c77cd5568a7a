package io.github.jobdoctor.tui;

import io.github.jobdoctor.render.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the screen: pieces of text, each with its look. Whatever steers a terminal is made
 * harmless here, wherever the text came from.
 *
 * @param parts from left to right
 */
record StyledLine(List<Part> parts) {

  static final StyledLine EMPTY = new StyledLine(List.of());

  private static final Pattern SEQUENCE = Pattern.compile("\033\\[(\\d*)m");

  /** Copies the list. */
  StyledLine {
    parts = List.copyOf(parts);
  }

  /**
   * A piece of a line.
   *
   * @param text made safe for a terminal
   * @param look how it stands out
   */
  record Part(String text, Look look) {
    Part {
      text = Printable.clean(text);
    }
  }

  static StyledLine of(String text) {
    return of(text, Look.PLAIN);
  }

  static StyledLine of(String text, Look look) {
    return new StyledLine(List.of(new Part(text, look)));
  }

  /**
   * A line that {@code render} painted in its styles. Its device texts are clean already, so that
   * the sequences in it are its own.
   */
  static StyledLine ofPainted(String painted) {
    List<Part> parts = new ArrayList<>();
    Matcher sequence = SEQUENCE.matcher(painted);
    Look look = Look.PLAIN;
    int at = 0;
    while (sequence.find()) {
      if (sequence.start() > at) {
        parts.add(new Part(painted.substring(at, sequence.start()), look));
      }
      look = lookOf(sequence.group(1));
      at = sequence.end();
    }
    if (at < painted.length()) {
      parts.add(new Part(painted.substring(at), look));
    }
    return new StyledLine(parts);
  }

  private static Look lookOf(String code) {
    return switch (code) {
      case "1" -> Look.BOLD;
      case "2" -> Look.DIM;
      case "31" -> Look.of(Hue.RED);
      case "32" -> Look.of(Hue.GREEN);
      case "33" -> Look.of(Hue.YELLOW);
      case "36" -> Look.of(Hue.CYAN);
      default -> Look.PLAIN;
    };
  }

  StyledLine plus(String text, Look look) {
    return text.isEmpty() ? this : plus(StyledLine.of(text, look));
  }

  StyledLine plus(StyledLine other) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new StyledLine(all);
  }

  int width() {
    int width = 0;
    for (Part part : parts) {
      width += CharWidth.of(part.text());
    }
    return width;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.text()));
    return text.toString();
  }

  /** The whole line in one look. */
  StyledLine all(Look look) {
    return StyledLine.of(text(), look);
  }

  /** The line in so many columns: shortened with {@code ellipsis} if it is longer. */
  StyledLine cut(int columns, String ellipsis) {
    if (width() <= columns) {
      return this;
    }
    List<Part> kept = new ArrayList<>();
    int room = Math.max(0, columns - CharWidth.of(ellipsis));
    Look last = Look.PLAIN;
    for (Part part : parts) {
      String text = beginning(part.text(), room);
      last = part.look();
      kept.add(new Part(text, last));
      room -= CharWidth.of(text);
      if (text.length() < part.text().length()) {
        break;
      }
    }
    if (columns >= CharWidth.of(ellipsis)) {
      kept.add(new Part(ellipsis, last));
    }
    return new StyledLine(kept);
  }

  /**
   * The line in as many lines as it needs, broken between words; those after the first begin with
   * {@code indent} spaces.
   */
  List<StyledLine> wrapped(int columns, int indent) {
    if (width() <= columns || columns <= indent + 10) {
      return List.of(this);
    }
    List<StyledLine> lines = new ArrayList<>();
    StyledLine line = EMPTY;
    int used = 0;
    for (Part part : parts) {
      String rest = part.text();
      while (!rest.isEmpty()) {
        if (used + CharWidth.of(rest) <= columns) {
          line = line.plus(rest, part.look());
          used += CharWidth.of(rest);
          break;
        }
        String fitting = beginning(rest, columns - used);
        // Things in a row have two spaces between them, and stay whole where that is possible.
        int between = rest.lastIndexOf("  ", fitting.length());
        int space =
            between > fitting.length() / 2 ? between : rest.lastIndexOf(' ', fitting.length());
        boolean begun = used > (lines.isEmpty() ? 0 : indent);
        String kept = space > 0 ? rest.substring(0, space) : begun ? "" : fitting;
        lines.add(line.plus(kept, part.look()));
        rest =
            space > 0 || !begun
                ? rest.substring(kept.length()).stripLeading()
                : rest.stripLeading();
        line = StyledLine.of(" ".repeat(indent));
        used = indent;
      }
    }
    lines.add(line);
    return lines;
  }

  /** The line without spaces at its end. */
  StyledLine trimmed() {
    List<Part> kept = new ArrayList<>(parts);
    while (!kept.isEmpty()) {
      Part last = kept.remove(kept.size() - 1);
      String text = last.text().stripTrailing();
      if (!text.isEmpty()) {
        kept.add(new Part(text, last.look()));
        break;
      }
    }
    return new StyledLine(kept);
  }

  /** The line in so many columns, with spaces in its last look behind it. */
  StyledLine padded(int columns) {
    int missing = columns - width();
    Look last = parts.isEmpty() ? Look.PLAIN : parts.get(parts.size() - 1).look();
    return missing <= 0 ? this : plus(" ".repeat(missing), last);
  }

  /** The line with {@code end} at the right edge, where both have room; else alone. */
  StyledLine withEnd(StyledLine end, int columns) {
    int gap = columns - width() - end.width();
    return gap < 2 ? this : plus(" ".repeat(gap), Look.PLAIN).plus(end);
  }

  /** The beginning of a text that takes so many columns at most. */
  static String beginning(String text, int columns) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (used + CharWidth.of(c) > columns) {
        break;
      }
      used += CharWidth.of(c);
      end += Character.charCount(c);
    }
    return text.substring(0, end);
  }

  /** The end of a text that takes so many columns at most. */
  static String ending(String text, int columns) {
    int start = text.length();
    int used = 0;
    while (start > 0) {
      int c = text.codePointBefore(start);
      if (used + CharWidth.of(c) > columns) {
        break;
      }
      used += CharWidth.of(c);
      start -= Character.charCount(c);
    }
    return text.substring(start);
  }
}
