package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogFigures;
import io.github.jobdoctor.agentlog.LogRun;
import io.github.jobdoctor.agentlog.TaskFigures;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The answer of {@code logs stats}.
 *
 * @param entries one for each source
 * @param headings whether tables and CSV begin with a line of headings
 * @param zone the zone of the times in text
 */
public record LogStatsReport(List<Entry> entries, boolean headings, ZoneId zone) {

  private static final List<String> COLUMNS =
      List.of(
          "TASK",
          "RUNS",
          "SUCCESS",
          "FAILED",
          "DIED",
          "OPEN",
          "EXPIRED",
          "NOT RUN",
          "TOOK",
          "LONGEST",
          "LATE",
          "MOST LATE");

  /**
   * One source.
   *
   * @param source the device or file
   * @param figures what its log says in sum; absent when it could not be read
   * @param failure what went wrong; absent when all is well
   */
  public record Entry(
      SourceInfo source, Optional<LogFigures> figures, Optional<Reading.Failure> failure) {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> Lines.write(out, pages(surface));
      case WIDE -> Lines.write(out, pages(surface.unlimited()));
      case JSON -> Documents.writeJson(out, document(name -> name));
      case YAML -> Documents.writeYaml(out, document(Printable::clean));
      case NDJSON -> Documents.writeNdjson(out, lines());
      case CSV -> Csv.write(out, rows());
      case NAME ->
          Lines.write(
              out,
              entries.stream()
                  .flatMap(entry -> entry.figures().stream())
                  .flatMap(figures -> figures.tasks().stream())
                  .map(task -> Printable.clean(task.task()))
                  .toList());
    }
  }

  private List<String> pages(Surface surface) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.figures().isPresent()) {
        if (!lines.isEmpty()) {
          lines.add("");
        }
        page(lines, entry.source(), entry.figures().get(), surface);
      }
    }
    return lines;
  }

  private void page(List<String> lines, SourceInfo source, LogFigures figures, Surface surface) {
    if (entries.size() > 1) {
      lines.add(Style.BOLD.paint(Printable.clean(source.name()), surface.color()));
    }
    if (!figures.tasks().isEmpty()) {
      Table table =
          new Table(
              surface,
              COLUMNS.stream()
                  .map(
                      heading ->
                          new Table.Column(
                              heading,
                              heading.equals("TASK") ? 8 : 4,
                              COLUMNS.indexOf(heading) > 5,
                              false))
                  .toList());
      figures.tasks().forEach(task -> table.row(cells(task)));
      lines.addAll(table.lines(headings));
    }
    Facts facts = new Facts(lines, surface);
    if (figures.firstWallTime().isPresent()) {
      facts.add(
          "log",
          RecordColumn.localTime(figures.firstWallTime().getAsLong(), zone)
              + " to "
              + RecordColumn.localTime(figures.lastWallTime().orElseThrow(), zone)
              + (figures.missing() == 0 ? "" : ", " + figures.missing() + " records missing"));
    }
    facts.add(
        "interval",
        figures
            .interval()
            .map(Span::of)
            .orElse("unknown, so lateness cannot be told: the log has no registration"));
    if (!figures.processStarts().isEmpty()) {
      facts.add("woken by", counted(figures.processStarts()));
    }
    for (TaskFigures task : figures.tasks()) {
      if (!task.stopReasons().isEmpty()) {
        facts.add("stopped", task.task() + ": " + counted(task.stopReasons()), Style.YELLOW);
      }
      task.lastDied()
          .ifPresent(
              run ->
                  facts.add(
                      "died",
                      task.task()
                          + (run.startWallTime().isPresent()
                              ? ", begun "
                                  + RecordColumn.localTime(run.startWallTime().getAsLong(), zone)
                              : "")
                          + ": "
                          + run.message()
                              .orElse("a later process went on with the log, no reason is known"),
                      Style.RED));
    }
  }

  private static List<Table.Cell> cells(TaskFigures task) {
    long open = task.runs(LogRun.Ending.RUNNING) + task.runs(LogRun.Ending.UNKNOWN);
    long notRun = task.skipped() + task.undefined();
    return List.of(
        new Table.Cell(Printable.clean(task.task()), Style.BOLD),
        new Table.Cell(Long.toString(task.runs()), Style.PLAIN),
        new Table.Cell(percent(task.successRate()), Style.GREEN),
        count(task.runs(LogRun.Ending.FAILED), Style.RED),
        count(task.runs(LogRun.Ending.DIED), Style.RED),
        count(open, Style.CYAN),
        count(task.expired(), Style.YELLOW),
        count(notRun, Style.YELLOW),
        new Table.Cell(span(task.durations().mean()), Style.PLAIN),
        new Table.Cell(span(task.durations().greatest()), Style.PLAIN),
        new Table.Cell(span(task.lateness().mean()), Style.PLAIN),
        new Table.Cell(span(task.lateness().greatest()), Style.PLAIN));
  }

  private static Table.Cell count(long count, Style style) {
    return new Table.Cell(Long.toString(count), count == 0 ? Style.DIM : style);
  }

  private static String percent(OptionalDouble rate) {
    return rate.isPresent() ? String.format(Locale.ROOT, "%.1f %%", rate.getAsDouble() * 100) : "-";
  }

  private static String span(Optional<Duration> duration) {
    return duration.map(Span::of).orElse("-");
  }

  private static String counted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    if (headings) {
      List<String> names = new ArrayList<>(List.of("source", "task"));
      names.addAll(
          List.of(
              "runs",
              "success",
              "failed",
              "died",
              "running",
              "unknown",
              "expired",
              "skipped",
              "undefined",
              "meanDurationMs",
              "greatestDurationMs",
              "meanLatenessMs",
              "greatestLatenessMs"));
      rows.add(names);
    }
    for (Entry entry : entries) {
      for (TaskFigures task : entry.figures().map(LogFigures::tasks).orElse(List.of())) {
        List<String> row = new ArrayList<>();
        row.add(Printable.clean(entry.source().name()));
        row.add(Printable.clean(task.task()));
        row.add(Long.toString(task.runs()));
        for (LogRun.Ending ending : LogRun.Ending.values()) {
          row.add(Long.toString(task.runs(ending)));
        }
        row.add(Long.toString(task.expired()));
        row.add(Long.toString(task.skipped()));
        row.add(Long.toString(task.undefined()));
        row.add(millis(task.durations().mean()));
        row.add(millis(task.durations().greatest()));
        row.add(millis(task.lateness().mean()));
        row.add(millis(task.lateness().greatest()));
        rows.add(row);
      }
    }
    return rows;
  }

  private static String millis(Optional<Duration> duration) {
    return duration.map(known -> Long.toString(known.toMillis())).orElse("");
  }

  /**
   * The report as a document.
   *
   * @param clean what is done to names of fields that a device wrote; to values the format's writer
   *     does it
   */
  private Map<String, Object> document(UnaryOperator<String> clean) {
    return Report.document(
        "logs",
        entries.stream()
            .map(
                entry ->
                    Report.source(entry.source())
                        .put("error", entry.failure().map(Report::error))
                        .put("stats", entry.figures().map(figures -> fields(figures, clean).map()))
                        .map())
            .toList());
  }

  private List<Map<String, Object>> lines() {
    return entries.stream()
        .flatMap(
            entry ->
                Report.lines(
                    entry.source(),
                    entry.failure(),
                    entry.figures().stream()
                        .flatMap(figures -> figures.tasks().stream())
                        .map(task -> fields(task, name -> name).map())))
        .toList();
  }

  private static Fields fields(LogFigures figures, UnaryOperator<String> clean) {
    return new Fields()
        .put("firstWallTime", figures.firstWallTime())
        .put("lastWallTime", figures.lastWallTime())
        .put("missing", figures.missing())
        .putMillis("intervalMs", figures.interval())
        .put("processStarts", AgentReport.named(figures.processStarts(), clean))
        .put("tasks", figures.tasks().stream().map(task -> fields(task, clean).map()).toList());
  }

  private static Fields fields(TaskFigures task, UnaryOperator<String> clean) {
    Fields fields = new Fields().put("task", task.task()).put("runs", task.runs());
    for (LogRun.Ending ending : LogRun.Ending.values()) {
      fields.put(ending.word(), task.runs(ending));
    }
    if (task.successRate().isPresent()) {
      fields.put("successRate", task.successRate().getAsDouble());
    }
    return fields
        .put("expired", task.expired())
        .put("skipped", task.skipped())
        .put("undefined", task.undefined())
        .putMillis("meanDurationMs", task.durations().mean())
        .putMillis("greatestDurationMs", task.durations().greatest())
        .put("latenessCount", task.lateness().count())
        .putMillis("meanLatenessMs", task.lateness().mean())
        .putMillis("greatestLatenessMs", task.lateness().greatest())
        .put("stopReasons", AgentReport.named(task.stopReasons(), clean));
  }
}
