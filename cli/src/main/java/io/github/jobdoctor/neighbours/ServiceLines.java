package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a service's text, one after the other. Of a line longer than {@value #LONGEST}
 * characters the rest is left out.
 */
final class ServiceLines {

  private static final int LONGEST = 1 << 16;

  private final Reader in;
  private final char[] read = new char[1 << 13];
  private int position;
  private int limit;
  private int number;
  private String text = "";

  ServiceLines(InputStream in, int firstLine) {
    this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
    this.number = firstLine - 1;
  }

  /** Goes on to the next line; false when none is left that has its end. */
  boolean next() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (position == limit) {
        position = 0;
        limit = Math.max(in.read(read), 0);
        if (limit == 0) {
          return false;
        }
      }
      int end = position;
      while (end < limit && read[end] != '\n') {
        end++;
      }
      line.append(read, position, Math.min(end - position, LONGEST - line.length()));
      position = end;
      if (end < limit) {
        position++;
        number++;
        int length = line.length();
        boolean carriageReturn = length > 0 && line.charAt(length - 1) == '\r';
        text = carriageReturn ? line.substring(0, length - 1) : line.toString();
        return true;
      }
    }
  }

  /** The line as printed. */
  String text() {
    return text;
  }

  /** The number of leading spaces. */
  int indent() {
    int i = 0;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /** The line, to be cited. */
  DumpLine here() {
    return new DumpLine(number, text);
  }

  /** Something that this line says. */
  <T> Fact<T> fact(T value) {
    return new Fact<>(value, here());
  }

  /**
   * The word behind {@code key=}, where that stands at the line's beginning or behind a space;
   * absent where it does not.
   */
  Optional<String> value(String key) {
    return value(text, key);
  }

  /** The same of any line. */
  static Optional<String> value(String line, String key) {
    for (int at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + 1)) {
      int from = at + key.length();
      boolean begins = at == 0 || line.charAt(at - 1) == ' ';
      if (begins && from < line.length() && line.charAt(from) == '=') {
        int end = line.indexOf(' ', from);
        String word = line.substring(from + 1, end < 0 ? line.length() : end);
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** {@code true} or {@code false} behind {@code key=}. */
  Optional<Boolean> flag(String key) {
    return value(key).flatMap(ServiceLines::flagOf);
  }

  /** The word as a flag; absent when it is another word. */
  static Optional<Boolean> flagOf(String word) {
    return switch (word) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The word as a number of at most nine digits, negative or not; absent when it is none. */
  static Optional<Integer> number(String word) {
    int digits = word.startsWith("-") ? 1 : 0;
    if (word.length() == digits || word.length() > digits + 9) {
      return Optional.empty();
    }
    for (int i = digits; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    return Optional.of(Integer.valueOf(word));
  }
}
