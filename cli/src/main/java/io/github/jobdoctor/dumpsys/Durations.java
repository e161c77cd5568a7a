package io.github.jobdoctor.dumpsys;

import java.time.Duration;
import java.util.Optional;

/**
 * Durations as Android prints them: {@code +1d2h3m4s5ms}, {@code -12s7ms}, {@code 0}, and {@code
 * --} or {@code none} for none (reference/dumpsys-jobscheduler.md §2). Digits of any script are
 * read.
 */
final class Durations {

  private Durations() {}

  /** The duration; absent for {@code none}, {@code --}, and for text that is no duration. */
  static Optional<Duration> parse(String text) {
    int length = text.length();
    if (length == 1 && Character.digit(text.charAt(0), 10) == 0) {
      return Optional.of(Duration.ZERO);
    }
    if (length < 2) {
      return Optional.empty();
    }
    char sign = text.charAt(0);
    if (sign != '+' && sign != '-') {
      return Optional.empty();
    }
    long millis = 0;
    long number = -1;
    long previousUnit = Long.MAX_VALUE;
    for (int i = 1; i < length; i++) {
      char c = text.charAt(i);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        number = (number < 0 ? 0 : number * 10) + digit;
        if (number > Integer.MAX_VALUE) {
          return Optional.empty();
        }
        continue;
      }
      if (number < 0) {
        return Optional.empty();
      }
      boolean millisUnit = c == 'm' && i + 1 < length && text.charAt(i + 1) == 's';
      long unit =
          switch (c) {
            case 'd' -> 86_400_000L;
            case 'h' -> 3_600_000L;
            case 'm' -> millisUnit ? 1L : 60_000L;
            case 's' -> 1_000L;
            default -> 0L;
          };
      if (unit == 0 || unit >= previousUnit) {
        return Optional.empty();
      }
      if (millisUnit) {
        i++;
      }
      millis += number * unit;
      previousUnit = unit;
      number = -1;
    }
    if (number >= 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(sign == '-' ? -millis : millis));
  }

  /** Whether {@code text} is a duration, or one of the words for none. */
  static boolean isDurationOrNone(String text) {
    return text.equals("none") || text.equals("--") || parse(text).isPresent();
  }
}
