package io.github.jobdoctor.tui;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.RunHistory;
import io.github.jobdoctor.render.CauseGroup;
import io.github.jobdoctor.render.CausePages;
import io.github.jobdoctor.render.JobColumn;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at the scheduler, with all that the views ask of it: made away from the drawing thread.
 *
 * @param source the device or file
 * @param diagnoses of the snapshot's jobs, from the dump alone
 * @param aside what other services have said; absent when none was asked
 * @param whole the diagnoses with what those said
 * @param rows the jobs, in the dump's order
 * @param causes what holds jobs back, most jobs first
 * @param summary the jobs by verdict, in a sentence
 * @param overview the same with what other services have said
 * @param history the runs that the dump remembers
 * @param moves what changed since the look before
 * @param note what is wrong with the dump, such as that it was cut off; absent when nothing is
 * @param at when the dump was there, by the loop's clock in nanoseconds
 * @param took how long the dump took
 */
record Polled(
    SourceInfo source,
    Diagnoses diagnoses,
    Optional<Aside> aside,
    Diagnoses whole,
    List<JobRow> rows,
    List<CauseGroup> causes,
    String summary,
    String overview,
    RunHistory history,
    List<Move> moves,
    Optional<String> note,
    long at,
    Duration took) {

  /**
   * A job that moved while somebody was looking.
   *
   * @param job the job
   * @param before how it stood
   * @param after how it stands
   * @param at when that was seen, by the loop's clock in nanoseconds
   */
  record Move(JobKey job, String before, String after, long at) {}

  /** Works out a reading; {@code before} is the look before it at the same device. */
  static Optional<Polled> of(Reading reading, Optional<Polled> before, long at, Duration took) {
    Optional<Diagnoses> found = reading.diagnoses();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Diagnoses diagnoses = found.get();
    JobSchedulerSnapshot snapshot = diagnoses.snapshot();
    Map<JobKey, JobRow> known = new HashMap<>();
    before.ifPresent(look -> look.rows().forEach(row -> known.put(row.key(), row)));
    List<JobRow> rows = new ArrayList<>(snapshot.jobs().size());
    List<Move> moves = new ArrayList<>();
    for (Job job : snapshot.jobs()) {
      JobRow row = JobRow.of(new JobColumn.Row(reading.source().name(), diagnoses, job));
      if (before.isPresent()) {
        JobRow earlier = known.remove(row.key());
        row = earlier == null ? row.asNew() : row.since(earlier);
        String was = earlier == null ? "not registered" : standing(earlier);
        if (!was.equals(standing(row))) {
          moves.add(new Move(row.key(), was, standing(row), at));
        }
      }
      rows.add(row);
    }
    known
        .values()
        .forEach(gone -> moves.add(new Move(gone.key(), standing(gone), "not registered", at)));
    List<Diagnosis> standing = snapshot.jobs().stream().map(diagnoses::standing).toList();
    return Optional.of(
        new Polled(
            reading.source(),
            diagnoses,
            Optional.empty(),
            diagnoses,
            List.copyOf(rows),
            CauseGroup.byCause(standing),
            CausePages.summary(standing),
            CausePages.summary(standing),
            RunHistory.of(snapshot),
            List.copyOf(moves),
            reading.failure().map(Reading.Failure::message),
            at,
            took));
  }

  /**
   * The same look with what other services have said. What they were asked about a single job
   * changes nothing of the others.
   */
  Polled with(Aside said) {
    // Where the dump is enough, there is nothing that could be added.
    Diagnoses more =
        said.asked().isEmpty()
            ? diagnoses
            : new Diagnoses(new Surroundings(diagnoses.snapshot(), said.said()));
    boolean ofAll = said.about().job().isEmpty();
    List<Diagnosis> standing =
        ofAll ? more.snapshot().jobs().stream().map(more::standing).toList() : List.of();
    return new Polled(
        source,
        diagnoses,
        Optional.of(said),
        more,
        ofAll ? rows.stream().map(row -> row.heldBy(more.standing(row.job()))).toList() : rows,
        ofAll ? CauseGroup.byCause(standing) : causes,
        summary,
        ofAll ? CausePages.summary(standing) : overview,
        history,
        moves,
        note,
        at,
        took);
  }

  /** The same, when what moved has been told already. */
  Polled withoutMoves() {
    return new Polled(
        source, diagnoses, aside, whole, rows, causes, summary, overview, history, List.of(), note,
        at, took);
  }

  /** What other services have said of this; absent when they have not, or not yet. */
  Optional<Aside> answer(Inquiry inquiry) {
    return aside.filter(said -> said.about().covers(inquiry));
  }

  /** The diagnoses for a job's page: with what other services have said, where they have. */
  Diagnoses diagnosesOf(JobKey job) {
    return answer(Inquiry.of(job)).isPresent() ? whole : diagnoses;
  }

  /** Where a job stands, without what changes by time alone. */
  private static String standing(JobRow row) {
    String held = row.isActive() ? "" : row.text(JobColumn.HELDBY);
    return row.text(JobColumn.STATE) + (held.isEmpty() ? "" : ", held by " + held);
  }

  Optional<JobRow> row(JobKey key) {
    return rows.stream().filter(row -> row.key().equals(key)).findFirst();
  }
}
