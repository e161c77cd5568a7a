package io.github.jobdoctor.jobscheduler;

import java.time.Duration;

/**
 * How long to wait before the same question is asked again. A device that answers fast is asked
 * five times a second, so that an end is reported soon after it came; one that takes long gets
 * three times that for itself. After a minute nobody waits for a fraction of a second any more.
 */
final class Pauses {

  private static final long FIRST = 20;
  private static final long USUAL = 200;
  private static final long LONGEST = 2000;
  private static final long MINUTE = 60_000;

  private Pauses() {}

  /**
   * The next pause.
   *
   * @param question how long the last question took
   * @param elapsed how long it is since the order
   */
  static Duration next(Duration question, Duration elapsed) {
    long passed = elapsed.toMillis();
    long patience =
        passed < MINUTE ? Math.min(USUAL, FIRST + passed / 10) : Math.min(1000, passed / 200);
    return Duration.ofMillis(Math.min(LONGEST, Math.max(patience, 3 * question.toMillis())));
  }
}
