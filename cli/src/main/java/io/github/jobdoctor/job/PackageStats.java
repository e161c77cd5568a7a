package io.github.jobdoctor.job;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What packages' jobs did within a window of time, by the clock that stops in deep sleep.
 *
 * @param current whether it is the window that still runs
 * @param began when it began, in the device's local time; absent when that is no time
 * @param beganAgo when it began, relative to the dump's clock
 * @param length how long it is
 * @param maxTotal the most jobs that ran at once
 * @param maxForeground the most jobs of the foreground that ran at once
 * @param packages one for each package
 * @param line where the dump says so
 */
public record PackageStats(
    boolean current,
    Optional<LocalDateTime> began,
    Optional<Duration> beganAgo,
    Optional<Duration> length,
    OptionalInt maxTotal,
    OptionalInt maxForeground,
    List<OfPackage> packages,
    DumpLine line) {

  /** Copies the list. */
  public PackageStats {
    packages = List.copyOf(packages);
  }

  /**
   * One package.
   *
   * @param uid its uid
   * @param packageName its name
   * @param pending time and runs in the queue
   * @param active time and runs
   * @param activeTop time and runs while the app was on top
   * @param now the states that last at the end of the window: {@code pending}, {@code active},
   *     {@code active-top}
   * @param stops how often runs ended, by internal stop reason; a normal end is {@code canceled} up
   *     to API 30, and {@code successful_finish} later
   * @param line where the dump says so
   */
  public record OfPackage(
      Uid uid,
      String packageName,
      Share pending,
      Share active,
      Share activeTop,
      List<String> now,
      Map<String, Integer> stops,
      DumpLine line) {

    /** Copies the collections. */
    public OfPackage {
      now = List.copyOf(now);
      stops = Collections.unmodifiableMap(new LinkedHashMap<>(stops));
    }
  }

  /**
   * A share of the window.
   *
   * @param percent of the window's length, rounded down
   * @param count how many times
   */
  public record Share(int percent, int count) {

    /** Nothing. */
    public static final Share NONE = new Share(0, 0);
  }
}
