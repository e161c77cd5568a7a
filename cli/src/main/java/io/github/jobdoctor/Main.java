package io.github.jobdoctor;

import io.github.jobdoctor.command.Host;
import io.github.jobdoctor.command.JobDoctor;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The program on a real computer: the only class that touches the process. */
public final class Main {

  private Main() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    skipWhatPicocliLooksFor();
    Map<String, String> environment = System.getenv();
    Host host =
        new Host(
            System.in,
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            new FileOutputStream(FileDescriptor.err),
            environment,
            Path.of("").toAbsolutePath(),
            columns(environment),
            Ticker.system(),
            Interruption.ofProcess(),
            programFolder());
    System.exit(JobDoctor.run(host, args));
  }

  /** With {@code java -jar} the class path is that jar alone. */
  private static Optional<Path> programFolder() {
    String path = System.getProperty("java.class.path", "");
    return path.endsWith(".jar") && !path.contains(File.pathSeparator)
        ? Optional.ofNullable(Path.of(path).toAbsolutePath().getParent())
        : Optional.empty();
  }

  /**
   * At every start picocli would search the whole class path for Groovy and Jansi, and set up
   * converters for types that no option here has.
   */
  private static void skipWhatPicocliLooksFor() {
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.ansi", "false");
    System.setProperty("picocli.converters.excludes", "java\\.(?:sql|time|nio)\\..*");
  }

  /**
   * Whether standard output is a terminal, and how wide, only the launcher can tell (0 columns when
   * it is none). Started without it, the program writes as into a pipe.
   */
  private static OptionalInt columns(Map<String, String> environment) {
    String told = environment.getOrDefault("JOBDOCTOR_COLUMNS", "");
    return told.matches("[1-9]\\d{0,3}")
        ? OptionalInt.of(Integer.parseInt(told))
        : OptionalInt.empty();
  }
}
