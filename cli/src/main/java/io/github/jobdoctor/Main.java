package io.github.jobdoctor;

import io.github.jobdoctor.command.Host;
import io.github.jobdoctor.command.JobDoctor;
import io.github.jobdoctor.jobscheduler.Ticker;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/** The program on a real computer: the only class that touches the process. */
public final class Main {

  private static final int USUAL_COLUMNS = 80;

  private Main() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Host host =
        new Host(
            System.in,
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            new FileOutputStream(FileDescriptor.err),
            environment,
            Path.of("").toAbsolutePath(),
            columns(environment),
            Ticker.system());
    System.exit(JobDoctor.run(host, args));
  }

  /**
   * The launcher knows whether standard output is a terminal, and how wide it is (0 when it is none);
   * Java alone knows the first, if standard input is one as well.
   */
  private static OptionalInt columns(Map<String, String> environment) {
    String told = environment.getOrDefault("JOBDOCTOR_COLUMNS", "");
    if (told.matches("\\d{1,4}")) {
      int columns = Integer.parseInt(told);
      return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
    }
    return System.console() == null ? OptionalInt.empty() : OptionalInt.of(USUAL_COLUMNS);
  }
}
