package io.github.jobdoctor.job;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a device says of itself through {@code getprop}; each part is absent when it does not say.
 *
 * @param apiLevel {@code ro.build.version.sdk}
 * @param manufacturer {@code ro.product.manufacturer}
 * @param model {@code ro.product.model}
 * @param debuggable {@code ro.debuggable}: whether the whole system can be debugged, as on an
 *     emulator
 */
public record DeviceBuild(
    OptionalInt apiLevel,
    Optional<String> manufacturer,
    Optional<String> model,
    Optional<Boolean> debuggable) {

  /** Nothing is known. */
  public static final DeviceBuild UNKNOWN =
      new DeviceBuild(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
