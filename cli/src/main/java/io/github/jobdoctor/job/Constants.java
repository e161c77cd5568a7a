package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers that Android's scheduler goes by on this device, which DeviceConfig may have changed:
 * those of the scheduler and of its controllers (reference/dumpsys-jobscheduler.md §5).
 *
 * @param values by key, such as {@code qc_window_size_rare_ms}, in the dump's order
 */
public record Constants(Map<String, Fact<String>> values) {

  /** Copies the map. */
  public Constants {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a key as printed; absent when the dump does not have it. */
  public Optional<Fact<String>> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a key in milliseconds; absent when there is none, or it is no whole number. */
  public Optional<Fact<Duration>> millis(String key) {
    return number(key).map(fact -> new Fact<>(Durations.ofMillis(fact.value()), fact.line()));
  }

  /** The value of a key as a whole number; absent when there is none. */
  public Optional<Fact<Long>> number(String key) {
    return text(key)
        .filter(fact -> fact.value().matches("-?\\d{1,18}"))
        .map(fact -> new Fact<>(Long.parseLong(fact.value()), fact.line()));
  }

  /** The value of a key that is {@code true} or {@code false}; absent when there is none. */
  public Optional<Fact<Boolean>> flag(String key) {
    return text(key)
        .filter(fact -> fact.value().equals("true") || fact.value().equals("false"))
        .map(fact -> new Fact<>(fact.value().equals("true"), fact.line()));
  }
}
