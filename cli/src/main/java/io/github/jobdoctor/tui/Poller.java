package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.source.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks the device again and again, on a thread of its own: one look after the other, never two at
 * once, and with a pause of the chosen interval or of ten times what the last look took, whichever
 * is longer, so that looking never becomes the device's main work. A device that is lost is asked
 * on until it is back.
 */
final class Poller {

  private static final int SHARE = 10;

  /** A device that is gone is looked for so often at least. */
  private static final Duration SEARCH = Duration.ofSeconds(1);

  /** Opens the device that is looked at. */
  @FunctionalInterface
  interface Opening {
    Device open(String serial) throws DeviceException;
  }

  private final Opening opening;
  private final Station.Look look;
  private final LongSupplier clock;
  private final Consumer<Event> events;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private String serial;
  private Duration interval;
  private boolean paused;
  private boolean wanted = true;

  // Only the poller's own thread touches these.
  private Optional<Device> device = Optional.empty();
  private Optional<Polled> last = Optional.empty();

  /** A poller that has not started. */
  Poller(
      Opening opening,
      Station.Look look,
      String serial,
      Duration interval,
      LongSupplier clock,
      Consumer<Event> events) {
    this.opening = opening;
    this.look = look;
    this.serial = serial;
    this.interval = interval;
    this.clock = clock;
    this.events = events;
    thread = new Thread(this::run, "watch-poller");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends it; a command that is on its way is given up. */
  void stop() {
    thread.interrupt();
  }

  /** Looks at once, also while paused. */
  void refresh() {
    change(() -> wanted = true);
  }

  void pace(Duration newInterval, boolean nowPaused) {
    change(
        () -> {
          interval = newInterval;
          paused = nowPaused;
        });
  }

  /** Looks at another device from now on. */
  void switchTo(String other) {
    change(
        () -> {
          serial = other;
          wanted = true;
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    String current = "";
    Duration pause = Duration.ZERO;
    long end = clock.getAsLong();
    try {
      while (true) {
        String next = awaitTurn(end, pause);
        if (!next.equals(current)) {
          current = next;
          device = Optional.empty();
          last = Optional.empty();
        }
        pause = once(current);
        end = clock.getAsLong();
      }
    } catch (InterruptedException e) {
      // Stopped.
    } catch (RuntimeException bug) {
      events.accept(new Event.Broken(bug));
    }
  }

  /** Waits until it is time to look, and says at which device. */
  private String awaitTurn(long end, Duration pause) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        long due = Math.max(interval.toNanos(), pause.toNanos()) - (clock.getAsLong() - end);
        if (wanted || (!paused && due <= 0)) {
          wanted = false;
          return serial;
        }
        if (paused) {
          changed.await();
        } else {
          // A clock that a test holds still must not keep it from looking at all.
          boolean unused = changed.await(Math.max(due, 1_000_000), TimeUnit.NANOSECONDS);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks once; the pause that has to follow at least. */
  private Duration once(String current) throws InterruptedException {
    long start = clock.getAsLong();
    try {
      if (device.isEmpty()) {
        device = Optional.of(opening.open(current));
      }
      Reading reading = look.at(device.get());
      Duration took = Duration.ofNanos(clock.getAsLong() - start);
      last = Polled.of(reading, last, clock.getAsLong(), took);
      last.ifPresentOrElse(
          polled -> tell(current, new Event.Arrived(polled)),
          () ->
              tell(
                  current,
                  new Event.Troubled(
                      reading
                          .failure()
                          .map(Reading.Failure::message)
                          .orElse("There are no jobs."))));
      return took.multipliedBy(SHARE);
    } catch (DeviceException.Interrupted e) {
      throw new InterruptedException(e.getMessage());
    } catch (DeviceException | UnusableDumpException e) {
      device = Optional.empty();
      tell(current, new Event.Troubled(String.valueOf(e.getMessage())));
      return SEARCH;
    }
  }

  /** What comes of a device that is no longer looked at is of no interest. */
  private void tell(String of, Event event) {
    lock.lock();
    try {
      if (of.equals(serial)) {
        events.accept(event);
      }
    } finally {
      lock.unlock();
    }
  }
}
