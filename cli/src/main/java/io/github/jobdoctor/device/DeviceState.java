package io.github.jobdoctor.device;

import java.util.Locale;

/** The states that {@code adb devices} prints. */
public enum DeviceState {
  /** Connected and ready for commands. */
  DEVICE,
  /** Known, but not answering. */
  OFFLINE,
  /** The person holding the device has not yet allowed this computer. */
  UNAUTHORIZED,
  /** The question is being asked right now. */
  AUTHORIZING,
  /** The computer may not open the USB device. */
  NO_PERMISSIONS,
  /** In the boot loader. */
  BOOTLOADER,
  /** In recovery. */
  RECOVERY,
  /** Waiting for an update package. */
  SIDELOAD,
  /** Another word than these. */
  UNKNOWN;

  /** The word as adb prints it, such as {@code device} or {@code no permissions}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
