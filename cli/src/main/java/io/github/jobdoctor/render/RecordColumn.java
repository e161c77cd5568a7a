package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** A column of a table of log records; CSV has the same under the names of the JSON fields. */
enum RecordColumn {
  TIME("TIME", "wallTime", 19, false, record -> Long.toString(record.wallTime())),
  SEQ("SEQ", "seq", 3, true, record -> Long.toString(record.seq())),
  RUN("RUN", "run", 3, true, record -> text(record.run())),
  TASK("TASK", "task", 8, false, record -> record.task().orElse("")),
  EVENT("EVENT", "event", 5, false, LogRecord::event),
  OUTCOME("OUTCOME", "outcome", 7, false, record -> record.outcome().orElse("")),
  TOOK("TOOK", "durationMs", 4, false, record -> text(record.durationMs())),
  TRIGGER("TRIGGER", "trigger", 4, true, record -> record.trigger().orElse("")),
  ATTEMPT("ATTEMPT", "attempt", 1, true, record -> text(record.attempt())),
  STOPPED("STOPPED BY", "stopReasonText", 8, true, RecordColumn::stopReason),
  STOP_REASON("STOP REASON", "stopReason", 1, true, record -> text(record.stopReason())),
  BUCKET("BUCKET", "standbyBucket", 6, true, record -> record.standbyBucket().orElse("")),
  POWER("POWER", "power", 5, true, record -> String.join(" ", record.power().orElse(List.of()))),
  BOOT("BOOT", "bootCount", 1, true, record -> text(record.bootCount())),
  ELAPSED("ELAPSED", "elapsedMs", 4, true, record -> Long.toString(record.elapsedMs())),
  PID("PID", "pid", 3, true, record -> text(record.pid())),
  APP_VERSION("APP VERSION", "appVersion", 5, true, record -> record.appVersion().orElse("")),
  MESSAGE("MESSAGE", "message", 12, false, record -> record.message().orElse(""));

  /** The columns of a table. */
  static final List<RecordColumn> TABLE =
      List.of(TIME, TASK, EVENT, OUTCOME, TOOK, TRIGGER, STOPPED, MESSAGE);

  /** The columns of a wide table. */
  static final List<RecordColumn> WIDE =
      List.of(
          TIME,
          SEQ,
          RUN,
          TASK,
          EVENT,
          OUTCOME,
          TOOK,
          TRIGGER,
          ATTEMPT,
          STOPPED,
          BUCKET,
          POWER,
          BOOT,
          PID,
          APP_VERSION,
          MESSAGE);

  /** The columns of CSV: all fields, in the order of JSON. */
  static final List<RecordColumn> CSV =
      List.of(
          SEQ,
          RUN,
          TASK,
          EVENT,
          TRIGGER,
          ATTEMPT,
          TIME,
          ELAPSED,
          BOOT,
          OUTCOME,
          TOOK,
          STOP_REASON,
          STOPPED,
          MESSAGE,
          PID,
          APP_VERSION,
          BUCKET,
          POWER);

  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final String heading;
  private final String field;
  private final int minimum;
  private final boolean optional;

  @SuppressWarnings("ImmutableEnumChecker") // what is given above has no state
  private final Function<LogRecord, String> value;

  RecordColumn(
      String heading,
      String field,
      int minimum,
      boolean optional,
      Function<LogRecord, String> value) {
    this.heading = heading;
    this.field = field;
    this.minimum = minimum;
    this.optional = optional;
    this.value = value;
  }

  private String field() {
    return field;
  }

  Table.Column layout() {
    return new Table.Column(heading, minimum, optional, false);
  }

  private String plain(LogRecord record) {
    return Printable.clean(value.apply(record));
  }

  /** The names of CSV's columns. */
  static List<String> csvNames() {
    return CSV.stream().map(RecordColumn::field).toList();
  }

  /** A record as a row of CSV. */
  static List<String> csvRow(LogRecord record) {
    return CSV.stream().map(column -> column.plain(record)).toList();
  }

  /** What stands in a table. */
  Table.Cell cell(LogRecord record, ZoneId zone) {
    return new Table.Cell(
        switch (this) {
          case TIME -> localTime(record.wallTime(), zone);
          case TOOK ->
              record.durationMs().isPresent()
                  ? Span.of(Duration.ofMillis(record.durationMs().getAsLong()))
                  : "";
          default -> plain(record);
        },
        style(record));
  }

  /** A moment of the device's clock, in the zone of whoever reads it. */
  static String localTime(long wallTime, ZoneId zone) {
    return LOCAL_TIME.format(Instant.ofEpochMilli(wallTime).atZone(zone));
  }

  private Style style(LogRecord record) {
    return switch (this) {
      case EVENT, OUTCOME ->
          switch (record.outcome().orElse(record.event())) {
            case LogWords.SUCCESS -> Style.GREEN;
            case LogWords.FAILED, LogWords.DIED -> Style.RED;
            case LogWords.EXPIRED, LogWords.SKIPPED, LogWords.UNDEFINED -> Style.YELLOW;
            case LogWords.ENTRY -> Style.CYAN;
            default -> Style.DIM;
          };
      case TASK -> Style.BOLD;
      case TIME, SEQ, RUN, TRIGGER -> Style.DIM;
      default -> Style.PLAIN;
    };
  }

  private static String stopReason(LogRecord record) {
    return record.stopReasonText().orElse(text(record.stopReason()));
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  private static String text(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }
}
