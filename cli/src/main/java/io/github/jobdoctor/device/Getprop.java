package io.github.jobdoctor.device;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code getprop} prints: {@code [name]: [value]} lines. */
public final class Getprop {

  private static final Pattern LINE = Pattern.compile("^\\[([^\\]]+)\\]: \\[(.*)\\]$");

  private Getprop() {}

  /** The properties that matter here; lines of another form are passed over. */
  static DeviceProperties read(String text) {
    return of(values(text));
  }

  /** All properties, by name; lines of another form are passed over. */
  public static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> values.putIfAbsent(line.group(1), line.group(2).strip()));
    return values;
  }

  /** The properties that matter here, out of all. */
  public static DeviceProperties of(Map<String, String> values) {
    return new DeviceProperties(
        said(values, "ro.product.model"),
        said(values, "ro.product.manufacturer"),
        said(values, "ro.build.version.release"),
        said(values, "ro.build.version.sdk")
            .filter(level -> level.matches("[0-9]{1,4}"))
            .map(level -> OptionalInt.of(Integer.parseInt(level)))
            .orElse(OptionalInt.empty()),
        said(values, "ro.debuggable")
            .filter(value -> value.equals("0") || value.equals("1"))
            .map("1"::equals));
  }

  private static Optional<String> said(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }
}
