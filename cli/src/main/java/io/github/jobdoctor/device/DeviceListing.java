package io.github.jobdoctor.device;

import java.util.ArrayList;
import java.util.List;

/** Reads what the adb server answers to {@code host:devices}: {@code SERIAL<tab>STATE} lines. */
final class DeviceListing {

  private DeviceListing() {}

  /**
   * The entries in adb's order.
   *
   * @throws GarbledAnswer when a line is not of that form
   */
  static List<DeviceEntry> read(String answer) throws GarbledAnswer {
    List<DeviceEntry> entries = new ArrayList<>();
    for (String line : answer.split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab < 1) {
        throw new GarbledAnswer("a line of the device list has no serial number and state");
      }
      entries.add(new DeviceEntry(line.substring(0, tab), state(line.substring(tab + 1).strip())));
    }
    return List.copyOf(entries);
  }

  private static DeviceState state(String words) {
    // "no permissions (user in plugdev group; are your udev rules wrong?); see [http://...]"
    if (words.startsWith("no permissions")) {
      return DeviceState.NO_PERMISSIONS;
    }
    for (DeviceState state : DeviceState.values()) {
      if (words.equals(state.word())) {
        return state;
      }
    }
    return DeviceState.UNKNOWN;
  }
}
