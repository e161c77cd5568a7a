package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;

/**
 * Durations as Android prints them: {@code +1d2h3m4s5ms}, {@code -12s7ms}, {@code 0}, and {@code
 * --} or {@code none} for none (reference/dumpsys-jobscheduler.md §2). Digits of any script are
 * read.
 */
public final class Durations {

  /** Hours beyond this are no hours. */
  private static final int LONGEST_ELAPSED = 10_000_000;

  /** No device has been up for longer; a number beyond it would overflow when it is added up. */
  private static final long LONGEST_SECONDS = Duration.ofDays(1_000_000_000).toSeconds();

  private Durations() {}

  /** The length of time of a number that a dump prints; a senseless one is cut to a long time. */
  public static Duration ofMillis(long millis) {
    return Math.abs(millis / 1000) < LONGEST_SECONDS
        ? Duration.ofMillis(millis)
        : ofSeconds(millis / 1000);
  }

  /** The same, of seconds. */
  public static Duration ofSeconds(long seconds) {
    return Duration.ofSeconds(Math.max(-LONGEST_SECONDS, Math.min(LONGEST_SECONDS, seconds)));
  }

  /** The duration; absent for {@code none}, {@code --}, and for text that is no duration. */
  public static Optional<Duration> parse(String text) {
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
    return Optional.of(ofMillis(sign == '-' ? -millis : millis));
  }

  /**
   * An elapsed time as API 21 to 25 print it, in seconds: {@code [-]MM:SS} or {@code [-]H:MM:SS},
   * in digits of any script, with a minus sign or separators of that script; absent for {@code
   * none}.
   */
  public static Optional<Duration> parseElapsed(String text) {
    long seconds = 0;
    int parts = 0;
    int number = -1;
    boolean negative = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ':';
      int digit = Character.digit(c, 10);
      if (digit >= 0 && number < LONGEST_ELAPSED) {
        number = Math.max(number, 0) * 10 + digit;
      } else if (number >= 0 && (i == text.length() || isSeparator(c))) {
        seconds = seconds * 60 + number;
        parts++;
        number = -1;
      } else if (isMinus(c) && number < 0 && parts == 0) {
        negative = true;
      } else if (Character.getType(c) != Character.FORMAT) {
        return Optional.empty();
      }
    }
    return parts == 2 || parts == 3
        ? Optional.of(ofSeconds(negative ? -seconds : seconds))
        : Optional.empty();
  }

  private static boolean isMinus(char c) {
    return c == '-' || c == '\u2212' || c == '\u2013';
  }

  private static boolean isSeparator(char c) {
    return c == ':' || c == '.' || c == '\u066b' || c == '\u066c' || c == '\uff1a';
  }

  /** Whether {@code text} is a duration, or one of the words for none. */
  public static boolean isDurationOrNone(String text) {
    return text.equals("none") || text.equals("--") || parse(text).isPresent();
  }
}
