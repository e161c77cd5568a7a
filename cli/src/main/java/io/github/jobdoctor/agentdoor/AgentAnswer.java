package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code content call} printed, as values. */
final class AgentAnswer {

  /** The format's name, which stands in every answer. */
  static final String FORMAT = "jobdoctor-agent";

  /** The one version of the answers that this program reads. */
  static final int VERSION = 1;

  private static final String BEFORE = "Result: Bundle[{answer=";
  private static final String BEHIND = "}]";

  /** As in the log: what every reader of JSON can hold (RFC 7493, 2.2). */
  private static final double GREATEST = 1L << 53;

  /** In minutes or seconds; milliseconds are made of them. */
  private static final List<String> LENGTHS_OF_TIME =
      List.of("intervalMinutes", "minimumInterval", "timeoutSeconds");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode json;

  private AgentAnswer(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads an answer.
   *
   * @param printed what the command wrote to standard output
   * @return the answer; absent when {@code printed} has none
   * @throws AgentException when it is of another version, or says that it was refused
   */
  static Optional<AgentAnswer> read(String printed) throws AgentException {
    int start = printed.indexOf(BEFORE);
    int end = printed.lastIndexOf(BEHIND);
    if (start < 0 || end < start + BEFORE.length()) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = JSON.readTree(printed.substring(start + BEFORE.length(), end));
    } catch (JacksonException e) {
      return Optional.empty();
    }
    AgentAnswer answer = new AgentAnswer(json);
    answer.checkVersion();
    answer.checkCode();
    if (!hasSaneNumbers(json)) {
      return Optional.empty();
    }
    return Optional.of(answer);
  }

  /** Whether no number is beyond what any of the fields can mean, so that sums do not overflow. */
  private static boolean hasSaneNumbers(JsonNode node) {
    if (node.isNumber()) {
      return node.canConvertToLong() && Math.abs(node.asDouble()) <= GREATEST;
    }
    for (String field : LENGTHS_OF_TIME) {
      JsonNode length = node.path(field);
      if (length.isNumber() && !length.canConvertToInt()) {
        return false;
      }
    }
    for (JsonNode inner : node) {
      if (!hasSaneNumbers(inner)) {
        return false;
      }
    }
    return true;
  }

  private void checkVersion() throws AgentException {
    String format = json.path("format").asString("");
    JsonNode version = json.path("version");
    boolean known = version.isIntegralNumber() && version.canConvertToInt();
    if (!format.equals(FORMAT) || !known || version.asInt() != VERSION) {
      boolean newer = version.isIntegralNumber() && version.asDouble() > VERSION;
      throw new AgentException(
          Reason.UNKNOWN_FORMAT,
          "The agent "
              + json.path("agent").asString("of no version")
              + " speaks "
              + (format.isEmpty()
                  ? "no known format"
                  : format + " version " + (version.isValueNode() ? version.asString() : "unknown"))
              + ", this jobdoctor speaks "
              + FORMAT
              + " version "
              + VERSION
              + ": "
              + (newer
                  ? "update jobdoctor."
                  : "update the agent (`jobdoctor agent install`, or the sdk in the app)."));
    }
  }

  private void checkCode() throws AgentException {
    String code = json.path("code").asString("");
    String message = json.path("message").asString("");
    Optional<Reason> reason =
        switch (code) {
          case "ok" -> Optional.empty();
          case "not-registered", "nothing-registered" -> Optional.of(Reason.NOT_REGISTERED);
          case "bad-argument" -> Optional.of(Reason.BAD_ARGUMENT);
          case "unknown-method" -> Optional.of(Reason.UNKNOWN_FORMAT);
          default -> Optional.of(Reason.REFUSED);
        };
    if (reason.isPresent()) {
      throw new AgentException(
          reason.get(),
          "The agent answers "
              + (code.isEmpty() ? "without a code" : code)
              + (message.isEmpty() ? "." : ": " + message + (message.endsWith(".") ? "" : ".")));
    }
  }

  AgentStatus status() {
    return new AgentStatus(
        json.path("agent").asString("unknown"),
        json.path("package").asString("unknown"),
        text(json, "appVersion"),
        json.path("apiLevel").isInt()
            ? OptionalInt.of(json.path("apiLevel").asInt())
            : OptionalInt.empty(),
        json.path("debuggable").asBoolean(false),
        json.path("availability").asString("unknown"),
        texts(json.path("reasons")),
        text(json, "standbyBucket"),
        json.path("registered").asLong(0),
        json.path("defined").asLong(0),
        Optional.of(json.path("work")).filter(JsonNode::isObject).map(AgentAnswer::work),
        counts(json.path("pendingRuns")),
        counts(json.path("processStarts")),
        Optional.of(json.path("log")).filter(JsonNode::isObject).map(AgentAnswer::log));
  }

  private static AgentStatus.Work work(JsonNode work) {
    OptionalLong minutes = number(work, "intervalMinutes");
    return new AgentStatus.Work(
        work.path("state").asString("unknown"),
        minutes.isPresent()
            ? Optional.of(Duration.ofMinutes(minutes.getAsLong()))
            : Optional.empty(),
        work.path("requiresNetwork").asBoolean(false),
        number(work, "nextRunAt"));
  }

  private static AgentStatus.Log log(JsonNode log) {
    return new AgentStatus.Log(
        log.path("id").asString("unknown"),
        log.path("firstSeq").asLong(0),
        log.path("lastSeq").asLong(0),
        log.path("capacity").asLong(0),
        log.path("origin").asString("unknown"),
        text(log, "originReason").filter(reason -> !reason.isEmpty()));
  }

  /** Which task of all the answer begins with, from 0. */
  long from() {
    return json.path("from").asLong(0);
  }

  /** How many tasks there are in all; the answer may hold a page of them. */
  long totalTasks() {
    return json.path("total").asLong(0);
  }

  List<AgentTask> tasks() {
    List<AgentTask> tasks = new ArrayList<>();
    for (JsonNode task : json.path("tasks")) {
      tasks.add(task(task));
    }
    return tasks;
  }

  AgentTask task() {
    return task(json.path("task"));
  }

  private static AgentTask task(JsonNode task) {
    return new AgentTask(
        task.path("name").asString(""),
        task.path("defined").asBoolean(false),
        task.path("minimumInterval").asLong(0),
        task.path("requiresNetwork").asBoolean(false),
        task.path("timeoutSeconds").asLong(0),
        task.path("arguments").asString(""),
        number(task, "registeredAt"),
        number(task, "lastRunAt"),
        text(task, "lastOutcome"));
  }

  /** The number of the log's last record before a trigger; absent when not said. */
  OptionalLong afterSeq() {
    return number(json, "afterSeq");
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.of(object.path(name)).filter(JsonNode::isString).map(JsonNode::asString);
  }

  private static OptionalLong number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.canConvertToLong() && value.isIntegralNumber()
        ? OptionalLong.of(value.asLong())
        : OptionalLong.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asString("")));
    return List.copyOf(texts);
  }

  private static Map<String, Long> counts(JsonNode object) {
    Map<String, Long> counts = new LinkedHashMap<>();
    object.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong(0)));
    return counts;
  }
}
