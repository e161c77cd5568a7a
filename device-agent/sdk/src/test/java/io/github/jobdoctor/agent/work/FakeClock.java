package io.github.jobdoctor.agent.work;

import io.github.jobdoctor.agent.task.DeviceClock;
import java.time.Clock;

/**
 * A wall clock that the test sets, and a real clock since boot: time limits are real in these
 * tests, and Robolectric's own clock stands still.
 */
public final class FakeClock implements DeviceClock {

  private static final Clock REAL = Clock.systemUTC();

  private final long boot = REAL.millis() - 1_000;
  private long wall = 1_767_225_600_000L;

  /** Sets the wall clock forwards or backwards. */
  public void jump(long millis) {
    wall += millis;
  }

  @Override
  public long wallTime() {
    return wall;
  }

  @Override
  public long elapsedMs() {
    return REAL.millis() - boot;
  }
}
