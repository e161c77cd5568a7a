package io.github.jobdoctor.source;

import io.github.jobdoctor.device.DeviceProperties;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a snapshot was read from.
 *
 * @param name for people: a serial number, or the name of a file, or {@code -} for standard input
 * @param kind what it is
 * @param serial the device's serial number; absent for files, and when there was no device
 * @param model the device's model; absent when unknown
 * @param apiLevel the device's API level; absent when unknown, as in all files but bug reports
 */
public record SourceInfo(
    String name, Kind kind, Optional<String> serial, Optional<String> model, OptionalInt apiLevel) {

  /** The kinds of sources. */
  public enum Kind {
    /** A device that adb reaches. */
    DEVICE,
    /** A saved dump. */
    FILE,
    /** The built-in virtual device. */
    DEMO;

    /** The word in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A device of which only the serial number is known. */
  public static SourceInfo ofSerial(String serial, Kind kind) {
    return new SourceInfo(serial, kind, Optional.of(serial), Optional.empty(), OptionalInt.empty());
  }

  /** No device, where one was to be. */
  public static SourceInfo ofNone(Kind kind) {
    return new SourceInfo(
        "no device", kind, Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  /** The same source, with what the device says of itself. */
  public SourceInfo with(DeviceProperties properties) {
    return new SourceInfo(name, kind, serial, properties.model(), properties.apiLevel());
  }

  /** A file, by the name that the user gave it. */
  public static SourceInfo ofFile(String name) {
    return new SourceInfo(name, Kind.FILE, Optional.empty(), Optional.empty(), OptionalInt.empty());
  }
}
