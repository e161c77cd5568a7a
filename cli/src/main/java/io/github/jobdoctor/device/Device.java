package io.github.jobdoctor.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One device that adb can talk to. Every call opens its own connection, so calls may run at the
 * same time from several threads.
 */
public interface Device {

  /** The serial number, as {@code adb devices} lists it. */
  String serial();

  /** What the device says of itself; asked once, then remembered. */
  DeviceProperties properties() throws DeviceException;

  /**
   * Runs a command to its end and returns all that it printed.
   *
   * @param timeout how long the command may take as a whole
   * @throws DeviceException.Lost when the device went away before the command ended
   * @throws DeviceException.TimedOut when the time was up
   */
  ShellResult shell(ShellCommand command, Duration timeout) throws DeviceException;

  /**
   * Runs a command and hands its standard output to {@code reader} while it comes. The value counts
   * only when this method returns: it throws if the device was lost after the last byte that the
   * reader saw.
   *
   * @param timeout how long the command may take as a whole
   */
  <T> Streamed<T> stream(ShellCommand command, Duration timeout, OutputReader<T> reader)
      throws DeviceException;

  /**
   * Runs a command and copies its standard output byte for byte into {@code sink}.
   *
   * @return the exit code that the device reported
   * @throws IOException when {@code sink} fails
   */
  int exec(ShellCommand command, Duration timeout, OutputStream sink)
      throws DeviceException, IOException;

  /**
   * Copies an APK to the device and installs it with {@code pm install}; the copy is removed again.
   *
   * @param options for {@code pm install}, such as {@code -r}
   * @param timeout how long copying and installing may take together
   * @return what {@code pm} said: {@code Success}, or {@code Failure [...]} with the reason (on
   *     Android 6 and older with exit code 0 too). When the device did not even take the file, the
   *     exit code is 1 and the reason is in {@code stderr}.
   * @throws IOException when {@code apk} cannot be read
   */
  ShellResult install(Path apk, List<String> options, Duration timeout)
      throws DeviceException, IOException;

  /** Reads a command's standard output as it comes. */
  @FunctionalInterface
  interface OutputReader<T> {
    /** Reads the stream, to its end as a rule; an {@code IOException} of the stream may pass. */
    T read(InputStream stdout) throws IOException;
  }

  /**
   * What a reader made of a command's output, and how the command ended.
   *
   * @param value what the reader returned
   * @param stderr the command's standard error; empty without {@code shell_v2}
   * @param exitCode the exit code that the device reported
   */
  record Streamed<T>(T value, String stderr, int exitCode) {}
}
