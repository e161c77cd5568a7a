package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.UserPackage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job as API 21 to 23 print it:
 *
 * <pre>
 * 262..:[ComponentInfo{pkg/cls},jId=5,u0,R=(-00:20,5:59:39),N=0,C=false,I=true,F=0,P=false(READY)]
 * </pre>
 *
 * <p>API 23 adds {@code ,ANI=true} before {@code (READY)}.
 *
 * @param digits the first digits of the number by which the pending list names the job
 * @param key the job
 * @param name the component, flattened
 * @param earliest not before; absent when at once
 * @param latest the deadline; absent when none
 * @param networkType 0 none, 1 any, 2 unmetered
 * @param charging whether it asks for a charging device
 * @param idle whether it asks for an idle device
 * @param numFailures failures in a row
 * @param persisted whether it survives a restart of the device
 * @param appNotIdle whether the app counts as used (API 23); absent below
 * @param ready whether its conditions are met
 */
record OneLine(
    String digits,
    JobKey key,
    String name,
    Optional<Duration> earliest,
    Optional<Duration> latest,
    int networkType,
    boolean charging,
    boolean idle,
    int numFailures,
    boolean persisted,
    Optional<Boolean> appNotIdle,
    boolean ready) {

  private static final int SHOWN_DIGITS = 3;

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(-?\\d{1,3})\\.\\.:\\[ComponentInfo\\{([^/{}\\s]{1,255})/([^{}\\s]{1,1000})\\}"
              + ",jId=(-?\\d{1,10}),u(\\d{1,5}),R=\\(([^,()]{1,40}),([^,()]{1,40})\\)"
              + ",N=(\\d),C=(true|false),I=(true|false),F=(\\d{1,9}),P=(true|false)"
              + "(?:,ANI=(true|false))?(\\(READY\\))?\\]\\s*");

  /** The job of this line; absent when it is no such line. */
  static Optional<OneLine> parse(String line) {
    if (!line.contains("..:[ComponentInfo{")) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(Indents.withSpaces(line));
    OptionalInt id = matcher.matches() ? JobHeading.jobId(matcher.group(4)) : OptionalInt.empty();
    if (id.isEmpty() || !isTime(matcher.group(6)) || !isTime(matcher.group(7))) {
      return Optional.empty();
    }
    String packageName = matcher.group(2);
    UserPackage caller = new UserPackage(Integer.parseInt(matcher.group(5)), packageName);
    return Optional.of(
        new OneLine(
            matcher.group(1),
            new JobKey(Optional.empty(), caller, id.getAsInt()),
            flattened(packageName, matcher.group(3)),
            Durations.parseElapsed(matcher.group(6)),
            Durations.parseElapsed(matcher.group(7)),
            Integer.parseInt(matcher.group(8)),
            matcher.group(9).equals("true"),
            matcher.group(10).equals("true"),
            Integer.parseInt(matcher.group(11)),
            matcher.group(12).equals("true"),
            Optional.ofNullable(matcher.group(13)).map("true"::equals),
            matcher.group(14) != null));
  }

  /** What the line of a job shows of the number by which the pending list names it. */
  static String digitsOf(String number) {
    return number.substring(0, Math.min(SHOWN_DIGITS, number.length()));
  }

  /** What the app asked for, by the names that Android uses since API 24. */
  List<Constraint> required() {
    List<Constraint> required = new ArrayList<>();
    if (charging) {
      required.add(Constraint.CHARGING);
    }
    if (earliest.isPresent()) {
      required.add(Constraint.TIMING_DELAY);
    }
    if (latest.isPresent()) {
      required.add(Constraint.DEADLINE);
    }
    if (idle) {
      required.add(Constraint.IDLE);
    }
    if (networkType == 1) {
      required.add(Constraint.CONNECTIVITY);
    } else if (networkType == 2) {
      required.add(Constraint.UNMETERED);
    }
    return required;
  }

  /** The network type as the later dumps print it. */
  Optional<String> network() {
    return networkType == 0 ? Optional.empty() : Optional.of(Integer.toString(networkType));
  }

  private static boolean isTime(String text) {
    return text.equals("none") || Durations.parseElapsed(text).isPresent();
  }

  private static String flattened(String packageName, String className) {
    return className.startsWith(packageName + ".")
        ? packageName + "/" + className.substring(packageName.length())
        : packageName + "/" + className;
  }
}
