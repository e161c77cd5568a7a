package io.github.jobdoctor.agentlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one line, a head or a record. Fields that are not known are passed over: a newer agent may
 * write more.
 */
final class RecordParser {

  /** A line is not what it should be; costs that line only, so it has no stack trace. */
  static final class NotALine extends Exception {
    private static final long serialVersionUID = 1L;

    NotALine(String message) {
      super(message, null, false, false);
    }
  }

  private static final JsonFactory JSON = new JsonFactory();

  // The fields of both kinds of lines; empty where a line has none.
  private String format;
  private long version;
  private String agent;
  private String packageName;
  private String log;
  private OptionalLong after;
  private OptionalLong firstSeq;
  private OptionalLong lastSeq;
  private OptionalLong created;
  private OptionalLong capacity;
  private String origin;
  private String originReason;

  private OptionalLong seq;
  private OptionalLong run;
  private String task;
  private String event;
  private String trigger;
  private OptionalInt attempt;
  private OptionalLong wallTime;
  private OptionalLong elapsedMs;
  private OptionalInt bootCount;
  private String outcome;
  private OptionalLong durationMs;
  private OptionalInt stopReason;
  private String stopReasonText;
  private String message;
  private OptionalInt pid;
  private String appVersion;
  private String standbyBucket;
  private List<String> power;

  /**
   * Takes in a line; {@link #isHead}, {@link #head} and {@link #record} then speak of it.
   *
   * @throws NotALine when it is no JSON object, or a field that is known has a value of another
   *     type
   */
  void read(byte[] buffer, int start, int length) throws NotALine {
    forget();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), buffer, start, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new NotALine("no JSON object");
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (json.currentToken() != JsonToken.VALUE_NULL) {
          field(name, json);
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new NotALine("no JSON object alone");
      }
    } catch (JacksonException notJson) {
      throw new NotALine(String.valueOf(notJson.getMessage()));
    }
  }

  private void forget() {
    format = agent = packageName = log = origin = originReason = null;
    task = event = trigger = outcome = stopReasonText = null;
    message = appVersion = standbyBucket = null;
    version = -1;
    after = firstSeq = lastSeq = created = capacity = OptionalLong.empty();
    seq = run = wallTime = elapsedMs = durationMs = OptionalLong.empty();
    attempt = bootCount = stopReason = pid = OptionalInt.empty();
    power = null;
  }

  private void field(String name, JsonParser json) throws NotALine {
    switch (name) {
      case "seq" -> seq = number(json);
      case "run" -> run = number(json);
      case "task" -> task = text(json);
      case "event" -> event = text(json);
      case "trigger" -> trigger = text(json);
      case "attempt" -> attempt = smallNumber(json);
      case "wallTime" -> wallTime = number(json);
      case "elapsedMs" -> elapsedMs = number(json);
      case "bootCount" -> bootCount = smallNumber(json);
      case "outcome" -> outcome = text(json);
      case "durationMs" -> durationMs = number(json);
      case "stopReason" -> stopReason = smallNumber(json);
      case "stopReasonText" -> stopReasonText = text(json);
      case "message" -> message = text(json);
      case "pid" -> pid = smallNumber(json);
      case "appVersion" -> appVersion = text(json);
      case "standbyBucket" -> standbyBucket = text(json);
      case "power" -> power = texts(json);
      case "format" -> format = text(json);
      case "version" -> version = number(json).getAsLong();
      case "agent" -> agent = text(json);
      case "package" -> packageName = text(json);
      case "log" -> log = text(json);
      case "after" -> after = number(json);
      case "firstSeq" -> firstSeq = number(json);
      case "lastSeq" -> lastSeq = number(json);
      case "created" -> created = number(json);
      case "capacity" -> capacity = number(json);
      case "origin" -> origin = text(json);
      case "originReason" -> originReason = text(json);
      default -> json.skipChildren();
    }
  }

  private static String text(JsonParser json) throws NotALine {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new NotALine(json.currentName() + " is no text");
    }
    return json.getString();
  }

  private static OptionalLong number(JsonParser json) throws NotALine {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new NotALine(json.currentName() + " is no whole number");
    }
    return OptionalLong.of(json.getLongValue());
  }

  private static OptionalInt smallNumber(JsonParser json) throws NotALine {
    number(json);
    return OptionalInt.of(json.getIntValue());
  }

  private static List<String> texts(JsonParser json) throws NotALine {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new NotALine(json.currentName() + " is no list");
    }
    List<String> texts = new ArrayList<>(4);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json));
    }
    return List.copyOf(texts);
  }

  /** Whether the line is a head, of whatever format. */
  boolean isHead() {
    return format != null;
  }

  /**
   * The line as a head.
   *
   * @throws UnusableLogException when it is of a format, or a version of it, that is not known here
   * @throws NotALine when something is missing
   */
  LogHead head() throws UnusableLogException, NotALine {
    if (!LogHead.FORMAT.equals(format) || version != LogHead.VERSION) {
      throw new UnusableLogException(
          "The log is in the format "
              + format
              + (version < 0 ? " of no version" : " version " + version)
              + (agent == null ? "" : ", written by agent " + agent)
              + "; this jobdoctor reads "
              + LogHead.FORMAT
              + " version "
              + LogHead.VERSION
              + ": the two must fit each other.");
    }
    if (log == null || firstSeq.isEmpty() || lastSeq.isEmpty()) {
      throw new NotALine("a head without log, firstSeq or lastSeq");
    }
    return new LogHead(
        agent == null ? "unknown" : agent,
        Optional.ofNullable(packageName),
        log,
        after.orElse(0),
        firstSeq.getAsLong(),
        lastSeq.getAsLong(),
        created,
        capacity,
        Optional.ofNullable(origin),
        Optional.ofNullable(originReason),
        wallTime,
        elapsedMs);
  }

  /**
   * The line as a record.
   *
   * @throws NotALine when what every record has is missing
   */
  LogRecord record() throws NotALine {
    if (seq.isEmpty() || seq.getAsLong() < 1 || event == null) {
      throw new NotALine("a record without seq or event");
    }
    if (wallTime.isEmpty() || elapsedMs.isEmpty()) {
      throw new NotALine("a record without its time");
    }
    return new LogRecord(
        seq.getAsLong(),
        run,
        Optional.ofNullable(task),
        event,
        Optional.ofNullable(trigger),
        attempt,
        wallTime.getAsLong(),
        elapsedMs.getAsLong(),
        bootCount,
        Optional.ofNullable(outcome),
        durationMs,
        stopReason,
        Optional.ofNullable(stopReasonText),
        Optional.ofNullable(message),
        pid,
        Optional.ofNullable(appVersion),
        Optional.ofNullable(standbyBucket),
        Optional.ofNullable(power));
  }
}
