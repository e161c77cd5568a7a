package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Interruption;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On Ctrl-C a command that waits for devices breaks off, and still tells what it has seen. */
final class LastWords {

  /** Nobody who has pressed Ctrl-C waits for long. */
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private final CountDownLatch told = new CountDownLatch(1);
  private final Session session;
  private final Sources sources;

  private LastWords(Session session, Sources sources) {
    this.session = session;
    this.sources = sources;
  }

  /**
   * Has a command done.
   *
   * @param command asks the sources, and tells what came of it; its exit code
   */
  static int of(Session session, Sources sources, Callable<Integer> command) throws Exception {
    LastWords words = new LastWords(session, sources);
    Interruption.Registration registration =
        session.host().interruption().beforeTheEnd(words::awaited);
    try (registration) {
      int code = command.call();
      session.out().flush();
      return code;
    } finally {
      words.told.countDown();
    }
  }

  private OptionalInt awaited() {
    try {
      if (sources.breakOff() && !told.await(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
        session.talk().error("Interrupted before all was told.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.empty();
  }
}
