package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What was recorded of an on-device agent. Each line is as the agent wrote it:
 *
 * <pre>
 * log.jsonl       content read …/log: the head and the records
 * status.json     the answer to the call status
 * tasks.json      the answer to the call tasks, all of them on one page
 * trigger.jsonl   what one trigger of one task wrote, worker-start to worker-end; blocks between
 *                 empty lines, for the registered tasks and others that the app has code for
 * </pre>
 *
 * @param head the log's first line
 * @param records the others
 * @param status the answer to status
 * @param tasks the answer to tasks
 * @param runs what a trigger of a task wrote, by the task's name
 */
record AgentRecording(
    String head, List<String> records, String status, String tasks, Map<String, Run> runs) {

  /**
   * What one trigger of one task wrote.
   *
   * @param workerStart the first record
   * @param task the records about the task, at least one
   * @param workerEnd the last record
   */
  record Run(String workerStart, List<String> task, String workerEnd) {
    /** Whether the app has code for the task. */
    boolean isDefined() {
      return task.stream().noneMatch(line -> isEvent(line, "undefined"));
    }
  }

  static boolean isEvent(String record, String event) {
    return AgentJson.text(record, "event").orElse("").equals(event);
  }

  /**
   * Reads a recording.
   *
   * @param files the text of a file of the recording
   * @throws IllegalStateException when it is not what is described above
   */
  static AgentRecording load(UnaryOperator<String> files) {
    List<String> log = files.apply("log.jsonl").lines().toList();
    Map<String, Run> runs = new LinkedHashMap<>();
    List<String> block = new ArrayList<>();
    for (String line : (files.apply("trigger.jsonl") + "\n\n").lines().toList()) {
      if (!line.isEmpty()) {
        block.add(line);
      } else if (!block.isEmpty()) {
        Run run = run(block);
        runs.put(AgentJson.text(run.task.get(0), "task").orElseThrow(), run);
        block.clear();
      }
    }
    return new AgentRecording(
        log.get(0),
        log.subList(1, log.size()),
        files.apply("status.json").strip(),
        files.apply("tasks.json").strip(),
        runs);
  }

  private static Run run(List<String> block) {
    String first = block.get(0);
    String last = block.get(block.size() - 1);
    List<String> task =
        block.stream().filter(line -> AgentJson.raw(line, "task").isPresent()).toList();
    if (!isEvent(first, "worker-start") || !isEvent(last, "worker-end") || task.isEmpty()) {
      throw new IllegalStateException(
          "a trigger writes worker-start, records of its task and worker-end, not " + block);
    }
    return new Run(first, task, last);
  }

  /** A member that all records of the app's last process have in common, such as {@code pid}. */
  Optional<String> common(String name) {
    return records.isEmpty()
        ? Optional.empty()
        : AgentJson.raw(records.get(records.size() - 1), name);
  }
}
