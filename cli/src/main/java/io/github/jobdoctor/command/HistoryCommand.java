package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobReference;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.RunHistory;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.HistoryReport;
import io.github.jobdoctor.render.OutputFormat;
import io.github.jobdoctor.render.Span;
import io.github.jobdoctor.source.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor history [JOB|PKG]}. */
@Command(
    name = "history",
    description = {"List the last runs: start, end, how long each took, and why it ended.", ""})
final class HistoryCommand implements Callable<Integer> {

  @Mixin Narrowing narrowing;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB|PKG",
      description = "Only runs of this job (named as for show), or of this package.")
  Optional<String> what = Optional.empty();

  private final Session session;

  HistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    try (Sources sources = session.sources()) {
      List<HistoryReport.Entry> entries = new ArrayList<>();
      boolean known = what.isEmpty();
      for (Reading reading : sources.read()) {
        Optional<RunHistory> history = reading.snapshot().map(RunHistory::of);
        List<JobRun> runs = new ArrayList<>();
        if (history.isPresent()) {
          JobSchedulerSnapshot snapshot = reading.snapshot().get();
          List<Job> meant = meant(snapshot);
          known |= !meant.isEmpty();
          narrowing.runs(history.get()).stream()
              .filter(run -> isWanted(run, meant))
              .forEach(runs::add);
        }
        entries.add(new HistoryReport.Entry(reading, history, runs));
      }
      new HistoryReport(entries, !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
      return conclude(entries, known);
    }
  }

  /** The registered jobs that are asked for by name or by package. */
  private List<Job> meant(JobSchedulerSnapshot snapshot) {
    if (what.isEmpty()) {
      return List.of();
    }
    List<Job> narrowed = narrowing.apply(snapshot, Optional.empty());
    List<Job> meant = new ArrayList<>(JobReference.of(what.get()).in(snapshot));
    snapshot.jobsOf(what.get()).forEach(meant::add);
    return meant.stream().filter(narrowed::contains).toList();
  }

  private boolean isWanted(JobRun run, List<Job> meant) {
    return what.isEmpty()
        || run.isMeantBy(what.get())
        || run.packageName().equals(what.get())
        || meant.stream().anyMatch(run::isOf);
  }

  private int conclude(List<HistoryReport.Entry> entries, boolean known) {
    int worst = 0;
    boolean any = false;
    for (HistoryReport.Entry entry : entries) {
      Reading reading = entry.reading();
      worst =
          Math.max(
              worst,
              Commands.tellFailure(
                  session, reading.source(), reading.failure(), entries.size() > 1));
      any |= !entry.runs().isEmpty();
      entry.history().ifPresent(history -> tellSpan(reading, history));
    }
    if (!any && worst == 0 && !known) {
      session
          .talk()
          .error(
              "The history has no run of "
                  + what.orElse("it")
                  + ", and no job of that name is registered.");
      return ExitCode.NOT_FOUND.code();
    }
    if (!any && worst == 0) {
      session.talk().note("The history has no such run.");
    }
    return worst;
  }

  /** A run that is not listed may still have been: how far the list reaches is part of it. */
  private void tellSpan(Reading reading, RunHistory history) {
    OutputFormat format = session.options().output;
    if (!format.isTable()) {
      return;
    }
    String name = reading.source().name();
    Extent extent = reading.snapshot().orElseThrow().extent();
    String others =
        extent == Extent.FILTERED
            ? "; the dump was taken for one package and may lack the runs of others"
            : "";
    session
        .talk()
        .note(
            history
                .since()
                .map(
                    since ->
                        "The history of "
                            + name
                            + " reaches back "
                            + Span.of(since)
                            + (history.forgets()
                                ? "; it is full, so earlier runs are forgotten"
                                : "")
                            + others
                            + ".")
                .orElse("There is no job history in " + name + "."));
  }
}
