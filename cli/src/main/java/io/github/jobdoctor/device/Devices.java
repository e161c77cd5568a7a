package io.github.jobdoctor.device;

import java.util.List;

/**
 * The devices of one adb server. Closing it ends our connections at once, also those on which
 * another thread waits, but never the server; nothing can be asked afterwards.
 */
public interface Devices extends AutoCloseable {

  /** All devices in adb's order, also those that cannot take commands; possibly none. */
  List<DeviceEntry> list() throws DeviceException;

  /**
   * The device with this serial number.
   *
   * @throws DeviceException.NotFound when adb does not list it
   * @throws DeviceException.Unauthorized when it has not allowed this computer
   * @throws DeviceException.Offline when it is listed, but cannot take commands
   */
  Device device(String serial) throws DeviceException;

  @Override
  void close();
}
