package io.github.jobdoctor.tui;

import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.source.Reading;
import java.time.Duration;
import java.util.Optional;

/**
 * What the screen looks at: devices behind an adb server, or a saved dump.
 *
 * @param program how the program was called, such as {@code jobdoctor --demo}
 * @param adb the words that stand for adb; absent where none lead to the devices
 * @param devices the devices; absent for a saved dump
 * @param serial the device that is looked at first; the file's name for a saved dump
 * @param look reads a device
 * @param asking asks other services of a device
 * @param saved the saved dump; absent for devices
 * @param conditions sets conditions on devices; absent where what was before cannot be kept
 * @param timeout how long one command on a device may take
 */
public record Station(
    String program,
    Optional<String> adb,
    Optional<Devices> devices,
    String serial,
    Look look,
    Asking asking,
    Optional<Reading> saved,
    Optional<Conditions> conditions,
    Duration timeout) {

  /** Reads a device's jobs. */
  @FunctionalInterface
  public interface Look {
    /** What is scheduled now. */
    Reading at(Device device) throws DeviceException, UnusableDumpException;
  }

  /** Asks the other services of a device. */
  @FunctionalInterface
  public interface Asking {
    /** What those that would help say now; one that does not is missing, with the reason. */
    Neighbours of(Device device, NeighbourQuestion question)
        throws DeviceException, InterruptedException;
  }
}
