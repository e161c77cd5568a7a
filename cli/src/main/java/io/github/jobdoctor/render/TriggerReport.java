package io.github.jobdoctor.render;

import io.github.jobdoctor.agentdoor.TriggeredTask;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code trigger}: what became of each task, as the agent's log has it.
 *
 * @param entries one for each device
 * @param headings whether tables and CSV begin with a line of headings
 */
public record TriggerReport(List<Entry> entries, boolean headings) {

  private static final List<String> COLUMNS =
      List.of("TASK", "OUTCOME", "TOOK", "STOPPED BY", "SAID");

  private static final List<String> FIELDS =
      List.of("task", "outcome", "durationMs", "stopReasonText", "message");

  /**
   * One device.
   *
   * @param source the device
   * @param tasks what became of the tasks
   * @param failure what went wrong; absent when all is well
   */
  public record Entry(
      SourceInfo source, List<TriggeredTask> tasks, Optional<Reading.Failure> failure)
      implements Sourced {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE, WIDE -> writeTable(out, surface);
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("trigger", entries, Entry::tasks)
              .json(
                  entry -> new Fields().putAll("triggered", entry.tasks(), TriggerReport::fields),
                  TriggerReport::fields)
              .csv(headings, FIELDS, TriggerReport::row)
              .names(task -> Optional.of(task.task()))
              .write(out, format);
    }
  }

  private void writeTable(Writer out, Surface surface) {
    List<Table.Column> columns = new ArrayList<>();
    for (String heading : COLUMNS) {
      columns.add(new Table.Column(heading, heading.length(), heading.equals("STOPPED BY"), false));
    }
    SourcedTable table = new SourcedTable(surface, columns, entries.size() > 1);
    for (Entry entry : entries) {
      entry.tasks().forEach(task -> table.row(entry.source(), cells(task)));
    }
    table.write(out, headings);
  }

  private static List<Table.Cell> cells(TriggeredTask task) {
    List<Table.Cell> cells = new ArrayList<>();
    for (String text : texts(task)) {
      Style style =
          switch (cells.size()) {
            case 0 -> Style.BOLD;
            case 1 -> style(task.ending());
            default -> Style.PLAIN;
          };
      cells.add(new Table.Cell(text, style));
    }
    return cells;
  }

  private static List<String> texts(TriggeredTask task) {
    return List.of(
        Printable.clean(task.task()),
        words(task.ending()),
        duration(task).map(Span::of).orElse(""),
        Printable.clean(task.end().flatMap(LogRecord::stopReasonText).orElse("")),
        Printable.clean(task.end().flatMap(LogRecord::message).orElse("")));
  }

  private static Optional<Duration> duration(TriggeredTask task) {
    return task.end()
        .filter(record -> record.durationMs().isPresent())
        .map(record -> Duration.ofMillis(record.durationMs().getAsLong()));
  }

  private static String words(TriggeredTask.Ending ending) {
    return switch (ending) {
      case SUCCESS, FAILED, DIED, SKIPPED, UNDEFINED -> ending.word();
      case LEFT_OUT -> "left out by the worker";
      case RUNNING -> "still running";
      case NOT_STARTED -> "not started yet";
      case UNKNOWN -> "cannot tell";
    };
  }

  private static Style style(TriggeredTask.Ending ending) {
    return switch (ending) {
      case SUCCESS -> Style.GREEN;
      case FAILED, DIED -> Style.RED;
      case SKIPPED, UNDEFINED, LEFT_OUT, NOT_STARTED, UNKNOWN -> Style.YELLOW;
      case RUNNING -> Style.CYAN;
    };
  }

  private static List<String> row(TriggeredTask task) {
    List<String> texts = texts(task);
    return List.of(
        texts.get(0),
        task.ending().word(),
        duration(task).map(took -> Long.toString(took.toMillis())).orElse(""),
        texts.get(3),
        texts.get(4));
  }

  private static Fields fields(TriggeredTask task) {
    Fields fields =
        new Fields()
            .put("task", task.task())
            .put("outcome", task.ending().word())
            .putMillis("durationMs", duration(task))
            .put("stopReasonText", task.end().flatMap(LogRecord::stopReasonText))
            .put("message", task.end().flatMap(LogRecord::message))
            .put("entrySeq", task.entry().map(LogRecord::seq))
            .put("endSeq", task.end().map(LogRecord::seq));
    if (task.ending() == TriggeredTask.Ending.UNKNOWN) {
      fields.put("cannotTell", "the records that would tell are gone from the log");
    }
    return fields;
  }
}
