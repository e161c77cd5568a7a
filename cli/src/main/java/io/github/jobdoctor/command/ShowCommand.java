package io.github.jobdoctor.command;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.ShowReport;
import io.github.jobdoctor.source.Reading;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor show JOB}. */
@Command(
    name = "show",
    description = {"Tell everything known of one job.", ""})
final class ShowCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin Narrowing narrowing;

  @Parameters(paramLabel = "JOB", description = Commands.JOB_FORMS)
  String job;

  @Option(names = "--raw", description = "Show its lines in the dump instead, with their numbers.")
  boolean raw;

  private final Session session;

  ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    try (Sources sources = session.sources()) {
      List<Reading> readings = sources.read();
      if (readings.size() > 1) {
        throw new ParameterException(
            spec.commandLine(), "a job is on one device: choose it with -s SERIAL");
      }
      Reading reading = readings.get(0);
      int code = Commands.tellFailure(session, reading.source(), reading.failure(), false);
      Optional<Diagnoses> diagnoses = reading.diagnoses();
      if (diagnoses.isEmpty()) {
        return code;
      }
      Job meant = narrowing.resolve(diagnoses.get().snapshot(), job);
      new ShowReport(reading, diagnoses.get(), meant, raw)
          .write(session.out(), session.options().output, session.surface());
      return code;
    }
  }
}
