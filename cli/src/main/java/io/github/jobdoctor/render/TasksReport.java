package io.github.jobdoctor.render;

import io.github.jobdoctor.agentdoor.AgentTask;
import io.github.jobdoctor.agentlog.LogWords;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer of {@code tasks list}, {@code register} and {@code unregister}: registered tasks of
 * one or several devices.
 *
 * @param entries one for each device
 * @param headings whether tables and CSV begin with a line of headings
 * @param zone the zone of the times in tables
 */
public record TasksReport(List<Entry> entries, boolean headings, ZoneId zone) {

  private static final List<String> COLUMNS =
      List.of("TASK", "INTERVAL", "NETWORK", "CODE", "LAST RUN", "OUTCOME", "TIMEOUT", "ARGUMENTS");

  private static final List<String> FIELDS =
      List.of(
          "name",
          "minimumInterval",
          "requiresNetwork",
          "defined",
          "lastRunAt",
          "lastOutcome",
          "timeoutSeconds",
          "arguments",
          "registeredAt");

  /**
   * One device.
   *
   * @param source the device
   * @param tasks its tasks, or the one that was registered
   * @param failure what went wrong; absent when all is well
   */
  public record Entry(SourceInfo source, List<AgentTask> tasks, Optional<Reading.Failure> failure)
      implements Sourced {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface);
      case WIDE -> writeTable(out, surface.unlimited());
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("tasks", entries, Entry::tasks)
              .json(
                  entry -> new Fields().putAll("tasks", entry.tasks(), TasksReport::fields),
                  TasksReport::fields)
              .csv(headings, FIELDS, TasksReport::texts)
              .names(task -> Optional.of(task.name()))
              .write(out, format);
    }
  }

  private void writeTable(Writer out, Surface surface) {
    List<Table.Column> columns = new ArrayList<>();
    for (String heading : COLUMNS) {
      boolean optional = heading.equals("TIMEOUT") || heading.equals("ARGUMENTS");
      columns.add(new Table.Column(heading, Math.min(8, heading.length()), optional, false));
    }
    SourcedTable table = new SourcedTable(surface, columns, entries.size() > 1);
    for (Entry entry : entries) {
      entry.tasks().forEach(task -> table.row(entry.source(), cells(task)));
    }
    table.write(out, headings);
  }

  private List<Table.Cell> cells(AgentTask task) {
    String outcome = task.lastOutcome().orElse("");
    Style outcomeStyle =
        outcome.equals(LogWords.SUCCESS)
            ? Style.GREEN
            : outcome.equals(LogWords.FAILED) ? Style.RED : Style.PLAIN;
    return List.of(
        new Table.Cell(Printable.clean(task.name()), Style.BOLD),
        new Table.Cell(Span.of(Duration.ofMinutes(task.minimumIntervalMinutes())), Style.PLAIN),
        new Table.Cell(task.requiresNetwork() ? "required" : "-", Style.PLAIN),
        new Table.Cell(
            task.defined() ? "defined" : "undefined", task.defined() ? Style.PLAIN : Style.YELLOW),
        new Table.Cell(
            task.lastRunAt().isPresent()
                ? RecordColumn.localTime(task.lastRunAt().getAsLong(), zone)
                : "never",
            Style.PLAIN),
        new Table.Cell(Printable.clean(outcome), outcomeStyle),
        new Table.Cell(Span.of(Duration.ofSeconds(task.timeoutSeconds())), Style.DIM),
        new Table.Cell(Printable.clean(task.arguments()), Style.DIM));
  }

  private static List<String> texts(AgentTask task) {
    return List.of(
        Printable.clean(task.name()),
        Long.toString(task.minimumIntervalMinutes()),
        Boolean.toString(task.requiresNetwork()),
        Boolean.toString(task.defined()),
        text(task.lastRunAt()),
        Printable.clean(task.lastOutcome().orElse("")),
        Long.toString(task.timeoutSeconds()),
        Printable.clean(task.arguments()),
        text(task.registeredAt()));
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  private static Fields fields(AgentTask task) {
    return new Fields()
        .put("name", task.name())
        .put("defined", task.defined())
        .put("minimumInterval", task.minimumIntervalMinutes())
        .put("requiresNetwork", task.requiresNetwork())
        .put("timeoutSeconds", task.timeoutSeconds())
        .put("arguments", task.arguments())
        .put("registeredAt", task.registeredAt())
        .put("lastRunAt", task.lastRunAt())
        .put("lastOutcome", task.lastOutcome());
  }
}
