package io.github.jobdoctor.conditions;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one condition depends on, as it was read from the device at one moment: a few named values.
 * It is what a journal keeps.
 *
 * @param values by name, in the order of the names; a value that the device did not tell has no
 *     entry
 */
public record State(Map<String, String> values) {

  /** Copies the map. */
  public State {
    values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** A value; empty when the device did not tell. */
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  boolean is(String name) {
    return get(name).equals("true");
  }

  /** Whether these values are the same in both. */
  boolean agrees(State other, String... names) {
    for (String name : names) {
      if (!get(name).equals(other.get(name))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
