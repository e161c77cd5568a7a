package io.github.jobdoctor.lab;

import io.github.jobdoctor.agent.task.DeviceClock;

/**
 * The clocks of a device in a story: they move when the story says so, or by themselves. The wall
 * clock counts from an instant that the user may change, the other one from the last boot.
 */
final class StoryClock implements DeviceClock {

  private long now;
  private long wallOffset;
  private long boot;
  private long tickingSince;
  private boolean ticking;

  /**
   * A clock that stands still.
   *
   * @param wall wall clock in milliseconds
   * @param elapsed how long the device has been up, in milliseconds
   */
  StoryClock(long wall, long elapsed) {
    now = wall;
    boot = wall - elapsed;
  }

  /** Goes on to {@code later}, in milliseconds since 1970 by a wall clock that nobody set. */
  synchronized void goTo(long later) {
    if (later < now()) {
      throw new IllegalArgumentException("a story does not go back: " + (now() - later) + " ms");
    }
    now = later;
    tickingSince = System.nanoTime();
  }

  /** Goes on by so many milliseconds. */
  synchronized void advance(long millis) {
    goTo(now() + millis);
  }

  /** The user sets the wall clock forwards. */
  synchronized void userSetsClock(long millisForwards) {
    wallOffset += millisForwards;
  }

  /** The device starts anew at this moment. */
  synchronized void reboot() {
    boot = now();
  }

  /** From now on time passes by itself. */
  synchronized void tick() {
    goTo(now());
    ticking = true;
  }

  private long now() {
    return ticking ? now + (System.nanoTime() - tickingSince) / 1_000_000 : now;
  }

  /** Milliseconds since 1970 by a wall clock that nobody set. */
  synchronized long unset() {
    return now();
  }

  @Override
  public synchronized long wallTime() {
    return now() + wallOffset;
  }

  @Override
  public synchronized long elapsedMs() {
    return now() - boot;
  }
}
