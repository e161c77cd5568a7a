package io.github.jobdoctor.command;

import io.github.jobdoctor.expectation.Condition;
import io.github.jobdoctor.expectation.Expectation;
import io.github.jobdoctor.expectation.ExpectationFile;
import io.github.jobdoctor.expectation.NotAnExpectationException;
import io.github.jobdoctor.expectation.Outcome;
import io.github.jobdoctor.expectation.Result;
import io.github.jobdoctor.expectation.Subject;
import io.github.jobdoctor.expectation.Watched;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.ExpectReport;
import io.github.jobdoctor.render.JUnitReport;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** {@code jobdoctor expect JOB CONDITION [--within D]}. */
@Command(
    name = "expect",
    description = {
      "Tell whether a job is as expected, for scripts and CI: 0 it is, 1 it is not, 5 there is no such"
          + " job, 8 that cannot be told.",
      ""
    })
final class ExpectCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin Narrowing narrowing;

  @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = Commands.JOB_FORMS)
  Optional<String> job = Optional.empty();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "CONDITION",
      description =
          "scheduled, absent, ready, pending, running, ran, succeeded, failed, blocked-by REASON or"
              + " next-run-within D; with `not` before it, the contrary.")
  List<String> condition = new ArrayList<>();

  @Option(
      names = "--within",
      paramLabel = "D",
      description = "Look again and again until it is so, for so long; else once.")
  Optional<Duration> within = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "D",
      description =
          "For ran, succeeded and failed: count runs from so long before the first look on. Without"
              + " it and with --within, only what runs then or comes later; with neither, all.")
  Optional<Duration> since = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "Expectations in YAML: a list of maps with the keys job, expect, within, since, package,"
              + " user, namespace and name. All are judged by the same looks.")
  Optional<String> file = Optional.empty();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML as well, for a CI server; - writes it instead of the table.")
  Optional<String> junit = Optional.empty();

  private final Session session;

  ExpectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    List<Expectation> expectations = expectations();
    if (session.options().from.isPresent()
        && expectations.stream().anyMatch(one -> one.within().isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "a saved dump (--from) is one look: within has no place there");
    }
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    Optional<WholeFile> xml =
        junit.filter("-"::equals).isPresent() || junit.isEmpty()
            ? Optional.empty()
            : Optional.of(WholeFile.of(session.host(), junit.get()));
    try (Sources sources = session.sources()) {
      return LastWords.of(session, sources, () -> answer(sources, expectations, xml));
    }
  }

  private int answer(Sources sources, List<Expectation> expectations, Optional<WholeFile> xml)
      throws Exception {
    boolean asXml = junit.isPresent();
    Instant started = Instant.now();
    List<ExpectReport.Entry> entries;
    try {
      entries = new Expecting(session, sources, expectations).entries();
    } catch (RuntimeException ours) {
      throw ours;
    } catch (Exception noSource) {
      // A CI server is to see that nothing could be looked at, too.
      if (asXml) {
        write(new JUnitReport(List.of(without(sources, expectations, noSource)), started), xml);
      }
      throw noSource;
    }
    if (asXml) {
      write(new JUnitReport(entries, started), xml);
    }
    if (!asXml || xml.isPresent()) {
      new ExpectReport(entries, !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
    }
    return conclude(entries);
  }

  private void write(JUnitReport report, Optional<WholeFile> xml) throws UnreadableInputException {
    if (xml.isPresent()) {
      xml.get().write(report::write);
    } else {
      report.write(session.out());
    }
  }

  private static ExpectReport.Entry without(
      Sources sources, List<Expectation> expectations, Exception why) {
    Reading.Failure failure = Sources.failure(why);
    return new ExpectReport.Entry(
        sources.unreached(),
        Optional.of(failure),
        new Watched(expectations).results(Duration.ZERO, failure.message()));
  }

  // What is expected.

  private List<Expectation> expectations() throws UnreadableInputException, WrongUsageException {
    if (file.isEmpty()) {
      return List.of(typed());
    }
    boolean typed =
        job.isPresent()
            || within.isPresent()
            || since.isPresent()
            || narrowing.packageName.isPresent()
            || narrowing.namespace.isPresent()
            || !narrowing.user.equals("all");
    if (typed) {
      throw new ParameterException(
          spec.commandLine(),
          "--file tells all that is expected: JOB, CONDITION, --within, --since, -p, -u and -n belong"
              + " into it");
    }
    try {
      return ExpectationFile.parse(file.get(), text(file.get()));
    } catch (NotAnExpectationException e) {
      throw new WrongUsageException(e.getMessage());
    }
  }

  private Expectation typed() throws WrongUsageException {
    if (job.isEmpty() || condition.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "a job and a condition are missing, such as: jobdoctor expect com.x/5 scheduled");
    }
    try {
      return Expectation.of(
          Optional.empty(),
          new Subject(job.get(), narrowing.packageName, narrowing.user(), narrowing.namespace),
          Condition.of(condition),
          within,
          since);
    } catch (NotAnExpectationException e) {
      throw new WrongUsageException(e.getMessage());
    }
  }

  private String text(String name) throws UnreadableInputException {
    try (InputStream in =
        name.equals("-")
            ? session.host().in()
            : Files.newInputStream(session.host().folder().resolve(name))) {
      // One more than may be, so that a file that is too long is seen to be.
      byte[] bytes = in.readNBytes(4 * ExpectationFile.LONGEST + 1);
      return bytes.length > 4 * ExpectationFile.LONGEST
          ? new String(bytes, StandardCharsets.UTF_8)
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableInputException("The file " + name + " is not text in UTF-8.", e);
    } catch (IOException | InvalidPathException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be read: " + Errors.reason(e) + ".", e);
    }
  }

  // What came of it.

  private int conclude(List<ExpectReport.Entry> entries) {
    int worst = 0;
    for (ExpectReport.Entry entry : entries) {
      worst =
          Math.max(
              worst,
              Commands.tellFailure(session, entry.source(), entry.failure(), entries.size() > 1));
      for (Result result : entry.results()) {
        worst = Math.max(worst, code(result.outcome().kind()).code());
      }
    }
    return worst;
  }

  private static ExitCode code(Outcome.Kind kind) {
    return switch (kind) {
      case MET -> ExitCode.DONE;
      case NOT_MET -> ExitCode.NO;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case CANNOT_TELL -> ExitCode.CANNOT_TELL;
      case AMBIGUOUS -> ExitCode.USAGE;
      // What went wrong with the source has told its own code.
      case ERROR -> ExitCode.DONE;
    };
  }
}
