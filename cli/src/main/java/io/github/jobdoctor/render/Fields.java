package io.github.jobdoctor.render;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * An object for JSON and YAML, field by field. What is absent is left out, never written as a
 * made-up value (design/json.md).
 */
final class Fields {

  private final Map<String, Object> map = new LinkedHashMap<>();

  Fields put(String name, Object value) {
    map.put(name, value);
    return this;
  }

  Fields put(String name, Optional<?> value) {
    value.ifPresent(present -> map.put(name, present));
    return this;
  }

  Fields put(String name, OptionalInt value) {
    value.ifPresent(present -> map.put(name, present));
    return this;
  }

  Fields put(String name, OptionalLong value) {
    value.ifPresent(present -> map.put(name, present));
    return this;
  }

  Fields putMillis(String name, Optional<Duration> value) {
    value.ifPresent(present -> map.put(name, present.toMillis()));
    return this;
  }

  Fields putIfAny(String name, Collection<?> values) {
    if (!values.isEmpty()) {
      map.put(name, values);
    }
    return this;
  }

  /** The objects of a list, each with its fields. */
  <T> Fields putAll(String name, Collection<T> items, Function<T, Fields> fields) {
    map.put(name, items.stream().map(item -> fields.apply(item).map()).toList());
    return this;
  }

  Fields putAll(Fields others) {
    map.putAll(others.map);
    return this;
  }

  Map<String, Object> map() {
    return map;
  }
}
