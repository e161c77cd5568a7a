package io.github.jobdoctor.command;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.Optional;

/**
 * What came of asking one device.
 *
 * @param source the device
 * @param value the answer; absent when it failed
 * @param failure why it failed; absent when it did not
 */
record Asked<T>(SourceInfo source, Optional<T> value, Optional<Reading.Failure> failure) {

  /** Something to ask of a device. */
  @FunctionalInterface
  interface Question<T> {
    /** Asks; what it throws becomes the failure. */
    T ask(Device device) throws Exception;
  }
}
