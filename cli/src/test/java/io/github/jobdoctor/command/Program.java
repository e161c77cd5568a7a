package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The real program in surroundings of the test's own. */
final class Program {

  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of("").toAbsolutePath();
  private OptionalInt columns = OptionalInt.empty();
  private InputStream in = InputStream.nullInputStream();
  private Ticker ticker = Ticker.system();
  private Interruption interruption = Interruption.never();

  /**
   * How a run ended.
   *
   * @param code the exit code
   * @param out what went to standard output
   * @param err what went to standard error
   */
  record Result(int code, String out, String err) {}

  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Program in(Path otherFolder) {
    folder = otherFolder;
    return this;
  }

  Program onTerminal(int width) {
    columns = OptionalInt.of(width);
    return this;
  }

  /** Time passes as this clock says. */
  Program ticking(Ticker clock) {
    ticker = clock;
    return this;
  }

  /** Ends from outside as this one says. */
  Program endedBy(Interruption signal) {
    interruption = signal;
    return this;
  }

  Program reading(byte[] input) {
    in = new ByteArrayInputStream(input);
    return this;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Result result = runInto(out, args);
    return new Result(result.code(), out.toString(StandardCharsets.UTF_8), result.err());
  }

  /** The same with the results in {@code out}, while they come; the result has none. */
  Result runInto(OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        JobDoctor.run(
            new Host(
                in, out, err, environment, folder, columns, ticker, interruption, Optional.empty()),
            args);
    return new Result(code, "", err.toString(StandardCharsets.UTF_8));
  }
}
