package io.github.jobdoctor.device;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code adb} program of this computer, needed only to start a server.
 *
 * @param path an executable file
 */
public record AdbProgram(Path path) {

  /** adb waits for up to 3 s until it knows the devices, and a cold disk takes its time too. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

  /** How much of adb's own words an error message carries. */
  private static final int QUOTED = 400;

  /**
   * Looks in the folders of {@code PATH}, then for {@code platform-tools} in {@code ANDROID_HOME},
   * {@code ANDROID_SDK_ROOT} and where Android Studio puts the SDK on Linux, macOS and Windows.
   *
   * @param environment the variables; nothing else is asked
   */
  public static Optional<AdbProgram> find(Map<String, String> environment) {
    Stream<String> onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator));
    Stream<String> inSdk =
        Stream.of(
                folder(environment, "ANDROID_HOME", ""),
                folder(environment, "ANDROID_SDK_ROOT", ""),
                folder(environment, "HOME", "/Android/Sdk"),
                folder(environment, "HOME", "/Library/Android/sdk"),
                folder(environment, "LOCALAPPDATA", "/Android/Sdk"))
            .flatMap(Optional::stream)
            .map(sdk -> sdk + "/platform-tools");
    return Stream.concat(onPath, inSdk)
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> Stream.of("adb", "adb.exe").map(name -> folder + "/" + name))
        .flatMap(file -> path(file).stream())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .map(AdbProgram::new)
        .findFirst();
  }

  private static Optional<String> folder(
      Map<String, String> environment, String variable, String rest) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(value -> value + rest);
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      // PATH may hold anything; what is no path holds no adb.
      return Optional.empty();
    }
  }

  /**
   * Runs {@code adb -P PORT start-server}. The server stays when we end: it is the user's.
   *
   * @throws DeviceException.AdbUnreachable when adb fails, with its own words
   */
  void startServer(AdbServer server, Map<String, String> environment) throws DeviceException {
    List<String> command =
        List.of(path.toString(), "-P", Integer.toString(server.port()), "start-server");
    Path output = null;
    try {
      // A file and not a pipe: the server inherits it and would hold a pipe open for ever.
      output = Files.createTempFile("jobdoctor-adb", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.environment().putAll(environment);
      // They may name another server than the one that was asked for.
      builder.environment().remove("ADB_SERVER_SOCKET");
      builder.environment().remove("ANDROID_ADB_SERVER_ADDRESS");
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!finished(process, server)) {
        throw failed(server, command, "took longer than " + START_TIMEOUT.toSeconds() + " s", null);
      }
      if (process.exitValue() != 0) {
        throw failed(server, command, "failed: " + words(output), null);
      }
    } catch (IOException e) {
      throw failed(server, command, "could not run: " + e.getMessage(), e);
    } finally {
      delete(output);
    }
  }

  private static boolean finished(Process process, AdbServer server) throws DeviceException {
    boolean finished = false;
    try {
      finished = process.waitFor(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return finished;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException.Interrupted("starting the adb server at " + server);
    } finally {
      if (!finished) {
        // The client that we ran; a server that it may have started is left alone.
        process.destroyForcibly();
      }
    }
  }

  private static DeviceException failed(
      AdbServer server, List<String> command, String how, Throwable cause) {
    return new DeviceException.AdbUnreachable(
        server.toString(),
        "does not answer, and `" + String.join(" ", command) + "` " + how,
        cause);
  }

  private static String words(Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    String words = String.join("; ", lines);
    return words.isEmpty()
        ? "it gave no reason"
        : words.substring(0, Math.min(QUOTED, words.length()));
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // On Windows the server keeps it open; the system clears its temporary folder.
    }
  }
}
