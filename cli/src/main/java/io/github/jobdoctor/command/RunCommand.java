package io.github.jobdoctor.command;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.RunForm;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.jobscheduler.RunWatch;
import io.github.jobdoctor.render.RunReport;
import io.github.jobdoctor.source.SourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor run JOB [--force]}. */
@Command(
    name = "run",
    description = {
      "Run a job now, and watch until Android shows what came of it. \"Running job\" in Android's own"
          + " answer only means that the order was taken.",
      ""
    })
final class RunCommand implements Callable<Integer> {

  private static final Duration WATCH = Duration.ofSeconds(30);

  @Spec CommandSpec spec;
  @Mixin Narrowing narrowing;

  @Parameters(paramLabel = "JOB", description = Commands.JOB_FORMS)
  String job;

  @Option(
      names = {"-f", "--force"},
      description =
          "Override all explicit constraints, the network too. Doze, quota and restrictions no order"
              + " can override.")
  boolean force;

  @Option(names = "--no-wait", description = "Return as soon as the job has started.")
  boolean noWait;

  private final Session session;

  RunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (session.options().from.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "run needs a device: a saved dump (--from) cannot run a job");
    }
    RunForm form = force ? RunForm.FORCE : RunForm.DEFAULT;
    try (Sources sources = session.sources()) {
      List<String> serials = sources.chosenSerials();
      if (serials.size() > 1) {
        throw new ParameterException(
            spec.commandLine(), "run takes one device: choose it with -s SERIAL");
      }
      Device device = sources.device(serials.get(0));
      JobScheduler scheduler = new JobScheduler(device, sources.timeout());
      JobSchedulerSnapshot snapshot = scheduler.snapshot();
      Job meant = narrowing.resolve(snapshot, job);
      if (session.options().dryRun) {
        session
            .out()
            .println(
                Commands.adbLine(
                    session.options(), device.serial(), JobScheduler.runCommand(meant, form)));
        return ExitCode.DONE.code();
      }
      SourceInfo source = sources.infoOf(device);
      RunOutcome outcome =
          new RunWatch(
                  scheduler,
                  snapshot,
                  meant,
                  source.apiLevel(),
                  session.options().timeout.orElse(WATCH),
                  session.host().ticker())
              .run(form, !noWait);
      new RunReport(source, meant, outcome, sources.adbLine(device.serial()))
          .write(session.out(), session.options().output, session.surface());
      return exitCode(outcome, noWait).code();
    }
  }

  private static ExitCode exitCode(RunOutcome outcome, boolean startIsEnough) {
    return switch (outcome.kind()) {
      case SUCCEEDED -> ExitCode.DONE;
      case STARTED -> startIsEnough ? ExitCode.DONE : ExitCode.TIMED_OUT;
      case RETRY, STOPPED, NOT_STARTED, CONSTRAINTS_UNMET -> ExitCode.NO;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case REFUSED -> ExitCode.REFUSED;
      case UNOBSERVABLE -> ExitCode.CANNOT_TELL;
    };
  }
}
