package io.github.jobdoctor.virtual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uids as Android's dumps write them: {@code 1000}, {@code u0a123}, {@code u10s1000}. */
final class UidText {

  private static final Pattern FORMAT = Pattern.compile("u(\\d+)(a|s)(\\d+)");
  private static final int PER_USER = 100_000;
  private static final int FIRST_APP = 10_000;

  private UidText() {}

  static int parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      return Integer.parseInt(text);
    }
    int app = Integer.parseInt(matcher.group(3));
    return Integer.parseInt(matcher.group(1)) * PER_USER
        + (matcher.group(2).equals("a") ? FIRST_APP : 0)
        + app;
  }

  static String format(int uid) {
    if (uid < FIRST_APP) {
      return Integer.toString(uid);
    }
    int app = appId(uid);
    return "u" + userId(uid) + (app >= FIRST_APP ? "a" + (app - FIRST_APP) : "s" + app);
  }

  /** What a package's uids of all users have in common. */
  static int appId(int uid) {
    return uid % PER_USER;
  }

  static int userId(int uid) {
    return uid / PER_USER;
  }
}
