package io.github.jobdoctor.tui;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.render.JobColumn;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job in the table, with all that drawing, sorting and filtering ask for: made once for a
 * snapshot, away from the drawing thread.
 *
 * @param source what the columns are made from
 * @param texts the columns' texts at the time of the dump
 * @param causes the labels and ids of what holds it back, in lower case
 * @param haystack all texts in lower case, for the filter
 * @param changed the columns that differ from the snapshot before
 */
record JobRow(
    JobColumn.Row source,
    Map<JobColumn, String> texts,
    String causes,
    String haystack,
    Set<JobColumn> changed) {

  /** The columns of the table; on a narrow terminal without those from the right. */
  static final List<JobColumn> COLUMNS =
      List.of(
          JobColumn.STATE,
          JobColumn.JOB,
          JobColumn.APP,
          JobColumn.WHAT,
          JobColumn.HELDBY,
          JobColumn.NEXT,
          JobColumn.BUCKET,
          JobColumn.PERIOD,
          JobColumn.FAILURES,
          JobColumn.LAST);

  /** Those that tell that a job has moved; the next run moves all the time. */
  private static final Set<JobColumn> TELLING =
      EnumSet.of(
          JobColumn.STATE, JobColumn.HELDBY, JobColumn.BUCKET, JobColumn.FAILURES, JobColumn.LAST);

  static JobRow of(JobColumn.Row source) {
    EnumMap<JobColumn, String> texts = new EnumMap<>(JobColumn.class);
    StringBuilder haystack = new StringBuilder();
    for (JobColumn column : COLUMNS) {
      String text = column.text(source);
      texts.put(column, text);
      haystack.append(text).append('\n');
    }
    haystack.append(JobColumn.SERVICE.text(source)).append('\n');
    haystack.append(JobColumn.NAMESPACE.text(source));
    String causes = causes(source.diagnoses().standing(source.job()));
    return new JobRow(source, texts, causes, lower(haystack.toString()), Set.of());
  }

  private static String causes(Diagnosis standing) {
    return lower(
        standing.heldBy().stream()
            .map((Finding finding) -> finding.label() + "\n" + finding.id())
            .collect(Collectors.joining("\n")));
  }

  /** The same, found by these causes: those that the overview of the device counts it under. */
  JobRow heldBy(Diagnosis standing) {
    return new JobRow(source, texts, causes(standing), haystack, changed);
  }

  /** The same, knowing what it looked like before. */
  JobRow since(JobRow before) {
    EnumSet<JobColumn> differing = EnumSet.noneOf(JobColumn.class);
    for (JobColumn column : TELLING) {
      boolean onlyTime = column == JobColumn.HELDBY && isActive() && before.isActive();
      if (!onlyTime && !text(column).equals(before.text(column))) {
        differing.add(column);
      }
    }
    return with(differing);
  }

  /** The same for a job that was not there before. */
  JobRow asNew() {
    return with(EnumSet.of(JobColumn.STATE, JobColumn.JOB));
  }

  private JobRow with(Set<JobColumn> differing) {
    return new JobRow(source, texts, causes, haystack, differing);
  }

  Job job() {
    return source.job();
  }

  JobKey key() {
    return source.job().key();
  }

  String text(JobColumn column) {
    return texts.get(column);
  }

  boolean isActive() {
    return job().state().filter(JobState.ACTIVE::equals).isPresent();
  }

  /** The order by a column, without making texts anew. */
  static Comparator<JobRow> by(JobColumn column) {
    return switch (column) {
      case APP, WHAT, HELDBY, BUCKET -> Comparator.comparing((JobRow row) -> row.text(column));
      default -> {
        Comparator<JobColumn.Row> order = column.order();
        yield (a, b) -> order.compare(a.source(), b.source());
      }
    };
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
