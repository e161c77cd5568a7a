package io.github.jobdoctor.device;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way to the device failed. (That Android refused something is not an exception: it is a
 * result.) Each message is one sentence for the user and says what can be done.
 */
public abstract sealed class DeviceException extends Exception {

  private static final long serialVersionUID = 1L;

  private DeviceException(String message) {
    super(message);
  }

  private DeviceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** No adb server answers, and there is no {@code adb} program to start one. */
  public static final class AdbMissing extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** Nothing answers at {@code server}. */
    public AdbMissing(String server) {
      super(
          "No adb server answers at "
              + server
              + " and no adb program was found to start one:"
              + " install Android's platform-tools and put adb on PATH, or set ANDROID_HOME.");
    }
  }

  /** The adb server does not answer, or not as an adb server would. */
  public static final class AdbUnreachable extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** What went wrong with {@code server}. */
    public AdbUnreachable(String server, String what, Throwable cause) {
      super("The adb server at " + server + " " + what + ".", cause);
    }
  }

  /** adb lists no device. */
  public static final class NoDevice extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** There is none. */
    public NoDevice() {
      super(
          "No device is connected: attach one with USB debugging on, start an emulator,"
              + " or use --from FILE or --demo.");
    }
  }

  /** adb lists several devices and none was chosen. */
  public static final class SeveralDevices extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** The devices to choose from. */
    public SeveralDevices(List<DeviceEntry> entries) {
      super(
          "Several devices are connected: choose with -s SERIAL or take --all-devices. They are: "
              + described(entries)
              + ".");
    }
  }

  /** adb does not list this serial number. */
  public static final class NotFound extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** {@code serial} is not among {@code entries}. */
    public NotFound(String serial, List<DeviceEntry> entries) {
      super(
          "No device has the serial "
              + serial
              + (entries.isEmpty()
                  ? ", and no other is connected."
                  : "; connected: " + described(entries) + "."));
    }
  }

  /** The device has not allowed this computer. */
  public static final class Unauthorized extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** {@code serial} waits for its user. */
    public Unauthorized(String serial) {
      super(
          "The device "
              + serial
              + " is unauthorized: unlock it and accept the question about USB debugging.");
    }
  }

  /** The device is listed, but takes no commands. */
  public static final class Offline extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** {@code serial} is in {@code state}. */
    public Offline(String serial, DeviceState state) {
      super(
          "The device "
              + serial
              + " takes no commands now (adb says: "
              + state.word()
              + "): "
              + remedy(state)
              + ".");
    }

    private static String remedy(DeviceState state) {
      return switch (state) {
        case NO_PERMISSIONS ->
            "let this computer's user open it (on Linux: udev rules, group plugdev) and reconnect it";
        case BOOTLOADER, RECOVERY, SIDELOAD -> "restart it into Android";
        case DEVICE, OFFLINE, UNAUTHORIZED, AUTHORIZING, UNKNOWN -> "reconnect it, or restart it";
      };
    }
  }

  /** The connection ended before the command did. */
  public static final class Lost extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** {@code serial} went away during {@code command}. */
    public Lost(String serial, ShellCommand command, Throwable cause) {
      super(
          "The device "
              + serial
              + " was lost during `"
              + command
              + "`: what it had sent until then was thrown away.",
          cause);
    }
  }

  /** A command, or the adb server, took longer than it was given. */
  public static final class TimedOut extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** {@code serial} did not finish {@code command} within {@code timeout}. */
    public TimedOut(String serial, ShellCommand command, Duration timeout) {
      super(
          "The device "
              + serial
              + " did not finish `"
              + command
              + "` within "
              + timeout.toMillis() / 1000.0
              + " s: give it more with --timeout.");
    }

    /** The adb server did not answer within a time that the user chose. */
    public TimedOut(String server, Duration timeout) {
      super(
          "The time given with --timeout, "
              + timeout.toMillis() / 1000.0
              + " s, was up before the adb server at "
              + server
              + " answered: give it more.");
    }
  }

  /** The waiting thread was interrupted; its interrupt flag is still set. */
  public static final class Interrupted extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** {@code doing} was given up, such as {@code listing the devices}. */
    public Interrupted(String doing) {
      super("Interrupted while " + doing + ".");
    }
  }

  private static String described(List<DeviceEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                entry.state() == DeviceState.DEVICE
                    ? entry.serial()
                    : entry.serial() + " (" + entry.state().word() + ")")
        .collect(Collectors.joining(", "));
  }
}
