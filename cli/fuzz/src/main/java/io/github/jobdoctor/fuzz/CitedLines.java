package io.github.jobdoctor.fuzz;

import io.github.jobdoctor.job.DumpLine;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Holds the lines that records cite against the text that they were read from. */
final class CitedLines {

  private final String[] lines;
  private final int firstLine;

  /** A text in UTF-8 whose first line has this number. */
  CitedLines(byte[] text, int firstLine) {
    this.lines = new String(text, StandardCharsets.UTF_8).split("\n", -1);
    this.firstLine = firstLine;
  }

  /** Throws when the text has no line of this number. */
  void checkNumber(int line) {
    if (line < firstLine || line - firstLine >= lines.length) {
      throw new IllegalStateException("a line beyond the text: " + line);
    }
  }

  /** Throws when {@code found}, or anything in it, cites a line that the text does not have. */
  void check(Object found) {
    if (found instanceof DumpLine line) {
      checkLine(line);
    } else if (found instanceof Optional<?> optional) {
      optional.ifPresent(this::check);
    } else if (found instanceof Collection<?> collection) {
      collection.forEach(this::check);
    } else if (found instanceof Map<?, ?> map) {
      map.values().forEach(this::check);
    } else if (found instanceof Record) {
      for (RecordComponent component : found.getClass().getRecordComponents()) {
        check(value(component, found));
      }
    }
  }

  private static Object value(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record that cannot be looked into: " + of, e);
    }
  }

  private void checkLine(DumpLine cited) {
    checkNumber(cited.line());
    String line = lines[cited.line() - firstLine];
    String printed = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (!printed.equals(cited.text())) {
      throw new IllegalStateException(cited + " is cited where the text has: " + printed);
    }
  }
}
