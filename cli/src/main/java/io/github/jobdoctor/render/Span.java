package io.github.jobdoctor.render;

import java.time.Duration;

/**
 * Durations for people: the two largest units, such as {@code 2h05m}, {@code 12s}, {@code 3d4h}.
 */
public final class Span {

  private Span() {}

  /** The length of {@code duration}, whatever its sign. */
  public static String of(Duration duration) {
    long seconds = duration.abs().toSeconds();
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    long minutes = seconds / 60 % 60;
    long rest = seconds % 60;
    if (days > 0) {
      return days >= 10 || hours == 0 ? days + "d" : days + "d" + hours + "h";
    }
    if (hours > 0) {
      return minutes == 0 ? hours + "h" : hours + "h" + minutes + "m";
    }
    if (minutes > 0) {
      return minutes >= 10 || rest == 0 ? minutes + "m" : minutes + "m" + rest + "s";
    }
    return rest > 0 ? rest + "s" : duration.abs().toMillis() + "ms";
  }

  /** The same in relation to now: {@code in 5m} or {@code 5m ago}. */
  public static String relative(Duration duration) {
    if (duration.isZero()) {
      return "now";
    }
    return duration.isNegative() ? of(duration) + " ago" : "in " + of(duration);
  }
}
