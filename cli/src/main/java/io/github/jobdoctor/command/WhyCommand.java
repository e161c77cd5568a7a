package io.github.jobdoctor.command;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobReference;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.WhyReport;
import io.github.jobdoctor.render.WhyReport.Subject;
import io.github.jobdoctor.source.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor why [JOB|PKG]}. */
@Command(
    name = "why",
    description = {
      "Tell why a job does not run: what holds it back, the lines that say so, what to do, and when"
          + " it may run next. For a package: all of its jobs by cause. Alone: what holds the"
          + " jobs of the device back.",
      ""
    })
final class WhyCommand implements Callable<Integer> {

  @Mixin Narrowing narrowing;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB|PKG",
      description =
          "A job (ID, PKG/ID, UID/ID, NAMESPACE:UID/ID, or the class of its worker or service), or a"
              + " package.")
  Optional<String> what = Optional.empty();

  private final Session session;

  WhyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (what.filter(String::isBlank).isPresent()) {
      throw new WrongUsageException("The name of the job or package is empty.");
    }
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    try (Sources sources = session.sources()) {
      List<Reading> readings = sources.read(this::question);
      List<WhyReport.Entry> entries = new ArrayList<>();
      for (Reading reading : readings) {
        Optional<String> serial = reading.source().serial();
        AdbLine adb = serial.isPresent() ? sources.adbLine(serial.get()) : AdbLine.PLAIN;
        entries.add(entry(reading, adb, readings.size() > 1));
      }
      new WhyReport(entries, !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
      return conclude(entries);
    }
  }

  /** What other services could add about the jobs that are meant. */
  private NeighbourQuestion question(Surroundings around) {
    List<Job> jobs = narrowing.apply(around.snapshot(), what);
    if (what.isPresent() && jobs.isEmpty()) {
      jobs = JobReference.of(what.get()).in(around.snapshot());
    }
    Optional<String> named = what.or(() -> narrowing.packageName);
    return jobs.isEmpty() && named.isPresent()
        ? AbsentJob.question(narrowing.search(named.get()))
        : Rules.question(around, jobs);
  }

  private WhyReport.Entry entry(Reading reading, AdbLine adb, boolean several) {
    Optional<Diagnoses> diagnoses = reading.diagnoses();
    if (diagnoses.isEmpty()) {
      return new WhyReport.Entry(reading, device(), List.of(), List.of(), adb);
    }
    try {
      return found(reading, diagnoses.get(), adb);
    } catch (ParameterException ambiguous) {
      if (!several) {
        throw ambiguous;
      }
      // One device that has several such jobs does not hide what the others say.
      Reading failed =
          Reading.failed(reading.source(), ExitCode.USAGE.code(), ambiguous.getMessage());
      return new WhyReport.Entry(failed, device(), List.of(), List.of(), adb);
    }
  }

  private WhyReport.Entry found(Reading reading, Diagnoses diagnoses, AdbLine adb) {
    JobSchedulerSnapshot snapshot = diagnoses.snapshot();
    Subject subject = device();
    List<Job> jobs = narrowing.apply(snapshot, what);
    if (what.isPresent() && jobs.isEmpty()) {
      subject = new Subject(Subject.Kind.JOB, what.get());
      jobs = narrowing.meant(snapshot, what.get());
    } else if (what.or(() -> narrowing.packageName).isPresent()) {
      subject = new Subject(Subject.Kind.APP, what.or(() -> narrowing.packageName).orElseThrow());
    }
    List<Finding> absent =
        jobs.isEmpty() && subject.kind() != Subject.Kind.DEVICE
            ? AbsentJob.findings(diagnoses.around(), narrowing.search(subject.name()))
            : List.of();
    return new WhyReport.Entry(
        reading, subject, jobs.stream().map(diagnoses::of).toList(), absent, adb);
  }

  private static Subject device() {
    return new Subject(Subject.Kind.DEVICE, "");
  }

  private int conclude(List<WhyReport.Entry> entries) {
    int worst = 0;
    for (WhyReport.Entry entry : entries) {
      Reading reading = entry.reading();
      boolean several = entries.size() > 1;
      int failed = Commands.tellFailure(session, reading.source(), reading.failure(), several);
      if (!entry.absent().isEmpty()) {
        session.talk().error((several ? reading.source().name() + ": " : "") + absence(entry));
      }
      worst = Math.max(worst, Math.max(failed, exitCode(entry).code()));
      if (entry.subject().kind() != Subject.Kind.JOB) {
        reading
            .snapshot()
            .ifPresent(
                snapshot -> ExtentNotes.tell(session.talk(), reading.source().name(), snapshot));
      }
    }
    return worst;
  }

  private String absence(WhyReport.Entry entry) {
    return (AbsentJob.isOpen(entry.absent())
            ? "The dump has no job or app "
            : "No registered job or app is ")
        + entry.subject().name()
        + narrowing.words(what.isEmpty())
        + ". "
        + entry.absent().get(0).summary();
  }

  /**
   * What was asked about one job, or an app, is answered by the code; about all jobs of a device
   * there is no such question, since some are always held back.
   */
  private static ExitCode exitCode(WhyReport.Entry entry) {
    if (!entry.absent().isEmpty()) {
      return AbsentJob.isOpen(entry.absent()) ? ExitCode.CANNOT_TELL : ExitCode.NOT_FOUND;
    }
    if (entry.subject().kind() == Subject.Kind.DEVICE) {
      return ExitCode.DONE;
    }
    if (has(entry.diagnoses(), Verdict.BLOCKED)) {
      return ExitCode.NO;
    }
    return has(entry.diagnoses(), Verdict.CANNOT_TELL) ? ExitCode.CANNOT_TELL : ExitCode.DONE;
  }

  private static boolean has(List<Diagnosis> diagnoses, Verdict verdict) {
    return diagnoses.stream().anyMatch(diagnosis -> diagnosis.verdict() == verdict);
  }
}
