package io.github.jobdoctor.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A device behind an adb server; one connection for each command. */
final class AdbDevice implements Device {

  private final AdbLink link;
  private final String serial;
  private final DeviceTrouble trouble;
  private volatile DeviceProperties properties;
  private volatile Boolean separatesStreams;

  AdbDevice(AdbLink link, AdbDevices devices, String serial) {
    this.link = link;
    this.trouble = new DeviceTrouble(link, devices, serial);
    this.serial = serial;
  }

  @Override
  public String serial() {
    return serial;
  }

  @Override
  public DeviceProperties properties() throws DeviceException {
    if (properties == null) {
      properties = Getprop.read(shell(ShellCommand.of("getprop"), link.answerTimeout()).stdout());
    }
    return properties;
  }

  @Override
  public ShellResult shell(ShellCommand command, Duration timeout) throws DeviceException {
    return shell(command, Deadline.in(timeout));
  }

  private ShellResult shell(ShellCommand command, Deadline deadline) throws DeviceException {
    Streamed<byte[]> whole = stream(command, deadline, InputStream::readAllBytes);
    return new ShellResult(
        new String(whole.value(), StandardCharsets.UTF_8), whole.stderr(), whole.exitCode());
  }

  @Override
  public <T> Streamed<T> stream(ShellCommand command, Duration timeout, OutputReader<T> reader)
      throws DeviceException {
    return stream(command, Deadline.in(timeout), reader);
  }

  private <T> Streamed<T> stream(ShellCommand command, Deadline deadline, OutputReader<T> reader)
      throws DeviceException {
    try {
      return run(command, deadline, false, reader);
    } catch (IOException e) {
      // The reader's own failure: a bug, or its disk; the device has nothing to do with it.
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int exec(ShellCommand command, Duration timeout, OutputStream sink)
      throws DeviceException, IOException {
    return run(command, Deadline.in(timeout), true, stdout -> stdout.transferTo(sink)).exitCode();
  }

  @Override
  public ShellResult install(Path apk, List<String> options, Duration timeout)
      throws DeviceException, IOException {
    if (!Files.isReadable(apk) || !Files.isRegularFile(apk)) {
      throw new NoSuchFileException(apk.toString(), null, "no file that can be read");
    }
    Deadline deadline = Deadline.in(timeout);
    String remote = "/data/local/tmp/jobdoctor-" + UUID.randomUUID() + ".apk";
    ShellCommand install =
        ShellCommand.of("pm", "install").with(options.toArray(String[]::new)).with(remote);
    Optional<String> refusal = push(apk, remote, install, deadline);
    if (refusal.isPresent()) {
      return new ShellResult("", refusal.get(), 1);
    }
    try {
      return shell(install, deadline);
    } finally {
      remove(remote);
    }
  }

  private Optional<String> push(Path file, String remote, ShellCommand purpose, Deadline deadline)
      throws DeviceException {
    InetSocketAddress server;
    try {
      server = link.address(deadline);
    } catch (IOException e) {
      throw trouble.beforeItsTurn(e, purpose, deadline);
    }
    try {
      return DdmlibSync.push(server, serial, file, remote, deadline);
    } catch (AdbRefusal e) {
      throw trouble.refused(e);
    } catch (IOException e) {
      throw trouble.duringItsTurn(e, purpose, deadline);
    }
  }

  private void remove(String remote) {
    try {
      shell(ShellCommand.of("rm", "-f", remote), link.answerTimeout());
    } catch (DeviceException e) {
      // What install had to say matters more than a leftover in the device's folder for such.
    }
  }

  /**
   * Runs a command.
   *
   * @param binary whether every byte counts, also the line ends
   * @throws IOException what {@code reader} threw of its own
   */
  private <T> Streamed<T> run(
      ShellCommand command, Deadline deadline, boolean binary, OutputReader<T> reader)
      throws DeviceException, IOException {
    boolean packets = separatesStreams(command, deadline);
    AdbConnection connection = transport(command, deadline);
    try {
      CommandOutput output = start(connection, command, packets, binary, deadline);
      InputStream stdout = packets || binary ? output : new UnixLines(output);
      try {
        T value = reader.read(stdout);
        output.finish();
        return new Streamed<>(value, output.stderr(), output.exitCode());
      } catch (IOException | RuntimeException e) {
        // A reader that chokes on a cut-off text says something else; the cut is the reason.
        if (output.failure() != null) {
          throw trouble.duringItsTurn(output.failure(), command, deadline);
        }
        throw e;
      }
    } finally {
      link.close(connection);
    }
  }

  /** Whether the device has {@code shell_v2} (Android 7 and newer); asked once. */
  private boolean separatesStreams(ShellCommand command, Deadline deadline) throws DeviceException {
    if (separatesStreams == null) {
      try {
        String features = link.ask("host-serial:" + serial + ":features", deadline);
        separatesStreams = List.of(features.strip().split(",", -1)).contains("shell_v2");
      } catch (AdbRefusal e) {
        // adb servers before 2016 know no features, and their `adb shell` no exit code.
        if (!e.getMessage().contains("unknown host service")) {
          throw trouble.refused(e);
        }
        separatesStreams = false;
      } catch (IOException e) {
        throw trouble.beforeItsTurn(e, command, deadline);
      }
    }
    return separatesStreams;
  }

  /** A connection on which the server takes services of this device. */
  private AdbConnection transport(ShellCommand command, Deadline deadline) throws DeviceException {
    AdbConnection connection = null;
    boolean done = false;
    try {
      connection = link.open(deadline);
      connection.request("host:transport:" + serial);
      done = true;
      return connection;
    } catch (AdbRefusal e) {
      throw trouble.refused(e);
    } catch (IOException e) {
      throw trouble.beforeItsTurn(e, command, deadline);
    } finally {
      if (!done && connection != null) {
        link.close(connection);
      }
    }
  }

  private CommandOutput start(
      AdbConnection connection,
      ShellCommand command,
      boolean packets,
      boolean binary,
      Deadline deadline)
      throws DeviceException {
    try {
      if (!packets) {
        connection.request((binary ? "exec:" : "shell:") + MarkedOutput.line(command));
        return new MarkedOutput(connection::read);
      }
      connection.request("shell,v2,raw:" + command.line());
    } catch (IOException e) {
      throw trouble.duringItsTurn(e, command, deadline);
    }
    try {
      connection.write(ShellV2Output.NO_INPUT);
    } catch (IOException e) {
      // A quick command may be over by now; whether it is, the packets tell.
    }
    return new ShellV2Output(connection::read);
  }
}
