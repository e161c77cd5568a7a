package io.github.jobdoctor.lab.jobscheduler;

import java.time.Duration;

/**
 * How an app's job service behaves whenever a certain job runs.
 *
 * @param ending how its runs end
 * @param after how long after their start
 * @param before what the app does just before
 * @param wantsMore what it answers when the scheduler stops it: whether to run the job again
 */
record Script(Ending ending, Duration after, Runnable before, boolean wantsMore) {

  /** How a run ends. */
  enum Ending {
    /** The app has done its work. */
    DONE,
    /** The app wants to be run again. */
    RETRY,
    /** The app's {@code onStartJob} says that there is nothing to do. */
    NOTHING_TO_DO,
    /** Only when the scheduler stops it. */
    NEVER,
    /** The app's process dies. */
    CRASH,
    /** The app's process does not even come up. */
    NO_PROCESS
  }

  static Script succeedsAfter(Duration time) {
    return of(Ending.DONE, time);
  }

  static Script retriesAfter(Duration time) {
    return of(Ending.RETRY, time);
  }

  static Script crashesAfter(Duration time) {
    return of(Ending.CRASH, time);
  }

  static Script hasNothingToDo() {
    return of(Ending.NOTHING_TO_DO, Duration.ZERO);
  }

  static Script keepsRunning() {
    return of(Ending.NEVER, Duration.ZERO);
  }

  static Script hasNoProcess() {
    return of(Ending.NO_PROCESS, Duration.ZERO);
  }

  private static Script of(Ending ending, Duration after) {
    return new Script(ending, after, () -> {}, true);
  }

  /** The same, and just before the end the app, or somebody else, does this once. */
  Script butFirst(Runnable action) {
    return new Script(ending, after, action, wantsMore);
  }

  /** Only when the scheduler stops it; after some time something happens that may lead to that. */
  static Script keepsRunningUntil(Duration time, Runnable event) {
    return of(Ending.NEVER, time).butFirst(event);
  }
}
