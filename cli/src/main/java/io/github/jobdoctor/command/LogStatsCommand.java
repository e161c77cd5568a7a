package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.AgentException;
import io.github.jobdoctor.agentdoor.AgentStatus;
import io.github.jobdoctor.agentlog.LogFigures;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.render.LogStatsReport;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jobdoctor logs stats}. */
@Command(
    name = "stats",
    description = {
      "What the log says in sum: runs, success rate, how long and how late, who stopped them, what"
          + " woke the app, and which runs died. Late is how much later than the interval a scheduled"
          + " run began after the one before.",
      ""
    })
final class LogStatsCommand implements Callable<Integer> {

  private final Session session;
  private final LogsCommand logs;

  LogStatsCommand(Session session, LogsCommand logs) {
    this.session = session;
    this.logs = logs;
  }

  @Override
  public Integer call() throws Exception {
    logs.checkForStats();
    if (session.options().dryRun) {
      return Commands.dryRun(
          session,
          logs.agent.door().status(),
          logs.agent.door().log(logs.after, Optional.empty(), Optional.empty()));
    }
    try (Sources sources = session.sources()) {
      List<LogStatsReport.Entry> entries = new ArrayList<>();
      List<LogFeed> feeds = LogFeed.of(session, sources, logs.agent, logs.after);
      int worst = 0;
      for (LogFeed feed : feeds) {
        Optional<Duration> interval = interval(feed);
        PulledLog<LogFigures> pulled =
            PulledLog.of(feed, logs.wanted, filter -> new LogFigures(interval, filter));
        pulled.listener().finish();
        entries.add(
            new LogStatsReport.Entry(
                feed.source(),
                pulled.hasAnything() ? Optional.of(pulled.listener()) : Optional.empty(),
                pulled.failure()));
        pulled.tell(session.talk(), feed.source().name(), true);
        worst =
            Math.max(
                worst,
                Commands.tellFailure(session, feed.source(), pulled.failure(), feeds.size() > 1));
      }
      new LogStatsReport(entries, !session.options().noHeaders, ZoneId.systemDefault())
          .write(session.out(), session.options().output, session.surface());
      return worst;
    }
  }

  /** The worker's present interval, for a log that no longer has its registration. */
  private static Optional<Duration> interval(LogFeed feed) {
    if (feed.agent().isEmpty()) {
      return Optional.empty();
    }
    try {
      return feed.agent().get().status().work().flatMap(AgentStatus.Work::interval);
    } catch (AgentException | DeviceException e) {
      // Pulling the log will meet the same trouble, and tell it.
      return Optional.empty();
    }
  }
}
