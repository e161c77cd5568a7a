package io.github.jobdoctor.source;

import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbours;
import java.util.Optional;

/**
 * What came of reading one source: a snapshot, or the reason why there is none. One lost device
 * never hides the others.
 *
 * @param source what was read
 * @param snapshot what it holds; absent when it could not be read
 * @param failure what went wrong; absent when all is well. A dump that was cut off has both.
 * @param report what a bug report tells beside the jobs; absent for other sources
 * @param neighbours what other services say, of those that were asked; absent when none was
 */
public record Reading(
    SourceInfo source,
    Optional<JobSchedulerSnapshot> snapshot,
    Optional<Failure> failure,
    Optional<BugReport> report,
    Optional<Neighbours> neighbours) {

  /**
   * Why a source could not be read, or not wholly.
   *
   * @param exitCode the exit code that belongs to it
   * @param message one sentence for the user
   */
  public record Failure(int exitCode, String message) {}

  /** All of the source was read. */
  public static Reading of(SourceInfo source, JobSchedulerSnapshot snapshot) {
    return new Reading(
        source, Optional.of(snapshot), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The source could not be read. */
  public static Reading failed(SourceInfo source, int exitCode, String message) {
    return failed(source, new Failure(exitCode, message));
  }

  /** The source could not be read. */
  public static Reading failed(SourceInfo source, Failure failure) {
    return new Reading(
        source, Optional.empty(), Optional.of(failure), Optional.empty(), Optional.empty());
  }

  /** The diagnoses of its jobs, to be made once for a report; absent without a snapshot. */
  public Optional<Diagnoses> diagnoses() {
    return snapshot.map(
        jobs ->
            neighbours
                .map(known -> new Diagnoses(new Surroundings(jobs, known)))
                .orElseGet(() -> new Diagnoses(jobs, source.apiLevel())));
  }

  /** The same, with what stands around the dump. */
  public Reading with(Optional<BugReport> around) {
    return new Reading(source, snapshot, failure, around, neighbours);
  }

  /** The same, with what other services say. */
  public Reading with(Neighbours others) {
    return new Reading(source, snapshot, failure, report, Optional.of(others));
  }
}
