package io.github.jobdoctor.virtual;

import java.util.List;
import java.util.Map;

/** The devices of the virtual adb server as its clients see and choose them. */
final class DeviceList {

  private final List<VirtualDevice> devices;

  DeviceList(List<VirtualDevice> devices) {
    this.devices = devices;
  }

  /** The list that {@code adb devices} prints, or with {@code detailed} {@code adb devices -l}. */
  String listed(boolean detailed) {
    StringBuilder lines = new StringBuilder();
    for (VirtualDevice device : devices) {
      if (device.state() == ConnectionState.GONE) {
        continue;
      }
      if (detailed) {
        lines.append(String.format("%-22s %s", device.serial(), device.state().word()));
        if (device.state() == ConnectionState.DEVICE) {
          Map<String, String> properties = device.properties();
          detail(lines, " product:", properties.get("ro.product.name"));
          detail(lines, " model:", properties.get("ro.product.model"));
          detail(lines, " device:", properties.get("ro.product.device"));
        }
        lines.append(" transport_id:").append(transportId(device));
      } else {
        lines.append(device.serial()).append('\t').append(device.state().word());
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static void detail(StringBuilder lines, String label, String value) {
    if (value != null) {
      // adb puts an underscore for everything that is not a letter or digit.
      lines.append(label).append(value.replaceAll("[^A-Za-z0-9_-]", "_"));
    }
  }

  /** The number that adb gives to a device's connection. */
  int transportId(VirtualDevice device) {
    return devices.indexOf(device) + 1;
  }

  /**
   * The device that is meant, if it takes commands.
   *
   * @param selector as in {@link HostRequest#selector}
   * @throws NoSuch with adb's words otherwise
   */
  VirtualDevice ready(String selector) throws NoSuch {
    List<VirtualDevice> chosen = chosen(selector);
    if (chosen.isEmpty()) {
      throw new NoSuch(
          selector.startsWith("serial:")
              ? "device '" + selector.substring("serial:".length()) + "' not found"
              : "no devices/emulators found");
    }
    if (chosen.size() > 1) {
      throw new NoSuch("more than one device/emulator");
    }
    VirtualDevice device = chosen.get(0);
    return switch (device.state()) {
      case DEVICE -> device;
      case UNAUTHORIZED ->
          throw new NoSuch(
              """
              device unauthorized.
              This adb server's $ADB_VENDOR_KEYS is not set
              Try 'adb kill-server' if that seems wrong.
              Otherwise check for a confirmation dialog on your device.""");
      case OFFLINE, GONE -> throw new NoSuch("device offline");
    };
  }

  /** Whether a chosen device is in the state of this word; {@code any} is any state. */
  boolean anyIn(String word, String selector) {
    return chosen(selector).stream()
        .anyMatch(device -> word.equals("any") || device.state().word().equals(word));
  }

  private List<VirtualDevice> chosen(String selector) {
    return devices.stream()
        .filter(device -> device.state() != ConnectionState.GONE)
        .filter(
            device ->
                selector.isEmpty()
                    || selector.equals("serial:" + device.serial())
                    || selector.equals("id:" + transportId(device)))
        .toList();
  }

  /** The device cannot be had; the message is what adb tells its client. */
  static final class NoSuch extends Exception {
    private static final long serialVersionUID = 1L;

    NoSuch(String message) {
      super(message);
    }
  }
}
