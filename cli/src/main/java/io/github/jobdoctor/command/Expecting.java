package io.github.jobdoctor.command;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.expectation.Expectation;
import io.github.jobdoctor.expectation.Look;
import io.github.jobdoctor.expectation.Result;
import io.github.jobdoctor.expectation.Watched;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.HistoryAge;
import io.github.jobdoctor.jobscheduler.RepeatedLooks;
import io.github.jobdoctor.render.ExpectReport;
import io.github.jobdoctor.source.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at sources until what is expected of their jobs is so, or its time is up. */
final class Expecting {

  private final Session session;
  private final Sources sources;
  private final List<Expectation> expectations;

  Expecting(Session session, Sources sources, List<Expectation> expectations) {
    this.session = session;
    this.sources = sources;
    this.expectations = expectations;
  }

  /** What came of it, for each source. */
  List<ExpectReport.Entry> entries()
      throws DeviceException, WrongUsageException, InterruptedException {
    List<ExpectReport.Entry> entries = new ArrayList<>();
    if (session.options().from.isPresent()) {
      Watched watched = new Watched(expectations);
      for (Reading reading : sources.read(watched::question)) {
        entries.add(ofFile(reading, watched));
      }
      return entries;
    }
    for (Asked<Watching> asked : sources.ask(device -> watch(device))) {
      Watching watching =
          asked
              .value()
              .orElseGet(
                  () -> new Watching(new Watched(expectations), Duration.ZERO, asked.failure()));
      entries.add(new ExpectReport.Entry(asked.source(), watching.failure(), results(watching)));
    }
    return entries;
  }

  private static List<Result> results(Watching watching) {
    return watching
        .watched()
        .results(
            watching.elapsed(),
            watching
                .failure()
                .map(failure -> isInterrupted(failure) ? "Interrupted." : failure.message())
                .orElse(""));
  }

  private static boolean isInterrupted(Reading.Failure failure) {
    return failure.exitCode() == ExitCode.INTERRUPTED.code();
  }

  /** A dump that was cut off is judged as far as it goes. */
  private static ExpectReport.Entry ofFile(Reading reading, Watched watched) {
    reading
        .diagnoses()
        .ifPresent(
            diagnoses ->
                watched.look(new Look(diagnoses, Optional.of(Duration.ZERO)), Duration.ZERO));
    Optional<Reading.Failure> failure =
        reading.snapshot().isPresent() ? Optional.empty() : reading.failure();
    return new ExpectReport.Entry(
        reading.source(), failure, results(new Watching(watched, Duration.ZERO, failure)));
  }

  /**
   * What was seen on a device.
   *
   * @param elapsed how long it was watched
   * @param failure how the device was lost; absent when it was not
   */
  private record Watching(Watched watched, Duration elapsed, Optional<Reading.Failure> failure) {}

  private Watching watch(Device device) {
    Watched watched = new Watched(expectations);
    RepeatedLooks looks = new RepeatedLooks(session.host().ticker());
    First first = new First();
    try {
      looks.until(
          clock -> {
            Surroundings around = sources.surroundings(device, watched::question);
            watched.look(
                new Look(new Diagnoses(around), first.until(around.snapshot())), clock.elapsed());
            return watched.nextEnd();
          });
      return new Watching(watched, looks.elapsed(), Optional.empty());
    } catch (DeviceException | UnusableDumpException | InterruptedException e) {
      // What was settled before stays settled.
      boolean interrupted = Errors.exitCode(e) == ExitCode.INTERRUPTED;
      return new Watching(
          watched,
          looks.elapsed(),
          Optional.of(interrupted ? Sources.interrupted(watched.soFar()) : Sources.failure(e)));
    }
  }

  /** The first dump that has a history, by which later ones tell what is new. */
  private static final class First {
    private JobSchedulerSnapshot snapshot;

    Optional<Duration> until(JobSchedulerSnapshot now) {
      if (now.extent() == Extent.CUT_OFF) {
        return Optional.of(Duration.ZERO);
      }
      if (snapshot == null) {
        snapshot = now;
        return Optional.of(Duration.ZERO);
      }
      return HistoryAge.between(snapshot, now);
    }
  }
}
