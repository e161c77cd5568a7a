package io.github.jobdoctor.command;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceProperties;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A device that tells each command before it goes out, for {@code --verbose}. */
final class NarratedDevice implements Device {

  private final Device device;
  private final GlobalOptions options;
  private final Talk talk;

  NarratedDevice(Device device, GlobalOptions options, Talk talk) {
    this.device = device;
    this.options = options;
    this.talk = talk;
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
    tell(command);
    return device.shell(command, timeout);
  }

  @Override
  public <T> Streamed<T> stream(ShellCommand command, Duration timeout, OutputReader<T> reader)
      throws DeviceException {
    tell(command);
    return device.stream(command, timeout, reader);
  }

  @Override
  public int exec(ShellCommand command, Duration timeout, OutputStream sink)
      throws DeviceException, IOException {
    tell(command);
    return device.exec(command, timeout, sink);
  }

  @Override
  public ShellResult install(Path apk, List<String> arguments, Duration timeout)
      throws DeviceException, IOException {
    talk.note(
        "+ "
            + Commands.ownAdbLine(
                options,
                serial(),
                ShellCommand.of("install")
                    .with(arguments.toArray(String[]::new))
                    .with(apk.toString())));
    return device.install(apk, arguments, timeout);
  }

  private void tell(ShellCommand command) {
    talk.note("+ " + Commands.adbLine(options, serial(), command));
  }
}
