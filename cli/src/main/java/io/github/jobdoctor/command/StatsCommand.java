package io.github.jobdoctor.command;

import io.github.jobdoctor.job.PackageUse;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.StatsReport;
import io.github.jobdoctor.source.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor stats [PKG]}. */
@Command(
    name = "stats",
    description = {
      "Tell what packages' jobs have used: quota, runs and how they ended; and how many jobs may"
          + " run at once.",
      ""
    })
final class StatsCommand implements Callable<Integer> {

  @Mixin Narrowing narrowing;

  @Parameters(arity = "0..1", paramLabel = "PKG", description = "Only this package.")
  Optional<String> packageName = Optional.empty();

  private final Session session;

  StatsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    try (Sources sources = session.sources()) {
      List<StatsReport.Entry> entries = new ArrayList<>();
      for (Reading reading : sources.read()) {
        List<PackageUse> packages =
            reading
                .snapshot()
                .map(snapshot -> narrowing.packages(snapshot, packageName))
                .orElse(List.of());
        entries.add(new StatsReport.Entry(reading, packages));
      }
      new StatsReport(entries, !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
      return conclude(entries);
    }
  }

  private int conclude(List<StatsReport.Entry> entries) {
    int worst = 0;
    boolean any = false;
    for (StatsReport.Entry entry : entries) {
      Reading reading = entry.reading();
      worst =
          Math.max(
              worst,
              Commands.tellFailure(
                  session, reading.source(), reading.failure(), entries.size() > 1));
      any |= !entry.packages().isEmpty();
    }
    Optional<String> asked = narrowing.packageName.or(() -> packageName);
    if (!any && worst == 0 && asked.isPresent()) {
      session.talk().error("The dump says nothing of " + asked.get() + ".");
      return ExitCode.NOT_FOUND.code();
    }
    return worst;
  }
}
