package io.github.jobdoctor.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Signals that tests send to processes. */
final class Signals {

  private static final Path STATUS = Path.of("/proc/self/status");

  private Signals() {}

  /**
   * Skips a test of Ctrl-C where it would test nothing: a shell that starts a command with {@code
   * &} has it ignore that signal, and the processes of the command inherit this.
   */
  static void assumeHeard(String signal) throws IOException {
    if (!signal.equals("INT") || !Files.exists(STATUS)) {
      return;
    }
    boolean ignored =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
            .anyMatch(mask -> (mask & 0b10) != 0);
    Assumptions.assumeFalse(ignored, "started in the background, where Ctrl-C is ignored");
  }
}
