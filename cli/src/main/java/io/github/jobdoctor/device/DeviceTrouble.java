package io.github.jobdoctor.device;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** What failures on the way to one device mean for its user. */
final class DeviceTrouble {

  private final AdbLink link;
  private final AdbDevices devices;
  private final String serial;

  DeviceTrouble(AdbLink link, AdbDevices devices, String serial) {
    this.link = link;
    this.devices = devices;
    this.serial = serial;
  }

  /** What a refusal means for the device, by the words of adb's {@code transport.cpp}. */
  DeviceException refused(AdbRefusal refusal) throws DeviceException {
    String reason = refusal.getMessage().toLowerCase(Locale.ROOT);
    if (reason.contains("unauthorized") || reason.contains("authorizing")) {
      return new DeviceException.Unauthorized(serial);
    }
    if (reason.contains("not found") || reason.contains("unknown device")) {
      return new DeviceException.NotFound(serial, devices.list());
    }
    if (reason.contains("permissions")) {
      return new DeviceException.Offline(serial, DeviceState.NO_PERMISSIONS);
    }
    if (reason.contains("offline") || reason.contains("connecting")) {
      return new DeviceException.Offline(serial, DeviceState.OFFLINE);
    }
    return link.unreachable(refusal, "connecting to " + serial);
  }

  /** The server failed before the device had its turn. */
  DeviceException beforeItsTurn(IOException e, ShellCommand command, Deadline deadline) {
    return e instanceof AdbConnection.Overdue
        ? new DeviceException.TimedOut(serial, command, deadline.span())
        : link.unreachable(e, running(command));
  }

  /** The connection failed when the device had its turn. */
  DeviceException duringItsTurn(IOException e, ShellCommand command, Deadline deadline) {
    // The interrupt may have closed the channel in a step before this one, which then finds it
    // closed.
    if (e instanceof ClosedByInterruptException
        || (e instanceof ClosedChannelException && Thread.currentThread().isInterrupted())) {
      return new DeviceException.Interrupted(running(command));
    }
    return e instanceof AdbConnection.Overdue
        ? new DeviceException.TimedOut(serial, command, deadline.span())
        : new DeviceException.Lost(serial, command, e);
  }

  private String running(ShellCommand command) {
    return "running `" + command + "` on " + serial;
  }
}
