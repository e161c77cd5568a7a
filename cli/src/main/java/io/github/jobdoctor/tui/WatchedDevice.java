package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceProperties;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** A device that tells each command when it is over, with how long it took. */
final class WatchedDevice implements Device {

  private final Device device;
  private final String adb;
  private final InstantSource clock;
  private final Consumer<Command> listener;

  /** Tells the commands of {@code device}; {@code adb} are the words that lead to it. */
  WatchedDevice(Device device, String adb, InstantSource clock, Consumer<Command> listener) {
    this.device = device;
    this.adb = adb;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public String serial() {
    return device.serial();
  }

  @Override
  public DeviceProperties properties() throws DeviceException {
    return device.properties();
  }

  @Override
  public ShellResult shell(ShellCommand command, Duration timeout) throws DeviceException {
    Telling telling = new Telling(command);
    try {
      ShellResult result = device.shell(command, timeout);
      telling.ended(result.exitCode());
      return result;
    } catch (DeviceException e) {
      telling.failed(e);
      throw e;
    }
  }

  @Override
  public <T> Streamed<T> stream(ShellCommand command, Duration timeout, OutputReader<T> reader)
      throws DeviceException {
    Telling telling = new Telling(command);
    try {
      Streamed<T> streamed = device.stream(command, timeout, reader);
      telling.ended(streamed.exitCode());
      return streamed;
    } catch (DeviceException e) {
      telling.failed(e);
      throw e;
    }
  }

  @Override
  public int exec(ShellCommand command, Duration timeout, OutputStream sink)
      throws DeviceException, IOException {
    Telling telling = new Telling(command);
    try {
      int code = device.exec(command, timeout, sink);
      telling.ended(code);
      return code;
    } catch (DeviceException e) {
      telling.failed(e);
      throw e;
    }
  }

  @Override
  public ShellResult install(Path apk, List<String> options, Duration timeout)
      throws DeviceException, IOException {
    return device.install(apk, options, timeout);
  }

  /** One command on its way. */
  private final class Telling {
    private final ShellCommand command;
    private final Instant start = clock.instant();

    Telling(ShellCommand command) {
      this.command = command;
    }

    void ended(int code) {
      tell(code == 0 ? "" : "exit " + code);
    }

    void failed(DeviceException e) {
      tell(
          e instanceof DeviceException.TimedOut
              ? "timed out"
              : e instanceof DeviceException.Interrupted ? "given up" : "lost");
    }

    private void tell(String ending) {
      listener.accept(
          Command.once(
              adb + " " + ShellCommand.of("shell", command.line()).line(),
              start,
              Duration.between(start, clock.instant()),
              ending));
    }
  }
}
