package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that the shell of a virtual device can start by its name. */
@FunctionalInterface
public interface Program {

  /**
   * Runs to the end.
   *
   * @return the exit code, 0 to 255
   * @throws IOException when the connection broke; passed on, never answered
   */
  int run(Invocation invocation) throws IOException;

  /** A program that prints {@code text} whatever it is asked, and succeeds. */
  static Program printing(String text) {
    return invocation -> {
      invocation.print(text);
      return 0;
    };
  }

  /**
   * One start of a program.
   *
   * @param arguments what follows the program's name
   * @param stdin what the client sends; reading waits for it
   * @param stdout standard output
   * @param stderr standard error
   */
  record Invocation(
      List<String> arguments, InputStream stdin, OutputStream stdout, OutputStream stderr) {

    /** Copies the arguments. */
    public Invocation {
      arguments = List.copyOf(arguments);
    }

    /** Writes text to standard output; without a line end of its own. */
    public void print(String text) throws IOException {
      stdout.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes text to standard error; without a line end of its own. */
    public void printError(String text) throws IOException {
      stderr.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same streams with the arguments from {@code from} on. */
    public Invocation dropping(int from) {
      return new Invocation(arguments.subList(from, arguments.size()), stdin, stdout, stderr);
    }
  }
}
