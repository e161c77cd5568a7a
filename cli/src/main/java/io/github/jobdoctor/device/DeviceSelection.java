package io.github.jobdoctor.device;

import java.util.List;
import java.util.Map;

/**
 * Which devices the user wants.
 *
 * @param serials the serial numbers that were asked for, without repetition; none means the only
 *     device, or all
 * @param all whether every listed device is wanted
 */
public record DeviceSelection(List<String> serials, boolean all) {

  /** Refuses serial numbers together with {@code all}. */
  public DeviceSelection {
    serials = serials.stream().distinct().toList();
    if (all && !serials.isEmpty()) {
      throw new IllegalArgumentException("either single devices or all of them, not both");
    }
  }

  /**
   * What the options say; {@code ANDROID_SERIAL} where they say nothing.
   *
   * @param serials the values of {@code --serial}
   * @param all whether {@code --all-devices} was given
   */
  public static DeviceSelection of(
      List<String> serials, boolean all, Map<String, String> environment) {
    String preset = environment.getOrDefault("ANDROID_SERIAL", "");
    return serials.isEmpty() && !all && !preset.isBlank()
        ? new DeviceSelection(List.of(preset), false)
        : new DeviceSelection(serials, all);
  }

  /**
   * The serial numbers of the chosen devices, in the order asked for, or in adb's. Whether one can
   * be used is not judged here: {@link Devices#device} does that for each alone, so that a lost
   * device never hides the others.
   *
   * @throws DeviceException.NoDevice when none was named and adb lists none
   * @throws DeviceException.SeveralDevices when none was named and adb lists several
   */
  public List<String> choose(Devices devices) throws DeviceException {
    if (!serials.isEmpty()) {
      return serials;
    }
    List<DeviceEntry> entries = devices.list();
    if (entries.isEmpty()) {
      throw new DeviceException.NoDevice();
    }
    if (entries.size() > 1 && !all) {
      throw new DeviceException.SeveralDevices(entries);
    }
    return entries.stream().map(DeviceEntry::serial).distinct().toList();
  }

  /**
   * The one chosen device, for what can be done to one device only.
   *
   * @throws DeviceException as {@link #choose} and {@link Devices#device} do
   */
  public Device one(Devices devices) throws DeviceException {
    List<String> chosen = choose(devices);
    if (chosen.size() > 1) {
      throw new DeviceException.SeveralDevices(
          devices.list().stream().filter(entry -> chosen.contains(entry.serial())).toList());
    }
    return devices.device(chosen.get(0));
  }
}
