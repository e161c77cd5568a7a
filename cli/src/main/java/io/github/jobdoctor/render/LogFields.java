package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the parts of a log as JSON (design/json.md, {@code logRecord}), field by field, in the
 * order in which the agent writes them. What is absent is left out.
 */
final class LogFields {

  private final JsonGenerator json;
  private final UnaryOperator<String> clean;

  /**
   * Writes with {@code json}.
   *
   * @param clean what is done to texts that a device wrote; JSON escapes by itself what could steer
   *     a terminal, YAML does not
   */
  LogFields(JsonGenerator json, UnaryOperator<String> clean) {
    this.json = json;
    this.clean = clean;
  }

  /** A record as one object, with the name of its source if that is given. */
  void record(LogRecord record, Optional<String> source) {
    json.writeStartObject();
    number("seq", record.seq());
    number("run", record.run());
    text("task", record.task());
    text("event", record.event());
    text("trigger", record.trigger());
    number("attempt", record.attempt());
    number("wallTime", record.wallTime());
    number("elapsedMs", record.elapsedMs());
    number("bootCount", record.bootCount());
    text("outcome", record.outcome());
    number("durationMs", record.durationMs());
    number("stopReason", record.stopReason());
    text("stopReasonText", record.stopReasonText());
    text("message", record.message());
    number("pid", record.pid());
    text("appVersion", record.appVersion());
    text("standbyBucket", record.standbyBucket());
    record.power().ifPresent(power -> texts("power", power));
    text("source", source);
    json.writeEndObject();
  }

  /** The head as one object, as the agent writes it: the first line of a saved log. */
  void headLine(LogHead head) {
    json.writeStartObject();
    text("format", LogHead.FORMAT);
    number("version", LogHead.VERSION);
    headFields(head);
    json.writeEndObject();
  }

  /** The head as the value of a field. */
  void head(String name, LogHead head) {
    json.writeName(name);
    json.writeStartObject();
    headFields(head);
    json.writeEndObject();
  }

  private void headFields(LogHead head) {
    text("agent", head.agent());
    text("package", head.packageName());
    text("log", head.log());
    number("after", head.after());
    number("firstSeq", head.firstSeq());
    number("lastSeq", head.lastSeq());
    number("created", head.created());
    number("capacity", head.capacity());
    text("origin", head.origin());
    text("originReason", head.originReason());
    number("wallTime", head.wallTime());
    number("elapsedMs", head.elapsedMs());
  }

  void gap(LogGap gap) {
    json.writeStartObject();
    number("from", gap.from());
    number("to", gap.to());
    text("cause", gap.cause().word());
    json.writeEndObject();
  }

  void clockChange(ClockChange change) {
    json.writeStartObject();
    text("kind", change.kind() == ClockChange.Kind.BOOT ? "boot" : "clockSet");
    number("beforeSeq", change.record().seq());
    if (change.kind() == ClockChange.Kind.CLOCK_SET) {
      number("byMs", change.by().toMillis());
    }
    json.writeEndObject();
  }

  void unread(long line, String text) {
    json.writeStartObject();
    number("line", line);
    text("text", text);
    json.writeEndObject();
  }

  /** Fields that are made elsewhere, of simple values. */
  void fields(Map<String, Object> fields) {
    fields.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            json.writeName(name);
            json.writeStartObject();
            Map<String, Object> copied = new java.util.LinkedHashMap<>();
            inner.forEach((key, each) -> copied.put(String.valueOf(key), each));
            fields(copied);
            json.writeEndObject();
          } else if (value instanceof Number number) {
            number(name, number.longValue());
          } else {
            text(name, String.valueOf(value));
          }
        });
  }

  void text(String name, String value) {
    json.writeStringProperty(name, clean.apply(value));
  }

  private void text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
  }

  void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  private void number(String name, OptionalLong value) {
    value.ifPresent(present -> number(name, present));
  }

  private void number(String name, OptionalInt value) {
    value.ifPresent(present -> number(name, present));
  }

  private void texts(String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(value -> json.writeString(clean.apply(value)));
    json.writeEndArray();
  }
}
