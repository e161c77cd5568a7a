package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.device.DeviceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Follows an agent's log: new records reach the reader's listener as soon as the agent writes them.
 * A device that is lost is waited for, and what it wrote meanwhile comes then.
 *
 * <p>The agent keeps the answer open for a while and is then asked again; one that does not know
 * how to (an older one) ends its answer at once, and is asked again and again.
 */
public final class LogFollow {

  /** How long one answer stays open: short enough that a silent loss is noticed. */
  public static final Duration EACH = Duration.ofSeconds(20);

  /** The pause between two answers of an agent that does not keep them open. */
  private static final Duration POLL = Duration.ofMillis(150);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** A device that starts has no agent for a while. */
  private static final Duration START_OF_A_DEVICE = Duration.ofMinutes(3);

  /** Hears how it goes. */
  @FunctionalInterface
  public interface Listener {
    /**
     * The device is gone; it is waited for.
     *
     * @param why what adb says of it; absent when the connection just ended
     */
    void lost(Optional<String> why);
  }

  private final LogPull pull;
  private final LogReader reader;
  private final Listener listener;
  private final InstantSource clock;

  /** Follows the log that {@code pull} pulls into {@code reader}. */
  public LogFollow(LogPull pull, LogReader reader, Listener listener, InstantSource clock) {
    this.pull = pull;
    this.reader = reader;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Follows.
   *
   * @param limit for how long; absent until the thread is interrupted
   * @throws AgentException when there is no agent, or no longer one
   * @throws DeviceException when the device could not be reached at all, or the thread was
   *     interrupted
   */
  public void follow(Optional<Duration> limit)
      throws AgentException, DeviceException, UnusableLogException, InterruptedException {
    Optional<Instant> end = limit.map(clock.instant()::plus);
    Optional<Instant> lostSince = Optional.empty();
    Duration pause = FIRST_PAUSE;
    while (end.isEmpty() || clock.instant().isBefore(end.get())) {
      Instant start = clock.instant();
      try {
        pull.once(Optional.of(lengthOfAnswer(end, EACH, clock)));
        lostSince = Optional.empty();
        pause = FIRST_PAUSE;
        if (Duration.between(start, clock.instant()).compareTo(Duration.ofSeconds(1)) < 0) {
          Thread.sleep(POLL.toMillis());
        }
        continue;
      } catch (DeviceException e) {
        boolean everReached = reader.head().isPresent();
        if (e instanceof DeviceException.Interrupted || !everReached) {
          throw e;
        }
        if (lostSince.isEmpty()) {
          // A connection that ended says that its output was thrown away; here it was not.
          listener.lost(
              e instanceof DeviceException.Lost ? Optional.empty() : Optional.of(e.getMessage()));
          lostSince = Optional.of(start);
        }
      } catch (AgentException e) {
        boolean mayBeStarting =
            lostSince.isPresent()
                && e.reason() != Reason.UNKNOWN_FORMAT
                && clock.instant().isBefore(lostSince.get().plus(START_OF_A_DEVICE));
        if (!mayBeStarting) {
          throw e;
        }
      }
      Thread.sleep(pause.toMillis());
      pause = longer(pause);
    }
  }

  /**
   * How long an answer shall stay open: until {@code end}, but {@code each} at most; in whole
   * seconds, as the agent takes them, and at least one.
   */
  static Duration lengthOfAnswer(Optional<Instant> end, Duration each, InstantSource clock) {
    return end.map(last -> Duration.between(clock.instant(), last).plusMillis(999))
        .filter(left -> left.compareTo(each) < 0)
        .map(left -> Duration.ofSeconds(Math.max(1, left.toSeconds())))
        .orElse(each);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
