package io.github.jobdoctor.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Linux uid as Android uses it: user * 100000 + app id. Printed and read as in dumps ({@code
 * u0a123}, {@code 1000}, {@code u10s1000}, {@code u0i5}, {@code u0ai5};
 * reference/dumpsys-jobscheduler.md §3).
 *
 * @param value the number
 */
public record Uid(int value) implements Comparable<Uid> {

  private static final int PER_USER = 100_000;
  private static final int FIRST_APPLICATION = 10_000;
  private static final int FIRST_SDK_SANDBOX = 20_000;
  private static final int FIRST_APP_ZYGOTE_ISOLATED = 90_000;
  private static final int FIRST_ISOLATED = 99_000;

  private static final Pattern PRINTED =
      Pattern.compile("u(\\d{1,5})(a|s|i|ai|p)(\\d{1,6})|(\\d{1,9})");

  /** The uid that a dump prints as {@code text}; absent when it is none. */
  public static Optional<Uid> parse(String text) {
    Matcher matcher = PRINTED.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(4) != null) {
      return Optional.of(new Uid(Integer.parseInt(matcher.group(4))));
    }
    long first =
        switch (matcher.group(2)) {
          case "a" -> FIRST_APPLICATION;
          case "i" -> FIRST_ISOLATED;
          case "ai" -> FIRST_APP_ZYGOTE_ISOLATED;
          case "p" -> FIRST_SDK_SANDBOX;
          default -> 0;
        };
    long value =
        Long.parseLong(matcher.group(1)) * PER_USER + first + Long.parseLong(matcher.group(3));
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of(new Uid((int) value));
  }

  /** The Android user (not person) that the uid belongs to: 0 is the owner. */
  public int userId() {
    return value / PER_USER;
  }

  /** The uid without its user, the same for one app in every user. */
  public int appId() {
    return value % PER_USER;
  }

  // Written out for the start's sake: see Constraint.
  @Override
  public boolean equals(Object other) {
    return other instanceof Uid uid && value == uid.value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public int compareTo(Uid other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    int appId = appId();
    if (value < FIRST_APPLICATION) {
      return Integer.toString(value);
    }
    String user = "u" + userId();
    if (appId < FIRST_APPLICATION) {
      return user + "s" + appId;
    }
    if (appId >= FIRST_ISOLATED) {
      return user + "i" + (appId - FIRST_ISOLATED);
    }
    if (appId >= FIRST_APP_ZYGOTE_ISOLATED) {
      return user + "ai" + (appId - FIRST_APP_ZYGOTE_ISOLATED);
    }
    return user + "a" + (appId - FIRST_APPLICATION);
  }
}
