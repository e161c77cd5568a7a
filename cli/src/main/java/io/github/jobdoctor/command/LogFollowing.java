package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.LogFollow;
import io.github.jobdoctor.agentdoor.LogPull;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.render.LogGaps;
import io.github.jobdoctor.render.RecordsReport;
import io.github.jobdoctor.source.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code logs --follow}: the logs of one or several devices, as they grow. */
final class LogFollowing {

  private final Session session;
  private final LogOptions wanted;
  private final Optional<Duration> limit;

  /** One line at a time, whichever device it is of. */
  private final Object lock = new Object();

  LogFollowing(Session session, LogOptions wanted, Optional<Duration> limit) {
    this.session = session;
    this.wanted = wanted;
    this.limit = limit;
  }

  /**
   * Follows until the time is up, all logs have failed, or the thread is interrupted.
   *
   * @return the worst exit code
   */
  int follow(List<LogFeed> feeds, long after) throws InterruptedException {
    RecordsReport report = LogsCommand.report(session, feeds.size() > 1, true);
    ExecutorService threads = Executors.newFixedThreadPool(feeds.size());
    try {
      CompletionService<Integer> codes = new ExecutorCompletionService<>(threads);
      for (LogFeed feed : feeds) {
        codes.submit(() -> follow(report, feed, after, feeds.size() > 1));
      }
      int worst = 0;
      for (int ended = 0; ended < feeds.size(); ended++) {
        worst = Math.max(worst, codes.take().get());
      }
      report.finish();
      return worst;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private int follow(RecordsReport report, LogFeed feed, long after, boolean several) {
    String name = feed.source().name();
    Followed followed = new Followed(report, feed);
    LogReader reader = new LogReader(followed);
    LogPull pull = new LogPull(feed.agent().orElseThrow(), reader);
    pull.startAfter(after, Optional.empty());
    try {
      new LogFollow(pull, reader, followed, InstantSource.system()).follow(limit);
      return ExitCode.DONE.code();
    } catch (RuntimeException ours) {
      throw ours;
    } catch (Exception e) {
      Reading.Failure failure = Sources.failure(e);
      synchronized (lock) {
        report.end(feed.source(), Optional.of(failure));
        session.out().flush();
        session.talk().error((several ? name + ": " : "") + failure.message());
      }
      return failure.exitCode();
    }
  }

  /** One device's log. */
  private final class Followed implements LogListener, LogFollow.Listener {
    private final String name;
    private final LateListener<LogListener> late;
    private boolean lost;
    private long last;

    Followed(RecordsReport report, LogFeed feed) {
      name = feed.source().name();
      late = new LateListener<>(now -> report.begin(feed.source(), wanted.filter(now)));
    }

    @Override
    public void lost(Optional<String> why) {
      synchronized (lock) {
        lost = true;
        session
            .talk()
            .note(name + " is lost, and waited for." + why.map(text -> " " + text).orElse(""));
      }
    }

    @Override
    public void head(LogHead head, boolean anew) {
      synchronized (lock) {
        if (lost) {
          lost = false;
          boolean nothingMissing = !anew && head.firstSeq() <= last + 1;
          session
              .talk()
              .note(name + " is back" + (nothingMissing ? ", and no record was lost." : "."));
        } else if (anew && last > 0) {
          session.talk().note(name + ": the agent's log was begun anew.");
        }
        last = anew ? 0 : last;
        late.head(head, anew);
      }
    }

    @Override
    public void record(LogRecord record) {
      synchronized (lock) {
        last = record.seq();
        late.record(record);
        OutputGoneException.throwIfGone(session.out());
      }
    }

    @Override
    public void gap(LogGap gap) {
      synchronized (lock) {
        late.gap(gap);
        session.out().flush();
        if (!session.options().output.isTable()) {
          session.talk().note(name + ": " + LogGaps.sentence(gap) + ".");
        }
      }
    }
  }
}
