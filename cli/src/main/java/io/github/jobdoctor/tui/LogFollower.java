package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.AgentException;
import io.github.jobdoctor.agentdoor.Door;
import io.github.jobdoctor.agentdoor.LogFollow;
import io.github.jobdoctor.agentdoor.LogPull;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.device.DeviceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows the agent's log on a thread of its own, and tells its end: soon after records came, and
 * not for each of them. While the device is away it is waited for.
 */
final class LogFollower {

  private static final int KEPT = 2_000;
  private static final Duration FLUSH = Duration.ofMillis(150);

  /** A device that was not there at all is asked again after this. */
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final Poller.Opening opening;
  private final String serial;
  private final Door door;
  private final Consumer<Event> events;
  private final Thread following;
  private final Thread telling;

  private final Object lock = new Object();
  private final ArrayDeque<LogRecord> records = new ArrayDeque<>();
  private long total;
  private Optional<String> trouble = Optional.empty();
  private boolean news;

  /** A follower that has not started. */
  LogFollower(Poller.Opening opening, String serial, Door door, Consumer<Event> events) {
    this.opening = opening;
    this.serial = serial;
    this.door = door;
    this.events = events;
    following = new Thread(this::follow, "watch-log");
    following.setDaemon(true);
    telling = new Thread(this::tell, "watch-log-news");
    telling.setDaemon(true);
  }

  void start() {
    following.start();
    telling.start();
  }

  void stop() {
    following.interrupt();
    telling.interrupt();
  }

  private void follow() {
    try {
      while (true) {
        try {
          Agent agent = new Agent(opening.open(serial), door, Duration.ofMinutes(10));
          LogReader reader = new LogReader(new Keeping());
          new LogFollow(
                  new LogPull(agent, reader),
                  reader,
                  why -> trouble(why.orElse("The device is lost; it is waited for.")),
                  InstantSource.system())
              .follow(Optional.empty());
        } catch (DeviceException.Interrupted e) {
          return;
        } catch (DeviceException | AgentException | UnusableLogException e) {
          trouble(String.valueOf(e.getMessage()));
        }
        Thread.sleep(AGAIN.toMillis());
        synchronized (lock) {
          records.clear();
          total = 0;
        }
      }
    } catch (InterruptedException e) {
      // Stopped.
    } catch (RuntimeException bug) {
      events.accept(new Event.Broken(bug));
    }
  }

  private void trouble(String why) {
    synchronized (lock) {
      trouble = Optional.of(why);
      news = true;
      lock.notifyAll();
    }
  }

  private void tell() {
    try {
      while (true) {
        LogTail tail;
        synchronized (lock) {
          while (!news) {
            lock.wait();
          }
        }
        // What comes together is told together.
        Thread.sleep(FLUSH.toMillis());
        synchronized (lock) {
          news = false;
          tail = new LogTail(List.copyOf(records), total, trouble);
        }
        events.accept(new Event.Logged(tail));
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  /** Keeps the last records. */
  private final class Keeping implements LogListener {
    @Override
    public void head(LogHead head, boolean anew) {
      synchronized (lock) {
        trouble = Optional.empty();
        if (anew) {
          records.clear();
          total = 0;
        }
      }
    }

    @Override
    public void record(LogRecord record) {
      synchronized (lock) {
        records.add(record);
        total++;
        if (records.size() > KEPT) {
          records.remove();
        }
        news = true;
        lock.notifyAll();
      }
    }
  }
}
