package io.github.jobdoctor.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes lines of text, each ended by a line feed on every system. */
final class Lines {

  private Lines() {}

  static void write(Writer out, List<String> lines) {
    try {
      for (String line : lines) {
        out.write(line);
        out.write('\n');
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
