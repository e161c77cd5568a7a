package io.github.jobdoctor.render;

import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.RunHistory;
import io.github.jobdoctor.source.Reading;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code history}: runs of jobs, from one or several sources.
 *
 * @param entries one for each source
 * @param headings whether tables and CSV begin with a line of headings
 */
public record HistoryReport(List<Entry> entries, boolean headings) {

  private static final List<String> COLUMNS =
      List.of("STARTED", "STOPPED", "TOOK", "JOB", "NAME", "PERIODIC", "ENDED BY");

  private static final List<String> FIELDS =
      List.of(
          "job",
          "jobId",
          "uid",
          "name",
          "periodic",
          "startMs",
          "stopMs",
          "durationMs",
          "running",
          "stopReason",
          "stopReasonText");

  /**
   * One source.
   *
   * @param reading what came of reading it
   * @param history the whole history; absent when there is no dump
   * @param runs the chosen runs
   */
  public record Entry(Reading reading, Optional<RunHistory> history, List<JobRun> runs)
      implements Sourced.OfReading {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface);
      case WIDE -> writeTable(out, surface.unlimited());
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("history", entries, Entry::runs)
              .json(HistoryReport::ofSource, HistoryReport::fields)
              .csv(headings, FIELDS, HistoryReport::texts)
              .names(run -> Optional.of(job(run)))
              .write(out, format);
    }
  }

  private void writeTable(Writer out, Surface surface) {
    List<Table.Column> columns = new ArrayList<>();
    for (String heading : COLUMNS) {
      boolean optional = heading.equals("STOPPED") || heading.equals("PERIODIC");
      columns.add(
          new Table.Column(
              heading, Math.min(9, heading.length()), optional, heading.equals("NAME")));
    }
    SourcedTable table = new SourcedTable(surface, columns, entries.size() > 1);
    for (Entry entry : entries) {
      entry.runs().forEach(run -> table.row(entry.reading().source(), cells(run)));
    }
    table.write(out, headings);
  }

  private static List<Table.Cell> cells(JobRun run) {
    return List.of(
        new Table.Cell(run.start().map(Span::relative).orElse("?"), Style.PLAIN),
        new Table.Cell(
            run.running() ? "-" : run.stop().map(Span::relative).orElse("?"), Style.PLAIN),
        new Table.Cell(run.duration().map(Span::of).orElse("?"), Style.PLAIN),
        new Table.Cell(job(run), Style.BOLD),
        new Table.Cell(Printable.clean(run.name()), Style.PLAIN),
        new Table.Cell(
            run.periodic().map(periodic -> periodic ? "yes" : "no").orElse("?"), Style.PLAIN),
        new Table.Cell(
            run.running() ? "still running" : Printable.clean(run.reason().orElse("?")),
            run.running() ? Style.GREEN : Style.PLAIN));
  }

  /**
   * The key; where nobody knows it, the uid that it worked for, with the number if there is one.
   */
  private static String job(JobRun run) {
    return Printable.clean(
        run.key()
            .map(Object::toString)
            .orElse(
                run.jobId().isPresent()
                    ? run.sourceUid() + "/" + run.jobId().getAsInt()
                    : run.sourceUid().toString()));
  }

  private static List<String> texts(JobRun run) {
    Map<String, Object> fields = fields(run).map();
    List<String> cells = new ArrayList<>();
    for (String field : FIELDS) {
      Object value = fields.get(field);
      cells.add(value == null ? "" : Printable.clean(value.toString()));
    }
    return cells;
  }

  private static Fields ofSource(Entry entry) {
    Fields fields = new Fields();
    entry
        .history()
        .ifPresent(
            history ->
                fields
                    .putMillis("historySinceMs", history.since())
                    .put("historyForgets", history.forgets())
                    .putAll("history", entry.runs(), HistoryReport::fields));
    return fields;
  }

  private static Fields fields(JobRun run) {
    Optional<Duration> duration = run.duration();
    return new Fields()
        .put("job", run.key().map(Object::toString))
        .put("jobId", run.jobId())
        .put("uid", run.sourceUid().toString())
        .put("name", run.name())
        .put("periodic", run.periodic())
        .putMillis("startMs", run.start())
        .putMillis("stopMs", run.stop())
        .putMillis("durationMs", duration)
        .put("running", run.running())
        .put("stopReason", run.stopReason())
        .put("stopReasonText", run.reason())
        .put("startLine", run.started().map(event -> event.line().line()))
        .put("stopLine", run.stopped().map(event -> event.line().line()));
  }
}
