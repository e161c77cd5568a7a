package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Neighbours;
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

  /** What other services say of one thing is asked so often at most. */
  private static final Duration ASIDE = Duration.ofSeconds(30);

  /** A device that is gone is looked for so often at least. */
  private static final Duration SEARCH = Duration.ofSeconds(1);

  /** Opens the device that is looked at. */
  @FunctionalInterface
  interface Opening {
    Device open(String serial) throws DeviceException;
  }

  private final Opening opening;
  private final Station.Look look;
  private final Station.Asking asking;
  private final LongSupplier clock;
  private final Consumer<Event> events;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private String serial;
  private Duration interval;
  private boolean paused;
  private boolean wanted = true;
  private Optional<Inquiry> inquiry = Optional.empty();
  private boolean anew;

  // Only the poller's own thread touches these.
  private Optional<Device> device = Optional.empty();
  private Optional<Polled> last = Optional.empty();
  private Optional<Aside> aside = Optional.empty();

  /** A poller that has not started. */
  Poller(
      Opening opening,
      Station.Look look,
      Station.Asking asking,
      String serial,
      Duration interval,
      LongSupplier clock,
      Consumer<Event> events) {
    this.opening = opening;
    this.look = look;
    this.asking = asking;
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

  /** Looks at once, also while paused; and asks the other services again as soon as it may. */
  void refresh() {
    change(
        () -> {
          wanted = true;
          anew = true;
        });
  }

  /** What the other services are to be asked about from now on; absent for nothing. */
  void about(Optional<Inquiry> next) {
    change(() -> inquiry = next);
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
        Turn next = awaitTurn(end, pause, current);
        if (!next.serial().equals(current)) {
          current = next.serial();
          device = Optional.empty();
          last = Optional.empty();
          aside = Optional.empty();
        }
        if (next.ask().isPresent()) {
          // Between two looks, so that the device never has two questions at once.
          ask(current, next.ask().get());
        } else {
          pause = once(current, next.inquiry());
          end = clock.getAsLong();
        }
      }
    } catch (InterruptedException e) {
      // Stopped.
    } catch (RuntimeException bug) {
      events.accept(new Event.Broken(bug));
    }
  }

  /**
   * What is to be done next.
   *
   * @param serial at which device
   * @param inquiry what other services are of interest for
   * @param ask what they are to be asked about; absent to look at the jobs
   */
  private record Turn(String serial, Optional<Inquiry> inquiry, Optional<Inquiry> ask) {}

  /** Waits until it is time for something. Looking at the jobs comes first. */
  private Turn awaitTurn(long end, Duration pause, String current) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        long due = Math.max(interval.toNanos(), pause.toNanos()) - (clock.getAsLong() - end);
        if (wanted || (!paused && due <= 0)) {
          wanted = false;
          return new Turn(serial, inquiry, Optional.empty());
        }
        if (!paused && serial.equals(current) && device.isPresent() && inquiry.isPresent()) {
          long asked = untilAsking(inquiry.get());
          if (asked <= 0) {
            anew = false;
            return new Turn(serial, inquiry, inquiry);
          }
          due = Math.min(due, asked);
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

  /** How long the other services are left alone; the lock is held. */
  private long untilAsking(Inquiry next) {
    if (aside.isEmpty()) {
      return 0;
    }
    Aside before = aside.get();
    Duration share = before.took().multipliedBy(SHARE);
    boolean known = before.about().equals(next) && !anew;
    Duration rest = known && share.compareTo(ASIDE) < 0 ? ASIDE : share;
    return rest.toNanos() - (clock.getAsLong() - before.at());
  }

  /** Asks the other services once. */
  private void ask(String current, Inquiry next) throws InterruptedException {
    if (last.isEmpty()) {
      return;
    }
    long start = clock.getAsLong();
    Polled jobs = last.get();
    // Of its own, since what it gathers is for one thread, and that of the look is drawn from.
    Surroundings around = Surroundings.of(jobs.diagnoses().snapshot(), jobs.source().apiLevel());
    NeighbourQuestion question = Rules.question(around, next.jobs(jobs));
    Neighbours said = Neighbours.none();
    try {
      if (!question.asked().isEmpty()) {
        said = asking.of(device.orElseThrow(), question);
      }
    } catch (DeviceException.Interrupted e) {
      throw new InterruptedException(e.getMessage());
    } catch (DeviceException e) {
      device = Optional.empty();
      tell(current, new Event.Troubled(String.valueOf(e.getMessage())));
      return;
    }
    long end = clock.getAsLong();
    Aside answer = new Aside(next, question.asked(), said, end, Duration.ofNanos(end - start));
    aside = Optional.of(answer);
    last = Optional.of(jobs.with(answer));
    tell(current, new Event.Arrived(last.get().withoutMoves()));
  }

  /** What was said long ago, and is of no interest now, is not worth working out again. */
  private Optional<Aside> kept(Optional<Inquiry> now) {
    return aside.filter(
        said ->
            now.filter(said.about()::equals).isPresent()
                || clock.getAsLong() - said.at() < ASIDE.toNanos());
  }

  /** Looks once; the pause that has to follow at least. */
  private Duration once(String current, Optional<Inquiry> now) throws InterruptedException {
    long start = clock.getAsLong();
    try {
      if (device.isEmpty()) {
        device = Optional.of(opening.open(current));
      }
      Reading reading = look.at(device.get());
      Duration took = Duration.ofNanos(clock.getAsLong() - start);
      last = Polled.of(reading, last, clock.getAsLong(), took);
      Optional<Aside> known = kept(now);
      last = last.map(polled -> known.map(polled::with).orElse(polled));
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
