package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * A Linux uid as Android uses it: user * 100000 + app id. Printed and read as in dumps ({@code
 * u0a123}, {@code 1000}, {@code u10s1000}, {@code u0i5}, {@code u0ai5};
 * reference/dumpsys-jobscheduler.md §3).
 *
 * @param value the number
 */
public record Uid(int value) implements Caller, Comparable<Uid> {

  private static final int PER_USER = 100_000;
  private static final int FIRST_APPLICATION = 10_000;
  private static final int FIRST_SDK_SANDBOX = 20_000;
  private static final int FIRST_APP_ZYGOTE_ISOLATED = 90_000;
  private static final int FIRST_ISOLATED = 99_000;

  /** The most digits of a user, of the number after a letter, and of a plain uid. */
  private static final int USER_DIGITS = 5;

  private static final int NUMBER_DIGITS = 6;
  private static final int PLAIN_DIGITS = 9;

  /** The uid that a dump prints as {@code text}; absent when it is none. */
  public static Optional<Uid> parse(String text) {
    if (!text.startsWith("u")) {
      int plain = number(text, 0, text.length(), PLAIN_DIGITS);
      return plain < 0 ? Optional.empty() : Optional.of(new Uid(plain));
    }
    int letters = digitsEnd(text, 1);
    int last = letters;
    while (last < text.length() && Character.isLetter(text.charAt(last))) {
      last++;
    }
    int first =
        switch (text.substring(letters, last)) {
          case "a" -> FIRST_APPLICATION;
          case "s" -> 0;
          case "i" -> FIRST_ISOLATED;
          case "ai" -> FIRST_APP_ZYGOTE_ISOLATED;
          case "p" -> FIRST_SDK_SANDBOX;
          default -> -1;
        };
    int user = number(text, 1, letters, USER_DIGITS);
    int rest = number(text, last, text.length(), NUMBER_DIGITS);
    if (first < 0 || user < 0 || rest < 0) {
      return Optional.empty();
    }
    long value = (long) user * PER_USER + first + rest;
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of(new Uid((int) value));
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The number that stands between two places; -1 when it is none. */
  private static int number(String text, int from, int to, int longest) {
    return to > from && to - from <= longest && digitsEnd(text, from) >= to
        ? Integer.parseInt(text, from, to, 10)
        : -1;
  }

  @Override
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
