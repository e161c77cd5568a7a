package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The log of a recorded agent: grows at its end, and can be cleared. */
final class AgentLog {

  private final List<String> records = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private final long capacity;
  private String id;
  private long created;
  private String origin;
  private String originReason;

  private AgentLog(String id, long created, long capacity, String origin, String originReason) {
    this.id = id;
    this.created = created;
    this.capacity = capacity;
    this.origin = origin;
    this.originReason = originReason;
  }

  /** The log as it was recorded, its wall times moved by {@code shift}. */
  static AgentLog recorded(AgentRecording recording, long shift) {
    String head = recording.head();
    AgentLog log =
        new AgentLog(
            AgentJson.text(head, "log").orElseThrow(),
            AgentJson.number(head, "created").orElseThrow() + shift,
            AgentJson.number(head, "capacity").orElseThrow(),
            AgentJson.text(head, "origin").orElseThrow(),
            AgentJson.text(head, "originReason").orElse(""));
    for (String record : recording.records()) {
      long wallTime = AgentJson.number(record, "wallTime").orElseThrow() + shift;
      log.records.add(AgentJson.replacing(record, "wallTime", Long.toString(wallTime)));
      log.numbers.add(AgentJson.number(record, "seq").orElseThrow());
    }
    return log;
  }

  /** A log without a record, of the recorded one's capacity. */
  static AgentLog empty(AgentRecording recording, long now) {
    return new AgentLog(
        anotherId(AgentJson.text(recording.head(), "log").orElseThrow(), now),
        now,
        AgentJson.number(recording.head(), "capacity").orElseThrow(),
        "created",
        "");
  }

  private static String anotherId(String id, long now) {
    return String.format("%016x", new Random(Long.parseUnsignedLong(id, 16) ^ now).nextLong());
  }

  void clear(long now) {
    records.clear();
    numbers.clear();
    id = anotherId(id, now);
    created = now;
    origin = "cleared";
    originReason = "";
  }

  /** Appends a record under the next number, whatever its own is, and returns that. */
  long append(String record) {
    long seq = lastSeq() + 1;
    String numbered = AgentJson.replacing(record, "seq", Long.toString(seq));
    records.add(
        AgentRecording.isEvent(record, "entry")
            ? AgentJson.replacing(numbered, "run", Long.toString(seq))
            : numbered);
    numbers.add(seq);
    return seq;
  }

  String id() {
    return id;
  }

  long firstSeq() {
    return numbers.isEmpty() ? 0 : numbers.get(0);
  }

  long lastSeq() {
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** The records with a number above {@code after}, each with a line's end. */
  String linesAfter(long after) {
    int from = numbers.size();
    while (from > 0 && numbers.get(from - 1) > after) {
      from--;
    }
    StringBuilder lines = new StringBuilder();
    records.subList(from, records.size()).forEach(record -> lines.append(record).append('\n'));
    return lines.toString();
  }

  /** The log's part of a status answer. */
  String json() {
    return new JsonMembers()
        .text("id", id)
        .number("firstSeq", firstSeq())
        .number("lastSeq", lastSeq())
        .number("capacity", capacity)
        .text("origin", origin)
        .text("originReason", originReason)
        .toString();
  }

  /**
   * The first line for a reader.
   *
   * @param begin the recorded head, for format, versions and package
   * @param after the number from which on records follow
   */
  String head(String begin, long after, long wallTime, long elapsedMs) {
    JsonMembers json =
        new JsonMembers()
            .text("log", id)
            .number("after", after)
            .number("firstSeq", firstSeq())
            .number("lastSeq", lastSeq())
            .number("created", created)
            .number("capacity", capacity)
            .text("origin", origin);
    if (!originReason.isEmpty()) {
      json.raw("originReason", AgentJson.quotedInLog(originReason));
    }
    json.number("wallTime", wallTime).number("elapsedMs", elapsedMs);
    return begin.substring(0, begin.indexOf(",\"log\":")) + json.continuation() + "\n";
  }
}
