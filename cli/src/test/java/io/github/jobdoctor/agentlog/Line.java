package io.github.jobdoctor.agentlog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A line of a log, written from the format's description. */
final class Line {

  static final long WALL = 1_767_225_600_000L;
  static final long ELAPSED = 10_000_000L;

  private final Map<String, String> fields = new LinkedHashMap<>();

  /** A head of the log {@code id} that promises the records {@code first} to {@code last}. */
  static Line head(String id, long after, long first, long last) {
    return new Line()
        .with("format", "jobdoctor-log")
        .with("version", 1)
        .with("agent", "0.1.0")
        .with("log", id)
        .with("after", after)
        .with("firstSeq", first)
        .with("lastSeq", last);
  }

  static Line head(long last) {
    return head("aa", 0, 1, last);
  }

  /** A record; each is a second after the one before, in process 10 of boot 1. */
  static Line record(long seq, String event) {
    return new Line()
        .with("seq", seq)
        .with("event", event)
        .with("wallTime", WALL + seq * 1000)
        .with("elapsedMs", ELAPSED + seq * 1000)
        .with("bootCount", 1)
        .with("pid", 10);
  }

  static Line entry(long seq, String task) {
    return record(seq, "entry")
        .with("run", seq)
        .with("task", task)
        .with("trigger", "schedule")
        .with("attempt", 1);
  }

  static Line exit(long seq, long run, String outcome) {
    return record(seq, "exit")
        .with("run", run)
        .with("task", "sync")
        .with("outcome", outcome)
        .with("durationMs", 500);
  }

  static Line registered(long seq, long minutes) {
    return record(seq, "registered")
        .with("task", "sync")
        .with("message", "every " + minutes + " min, with a network");
  }

  Line with(String name, String text) {
    return raw(name, '"' + text + '"');
  }

  Line with(String name, long number) {
    return raw(name, Long.toString(number));
  }

  /** A value as it shall stand in the line. */
  Line raw(String name, String value) {
    fields.put(name, value);
    return this;
  }

  Line without(String name) {
    fields.remove(name);
    return this;
  }

  /** This many seconds after the start, by both clocks. */
  Line at(long seconds) {
    return with("wallTime", WALL + seconds * 1000).with("elapsedMs", ELAPSED + seconds * 1000);
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String text(Object... lines) {
    return Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining());
  }

  static void read(LogReader reader, String text) throws IOException, UnusableLogException {
    reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Tells {@code listener} what stands in {@code lines}, and what is missing at their end. */
  static void tell(LogListener listener, Object... lines) throws Exception {
    LogReader reader = new LogReader(listener);
    read(reader, text(lines));
    reader.cutOff().ifPresent(listener::gap);
  }
}
