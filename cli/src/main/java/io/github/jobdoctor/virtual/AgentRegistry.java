package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is registered with a recorded agent, and which of its runs are pending. */
final class AgentRegistry {

  private static final int MAX_PENDING_RUNS = 100;
  private static final int MAX_PENDING_SHOWN = 100;

  /** In the order of their registration, the last one at the end. */
  private final Map<String, AgentTask> tasks = new LinkedHashMap<>();

  private final Set<String> defined;
  private final TreeMap<String, Long> pendingRuns = new TreeMap<>();

  /**
   * @param defined the names that the app has code for
   * @param pendingRuns as in the status answer
   */
  AgentRegistry(List<AgentTask> registered, Set<String> defined, String pendingRuns) {
    this.defined = defined;
    registered.forEach(task -> tasks.put(task.name(), task));
    for (AgentTask task : registered) {
      AgentJson.number(pendingRuns, escaped(task.name()))
          .ifPresent(count -> this.pendingRuns.put(task.name(), count));
    }
  }

  /** As a member's name it is written like any text, without the quotation marks around it. */
  private static String escaped(String name) {
    String quoted = AgentJson.quoted(name);
    return quoted.substring(1, quoted.length() - 1);
  }

  AgentTask register(String name, AgentTask.Options options, long now) {
    Optional<AgentTask> before = Optional.ofNullable(tasks.remove(name));
    AgentTask task =
        new AgentTask(
            name,
            defined.contains(name),
            options,
            now,
            before.map(AgentTask::lastRunAt).orElse(OptionalLong.empty()),
            before.flatMap(AgentTask::lastOutcome));
    tasks.put(name, task);
    return task;
  }

  boolean unregister(String name) {
    pendingRuns.remove(name);
    return tasks.remove(name) != null;
  }

  Optional<AgentTask> find(String name) {
    return Optional.ofNullable(tasks.get(name));
  }

  int count() {
    return tasks.size();
  }

  List<AgentTask> page(long from, long limit) {
    return tasks.values().stream().skip(from).limit(limit).toList();
  }

  /** In the order in which the worker runs them. */
  List<AgentTask> longestWaitingFirst() {
    List<AgentTask> sorted = new ArrayList<>(tasks.values());
    sorted.sort(Comparator.comparingLong(task -> task.lastRunAt().orElse(0)));
    return sorted;
  }

  Optional<AgentTask> lastRegistered() {
    return tasks.values().stream().reduce((before, last) -> last);
  }

  boolean anyRunsOffline() {
    return tasks.values().stream().anyMatch(task -> !task.options().requiresNetwork());
  }

  void noteRun(String name, long startedAt, String outcome) {
    tasks.computeIfPresent(name, (same, task) -> task.afterRun(startedAt, outcome));
  }

  void addPendingRun(String name) {
    pendingRuns.merge(name, 1L, (count, one) -> Math.min(count + one, MAX_PENDING_RUNS));
  }

  /** How many runs are pending, by task. */
  String pendingRuns() {
    return pendingRuns.entrySet().stream()
        .limit(MAX_PENDING_SHOWN)
        .map(each -> AgentJson.quoted(each.getKey()) + ":" + each.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
