package io.github.jobdoctor.device;

import java.io.IOException;
import java.util.List;

/** The devices of the adb server at the end of an {@link AdbLink}. */
final class AdbDevices implements Devices {

  private final AdbLink link;

  AdbDevices(AdbLink link) {
    this.link = link;
  }

  @Override
  public List<DeviceEntry> list() throws DeviceException {
    try {
      return ask();
    } catch (IOException e) {
      throw link.unreachable(e, "listing the devices");
    }
  }

  /** The list, with failures still raw. */
  List<DeviceEntry> ask() throws IOException {
    return DeviceListing.read(link.ask("host:devices", Deadline.in(link.answerTimeout())));
  }

  @Override
  public Device device(String serial) throws DeviceException {
    List<DeviceEntry> entries = list();
    DeviceState state =
        entries.stream()
            .filter(entry -> entry.serial().equals(serial))
            .map(DeviceEntry::state)
            .findFirst()
            .orElseThrow(() -> new DeviceException.NotFound(serial, entries));
    return switch (state) {
      case DEVICE -> new AdbDevice(link, this, serial);
      case UNAUTHORIZED, AUTHORIZING -> throw new DeviceException.Unauthorized(serial);
      case OFFLINE, NO_PERMISSIONS, BOOTLOADER, RECOVERY, SIDELOAD, UNKNOWN ->
          throw new DeviceException.Offline(serial, state);
    };
  }

  @Override
  public void close() {
    link.close();
  }
}
