package io.github.jobdoctor.virtual;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The real {@code adb} program in a world of its own: its home directory and its server's port are
 * private, so that neither keys nor servers nor devices of the person running the tests are
 * touched. Closing it ends the private server, if there is one.
 *
 * <p>Tests that need it are skipped where adb is not on PATH, unless the environment variable or
 * system property {@code JOBDOCTOR_REQUIRE_ADB} is {@code true}: then they fail.
 */
public final class RealAdb implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 30;

  private final Path program;
  private final Path home;
  private final int port;
  private final boolean ownServer;

  private RealAdb(Path program, int port, boolean ownServer) {
    this.program = program;
    this.port = port;
    this.ownServer = ownServer;
    try {
      home = Files.createTempDirectory("jobdoctor-adb");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An adb client of the server on this port, such as a {@link VirtualAdbServer}. */
  public static RealAdb clientOf(int port) {
    return new RealAdb(programOrSkip(), port, false);
  }

  /** An adb client whose first command starts a real adb server on a free port. */
  public static RealAdb withOwnServer() {
    return new RealAdb(programOrSkip(), freePort(), true);
  }

  /**
   * How one adb command ended.
   *
   * @param exitCode adb's exit code
   * @param stdout its standard output, byte for byte as ISO 8859-1
   * @param stderr its standard error, likewise
   */
  public record Result(int exitCode, String stdout, String stderr) {}

  /** The port of the server that this adb talks to. */
  public int port() {
    return port;
  }

  /** Runs adb with these arguments and an empty standard input, to its end. */
  public Result run(String... arguments) {
    try {
      Process process = start(arguments);
      process.getOutputStream().close();
      Collector stdout = new Collector(process.getInputStream());
      Collector stderr = new Collector(process.getErrorStream());
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("adb " + List.of(arguments) + " did not end");
      }
      return new Result(process.exitValue(), stdout.text(), stderr.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts adb with these arguments; the caller waits for it and reads what it prints. */
  public Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("ADB") || name.equals("ANDROID_SERIAL"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TMPDIR", home.toString());
    builder.environment().put("ANDROID_ADB_SERVER_PORT", Integer.toString(port));
    // Without this adb's server looks for devices on the network.
    builder.environment().put("ADB_MDNS", "0");
    return builder.start();
  }

  /** Ends the private server and removes the private home. */
  @Override
  public void close() {
    if (ownServer) {
      run("kill-server");
    }
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programOrSkip() {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "adb"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String message = "the adb program is not on PATH";
      if (required()) {
        Assertions.fail(message + ", and JOBDOCTOR_REQUIRE_ADB=true");
      }
      Assumptions.abort(message + ": this test needs it (JOBDOCTOR_REQUIRE_ADB=true would fail)");
    }
    return found.orElseThrow();
  }

  private static boolean required() {
    return Boolean.parseBoolean(System.getenv("JOBDOCTOR_REQUIRE_ADB"))
        || Boolean.getBoolean("JOBDOCTOR_REQUIRE_ADB");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a stream on a thread of its own, so that no pipe fills up. */
  private static final class Collector {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread;

    Collector(InputStream stream) {
      thread =
          new Thread(
              () -> {
                try (stream) {
                  stream.transferTo(bytes);
                } catch (IOException e) {
                  // The process is gone; what was read until then is what there is.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    String text() throws InterruptedException {
      // A server that adb left behind may hold the pipe open for ever.
      thread.join(TimeUnit.SECONDS.toMillis(2));
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
