package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Android's dumps write them, such as {@code -1h2m3s4ms}. */
final class DumpDuration {

  private static final Pattern FORMAT =
      Pattern.compile("([+-])(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(\\d+)ms");

  private static final int PADDED_WIDTH = 19;

  private DumpDuration() {}

  /** {@code 0}, or a sign and all units from the largest one that is not zero down. */
  static String format(Duration duration) {
    return format(duration, false);
  }

  /** The form of the job history: 19 wide, units after the first one padded with zeros. */
  static String padded(Duration duration) {
    return " ".repeat(Math.max(0, PADDED_WIDTH - format(duration, true).length()))
        + format(duration, true);
  }

  private static String format(Duration duration, boolean zeros) {
    if (duration.toMillis() == 0) {
      return "0";
    }
    Duration rest = duration.abs();
    StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "+");
    int first = text.length();
    unit(text, first, rest.toDays(), "d", zeros ? 1 : 0);
    unit(text, first, rest.toHoursPart(), "h", zeros ? 2 : 0);
    unit(text, first, rest.toMinutesPart(), "m", zeros ? 2 : 0);
    unit(text, first, rest.toSecondsPart(), "s", zeros ? 2 : 0);
    String millis = Integer.toString(rest.toMillisPart());
    boolean padMillis = zeros && text.length() > first;
    return text + (padMillis ? "0".repeat(3 - millis.length()) : "") + millis + "ms";
  }

  private static void unit(StringBuilder text, int first, long value, String name, int width) {
    boolean leading = text.length() == first;
    if (value == 0 && leading) {
      return;
    }
    String digits = Long.toString(value);
    if (!leading) {
      text.append("0".repeat(Math.max(0, width - digits.length())));
    }
    text.append(digits).append(name);
  }

  /**
   * Reads either form.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Duration parse(String text) {
    String trimmed = text.strip();
    if (trimmed.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = FORMAT.matcher(trimmed);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    Duration value =
        Duration.ofDays(number(matcher.group(2)))
            .plusHours(number(matcher.group(3)))
            .plusMinutes(number(matcher.group(4)))
            .plusSeconds(number(matcher.group(5)))
            .plusMillis(number(matcher.group(6)));
    return matcher.group(1).equals("-") ? value.negated() : value;
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
