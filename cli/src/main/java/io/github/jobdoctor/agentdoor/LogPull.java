package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Pulls an agent's log: each time what the reader does not have yet. Records reach the reader's
 * listener while they come, so what was pulled counts also when the device is lost after it.
 */
public final class LogPull {

  /** A transfer that is cut without the device being lost is taken up again so many times. */
  private static final int ATTEMPTS = 3;

  /** An answer that stays open this much longer than it should is a device that is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Agent agent;
  private final LogReader reader;
  private Optional<String> startLog = Optional.empty();
  private long startAfter;

  /** Pulls the log of {@code agent} into {@code reader}. */
  public LogPull(Agent agent, LogReader reader) {
    this.agent = agent;
    this.reader = reader;
  }

  /**
   * Starts after a number that was pulled earlier.
   *
   * @param log the log that it belongs to; absent when that is not known
   */
  public void startAfter(long seq, Optional<String> log) {
    startAfter = seq;
    startLog = log;
  }

  private ShellCommand command(Optional<Duration> follow) {
    Optional<LogHead> head = reader.head();
    return head.isPresent()
        ? agent.door().log(reader.last(), Optional.of(head.get().log()), follow)
        : agent.door().log(startAfter, startLog, follow);
  }

  /**
   * Pulls what there is.
   *
   * @return what the log has and did not come even so; absent when all came
   * @throws UnusableLogException when the agent's log is of a format that is not known here
   */
  public Optional<LogGap> pull() throws AgentException, DeviceException, UnusableLogException {
    for (int attempt = 1; ; attempt++) {
      once(Optional.empty());
      Optional<LogGap> missing = reader.cutOff();
      if (missing.isEmpty() || attempt == ATTEMPTS) {
        return missing;
      }
    }
  }

  /**
   * Pulls what there is in one transfer, whether or not it is cut.
   *
   * @return what the log has and did not come; absent when all came
   * @throws UnusableLogException when the agent's log is of a format that is not known here
   */
  public Optional<LogGap> pullOnce() throws AgentException, DeviceException, UnusableLogException {
    once(Optional.empty());
    return reader.cutOff();
  }

  /**
   * Pulls once.
   *
   * @param follow how long new records shall be waited for; absent not to wait
   */
  void once(Optional<Duration> follow)
      throws AgentException, DeviceException, UnusableLogException {
    ShellCommand command = command(follow);
    Duration timeout = follow.map(open -> open.plus(SILENCE)).orElse(agent.timeout());
    Device.Streamed<Optional<Failed>> pulled = agent.device().stream(command, timeout, this::read);
    if (pulled.value().isPresent()) {
      Failed failed = pulled.value().get();
      String printed = pulled.stderr() + "\n" + failed.beginning();
      // A head that is not understood is the agent's; anything else is what `content` said.
      if (failed.beginning().startsWith("{")) {
        throw failed.cause();
      }
      throw agent.trouble(printed);
    }
  }

  /**
   * A text that is no log.
   *
   * @param cause why it is none
   * @param beginning its first bytes
   */
  private record Failed(UnusableLogException cause, String beginning) {}

  private Optional<Failed> read(InputStream stdout) throws IOException {
    Beginning in = new Beginning(stdout);
    try {
      reader.read(in);
      return Optional.empty();
    } catch (UnusableLogException e) {
      return Optional.of(new Failed(e, in.text()));
    }
  }

  /** Remembers how a stream began, for those who find that it is not what it should be. */
  private static final class Beginning extends FilterInputStream {
    private static final int KEPT = 4096;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Beginning(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0 && kept.size() < KEPT) {
        kept.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      if (count > 0 && kept.size() < KEPT) {
        kept.write(into, offset, Math.min(count, KEPT - kept.size()));
      }
      return count;
    }

    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
