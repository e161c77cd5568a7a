package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.LogFollow;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.render.OutputFormat;
import io.github.jobdoctor.render.RecordsReport;
import io.github.jobdoctor.render.RecordsReports;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobdoctor logs}. */
@Command(
    name = "logs",
    description = {
      "The agent's log: when each task began, how it ended, how long it took, and who stopped it.",
      ""
    },
    synopsisSubcommandLabel = "[stats]")
final class LogsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin AgentOptions agent = new AgentOptions();
  @Mixin LogOptions wanted = new LogOptions();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on, and show each record as soon as the agent writes it.")
  boolean follow;

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "With --follow: end after this time, such as 30s.")
  Optional<Duration> limit = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "SEQ",
      description = "Pull only records with a number above this.")
  long after;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Write the log to FILE; its name decides the form: " + ExportFormat.ENDINGS + ".")
  Optional<String> export = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Pull only what FILE, a log that was saved before, does not have yet, and append it. FILE"
              + " is made if it is not there.")
  Optional<String> resume = Optional.empty();

  private final Session session;

  private LogsCommand(Session session) {
    this.session = session;
  }

  /** The command with its subcommands. */
  static CommandLine line(Session session) {
    LogsCommand logs = new LogsCommand(session);
    CommandLine line = new CommandLine(logs);
    line.addSubcommand(new LogStatsCommand(session, logs));
    return line;
  }

  @Override
  public Integer call() throws Exception {
    check();
    if (session.options().dryRun) {
      Optional<Duration> open = follow ? Optional.of(LogFollow.EACH) : Optional.empty();
      return Commands.dryRun(session, agent.door().log(after, Optional.empty(), open));
    }
    try (Sources sources = session.sources()) {
      if (resume.isPresent()) {
        return new LogResume(session, one(sources, "--resume")).into(resume.get());
      }
      if (export.isPresent()) {
        return new LogToFile(session, wanted).write(one(sources, "--export"), export.get());
      }
      List<LogFeed> feeds = LogFeed.of(session, sources, agent, after);
      return follow ? new LogFollowing(session, wanted, limit).follow(feeds, after) : show(feeds);
    }
  }

  private void check() {
    wanted.check();
    boolean saved = session.options().from.isPresent();
    OutputFormat format = session.options().output;
    if (after < 0) {
      throw usage("--after is the number of a record");
    }
    if (saved && (follow || after > 0)) {
      throw usage((follow ? "--follow" : "--after") + " needs a device: a saved log is all there");
    }
    if (saved && resume.isPresent()) {
      throw usage("--resume needs a device: nothing is added to a saved log");
    }
    if (follow && (export.isPresent() || resume.isPresent())) {
      throw usage("--follow shows records; it cannot go with --export or --resume");
    }
    if (export.isPresent() && resume.isPresent()) {
      throw usage("--export and --resume exclude each other");
    }
    if (resume.isPresent() && (after > 0 || !wanted.isEverything())) {
      throw usage("--resume keeps a log whole: it cannot go with --after or a filter");
    }
    if (follow && (format == OutputFormat.JSON || format == OutputFormat.YAML)) {
      throw usage("--follow has no end, and such a document needs one: take -o ndjson");
    }
    if (limit.isPresent() && !follow) {
      throw usage("--for belongs to --follow");
    }
    if (export.isPresent() && ExportFormat.of(export.get()).isEmpty()) {
      throw usage("'" + export.get() + "' says no form: name it " + ExportFormat.ENDINGS);
    }
  }

  /** Refuses what has no meaning for the figures of a log. */
  void checkForStats() {
    wanted.check();
    if (follow || export.isPresent() || resume.isPresent() || limit.isPresent()) {
      throw usage("stats takes no --follow, --for, --export or --resume");
    }
    if (!wanted.outcomes.isEmpty()) {
      throw usage("stats counts all outcomes: it takes no --outcome");
    }
  }

  private LogFeed one(Sources sources, String option) throws Exception {
    List<LogFeed> feeds = LogFeed.of(session, sources, agent, after);
    if (feeds.size() > 1) {
      throw usage(option + " takes one device: choose it with -s SERIAL");
    }
    return feeds.get(0);
  }

  /** The report of records in the form that the options name. */
  static RecordsReport report(Session session, boolean several, boolean live) {
    return RecordsReports.of(
        session.out(),
        session.options().output,
        session.surface(),
        !session.options().noHeaders,
        several,
        live,
        ZoneId.systemDefault());
  }

  private int show(List<LogFeed> feeds) {
    boolean several = feeds.size() > 1;
    RecordsReport report = report(session, several, false);
    int worst = 0;
    Count shown = new Count();
    for (LogFeed feed : feeds) {
      PulledLog<?> pulled =
          PulledLog.of(
              feed,
              wanted,
              filter -> LogListener.both(report.begin(feed.source(), filter), shown.of(filter)));
      report.end(feed.source(), pulled.failure());
      session.out().flush();
      worst = Math.max(worst, tell(feed, pulled, several));
    }
    report.finish();
    if (shown.count == 0 && worst == 0) {
      session.talk().note("No record fits.");
    }
    return worst;
  }

  private int tell(LogFeed feed, PulledLog<?> pulled, boolean several) {
    pulled.tell(session.talk(), feed.source().name(), !session.options().output.isTable());
    return Commands.tellFailure(session, feed.source(), pulled.failure(), several);
  }

  private final class Count {
    private static final int LOOK_EVERY = 4_096;
    private long count;

    LogListener of(LogFilter filter) {
      return new LogListener() {
        @Override
        public void record(LogRecord record) {
          if (filter.wants(record)) {
            count++;
            if (count % LOOK_EVERY == 0) {
              OutputGoneException.throwIfGone(session.out());
            }
          }
        }
      };
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
