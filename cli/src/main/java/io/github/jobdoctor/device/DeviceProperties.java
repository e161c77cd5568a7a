package io.github.jobdoctor.device;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a device says of itself through {@code getprop}.
 *
 * @param model {@code ro.product.model}; absent when the device does not say
 * @param manufacturer {@code ro.product.manufacturer}; absent when the device does not say
 * @param release Android's version for people, {@code ro.build.version.release}; absent likewise
 * @param apiLevel {@code ro.build.version.sdk}; absent likewise
 * @param debuggable {@code ro.debuggable}: whether the whole system can be debugged, as on an
 *     emulator; absent likewise
 */
public record DeviceProperties(
    Optional<String> model,
    Optional<String> manufacturer,
    Optional<String> release,
    OptionalInt apiLevel,
    Optional<Boolean> debuggable) {}
