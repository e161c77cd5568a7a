package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A task that is registered with an agent, as its {@code tasks} answer tells of it.
 *
 * @param name what it is called
 * @param defined whether the app has code for it
 * @param options how it wants to be run
 * @param registeredAt wall clock in milliseconds
 * @param lastRunAt wall clock in milliseconds; absent before its first run
 * @param lastOutcome how that run ended
 */
record AgentTask(
    String name,
    boolean defined,
    Options options,
    long registeredAt,
    OptionalLong lastRunAt,
    Optional<String> lastOutcome) {

  /**
   * How a task wants to be run. Numbers are brought into the ranges that the agent allows.
   *
   * @param minimumInterval minutes: 15 to a year
   * @param requiresNetwork whether a run without a network is pointless
   * @param timeoutSeconds 1 to 540
   * @param arguments handed to the task's code; at most 4096 characters
   */
  record Options(
      long minimumInterval, boolean requiresNetwork, long timeoutSeconds, String arguments) {

    private static final long MAX_INTERVAL = 365L * 24 * 60;
    private static final int MAX_ARGUMENTS = 4096;

    /** What holds where nothing is said. */
    static final Options DEFAULT = new Options(12 * 60, true, 3 * 60, "");

    Options {
      minimumInterval = Math.max(15, Math.min(minimumInterval, MAX_INTERVAL));
      timeoutSeconds = Math.max(1, Math.min(timeoutSeconds, 9 * 60));
      if (arguments.length() > MAX_ARGUMENTS) {
        throw new IllegalArgumentException(
            "arguments of " + arguments.length() + " characters, at most " + MAX_ARGUMENTS);
      }
    }
  }

  /** All tasks in a recorded {@code tasks} answer, their times moved by {@code shift}. */
  static List<AgentTask> parse(String answer, long shift) {
    List<AgentTask> tasks = new ArrayList<>();
    String rest = AgentJson.raw(answer, "tasks").orElse("[]").substring(1);
    while (rest.startsWith("{")) {
      // Up to the object's end: the members of the next one would be found otherwise.
      String object = AgentJson.raw("{\"task\":" + rest, "task").orElseThrow();
      tasks.add(parseOne(object, shift));
      rest = rest.substring(object.length()).replaceFirst("^,", "");
    }
    return tasks;
  }

  private static AgentTask parseOne(String object, long shift) {
    OptionalLong lastRunAt = AgentJson.number(object, "lastRunAt");
    return new AgentTask(
        AgentJson.text(object, "name").orElseThrow(),
        flag(object, "defined"),
        new Options(
            AgentJson.number(object, "minimumInterval").orElseThrow(),
            flag(object, "requiresNetwork"),
            AgentJson.number(object, "timeoutSeconds").orElseThrow(),
            AgentJson.text(object, "arguments").orElseThrow()),
        AgentJson.number(object, "registeredAt").orElseThrow() + shift,
        lastRunAt.isPresent()
            ? OptionalLong.of(lastRunAt.getAsLong() + shift)
            : OptionalLong.empty(),
        AgentJson.text(object, "lastOutcome"));
  }

  private static boolean flag(String object, String name) {
    return AgentJson.raw(object, name).orElseThrow().equals("true");
  }

  /** The same after a run. */
  AgentTask afterRun(long startedAt, String outcome) {
    return new AgentTask(
        name, defined, options, registeredAt, OptionalLong.of(startedAt), Optional.of(outcome));
  }

  String json() {
    JsonMembers json =
        new JsonMembers()
            .text("name", name)
            .flag("defined", defined)
            .number("minimumInterval", options.minimumInterval)
            .flag("requiresNetwork", options.requiresNetwork)
            .number("timeoutSeconds", options.timeoutSeconds)
            .text("arguments", options.arguments)
            .number("registeredAt", registeredAt);
    lastRunAt.ifPresent(at -> json.number("lastRunAt", at));
    lastOutcome.ifPresent(outcome -> json.text("lastOutcome", outcome));
    return json.toString();
  }
}
