package io.github.jobdoctor.job;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the job history's reasons say of how a run ended (reference/dumpsys-jobscheduler.md). They
 * are Android's words for developers, an open vocabulary.
 */
public final class EndReason {

  /** How the history words an end that the app brought about. */
  private static final List<String> NORMAL =
      List.of(
          "app called jobFinished",
          "onStartJob returned false",
          "finished start",
          "last work dequeued",
          "successful_finish");

  private static final String CANCELED = "canceled";

  /** How the history words an end that came while the app's service was still being bound. */
  private static final List<String> BEFORE_THE_APP =
      List.of("timed out while binding", "cancelled while waiting for bind");

  /** From here on a normal end has words of its own. */
  private static final int TELLS_APART_SINCE = 28;

  private EndReason() {}

  /** Whether a run that ended with these words came to its end by itself. */
  public static boolean isNormal(String reason) {
    return NORMAL.stream().anyMatch(reason::startsWith);
  }

  /** Whether a run that ended with these words never reached the app's code. */
  public static boolean isBeforeTheApp(String reason) {
    return BEFORE_THE_APP.contains(reason);
  }

  /** Whether these words say less than Android knows of the end at other places of its dump. */
  public static boolean isVague(String reason) {
    return reason.equals(CANCELED);
  }

  /**
   * Whether these words stand for a normal end as well as for a cancelled run: API 27 has but one
   * word for both.
   *
   * @param apiLevel the device's; absent when it is unknown
   */
  public static boolean isOpen(String reason, OptionalInt apiLevel) {
    return isVague(reason) && apiLevel.orElse(0) < TELLS_APART_SINCE;
  }
}
