package io.github.jobdoctor.virtual;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recorded agent that goes on: its clocks, its log, its tasks, and the triggered runs whose time
 * has not yet come. There is no thread: whoever asks brings it up to the present first, by {@link
 * #advance}. Runs by schedule do not happen, only triggered ones.
 */
final class AgentState {

  /** From this API level on Android itself says why it started a process. */
  private static final int REASONS_FROM_ANDROID = 35;

  private final AgentRecording recording;
  private final InstantSource clock;
  private final OptionalInt installedOn;
  private final long begun;
  private final AgentLog log;
  private final AgentRegistry tasks;
  private final Deque<AgentWorker.Step> coming = new ArrayDeque<>();
  private long workerBusyUntil;
  private OptionalLong enqueuedAt;

  private AgentState(AgentRecording recording, InstantSource clock, OptionalInt installedOn) {
    this.recording = recording;
    this.clock = clock;
    this.installedOn = installedOn;
    begun = clock.millis();
    long shift = begun - AgentJson.number(recording.head(), "wallTime").orElseThrow();
    List<AgentTask> recorded = AgentTask.parse(recording.tasks(), shift);
    Set<String> defined =
        Stream.concat(
                recorded.stream().filter(AgentTask::defined).map(AgentTask::name),
                recording.runs().entrySet().stream()
                    .filter(run -> run.getValue().isDefined())
                    .map(run -> run.getKey()))
            .collect(Collectors.toSet());
    if (installedOn.isPresent()) {
      log = AgentLog.empty(recording, begun);
      tasks = new AgentRegistry(List.of(), defined, "{}");
      enqueuedAt = OptionalLong.empty();
      tell("log", Optional.empty(), "created");
      tell("process-start", Optional.empty(), processStart());
    } else {
      log = AgentLog.recorded(recording, shift);
      tasks =
          new AgentRegistry(
              recorded, defined, AgentJson.raw(recording.status(), "pendingRuns").orElse("{}"));
      enqueuedAt = recordedEnqueuedAt(shift);
    }
  }

  /** The agent as it was when it was recorded, and that is now. */
  static AgentState recorded(AgentRecording recording, InstantSource clock) {
    return new AgentState(recording, clock, OptionalInt.empty());
  }

  /**
   * The same app, just installed on a device of this API level: nothing registered, and a log that
   * was just created.
   */
  static AgentState fresh(AgentRecording recording, InstantSource clock, int apiLevel) {
    return new AgentState(recording, clock, OptionalInt.of(apiLevel));
  }

  private OptionalLong recordedEnqueuedAt(long shift) {
    String work = AgentJson.raw(recording.status(), "work").orElse("{}");
    OptionalLong next = AgentJson.number(work, "nextRunAt");
    OptionalLong minutes = AgentJson.number(work, "intervalMinutes");
    return next.isEmpty() || minutes.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(next.getAsLong() + shift - minutes.getAsLong() * 60_000);
  }

  AgentRecording recording() {
    return recording;
  }

  AgentLog log() {
    return log;
  }

  AgentRegistry tasks() {
    return tasks;
  }

  /** The API level of the device that the app was just installed on; absent: as recorded. */
  OptionalInt installedOn() {
    return installedOn;
  }

  /** Why the process of an app that was just installed runs: the host asks its provider. */
  String processStart() {
    return installedOn.orElse(0) >= REASONS_FROM_ANDROID ? "content-provider" : "host";
  }

  long wallTime() {
    return clock.millis();
  }

  /** Milliseconds since boot: goes on from the recorded ones. */
  long elapsedMs(long wallTime) {
    return AgentJson.number(recording.head(), "elapsedMs").orElseThrow() + wallTime - begun;
  }

  /** Writes the records whose time has come. */
  void advance() {
    long now = wallTime();
    while (!coming.isEmpty() && coming.peek().due() <= now) {
      write(coming.remove());
    }
  }

  private void write(AgentWorker.Step step) {
    String record = atTime(step.record(), step.due());
    for (String ofTheProcess : new String[] {"bootCount", "pid", "appVersion"}) {
      Optional<String> value = recording.common(ofTheProcess);
      if (value.isPresent()) {
        record = AgentJson.replacing(record, ofTheProcess, value.get());
      }
    }
    AgentWorker.Run run = step.run();
    long seq = log.append(AgentJson.replacing(record, "run", Long.toString(run.id)));
    String task = AgentJson.text(record, "task").orElse("");
    switch (AgentJson.text(record, "event").orElseThrow()) {
      case "entry" -> {
        run.id = seq;
        run.startedAt = step.due();
      }
      case "exit" ->
          tasks.noteRun(task, run.startedAt, AgentJson.text(record, "outcome").orElseThrow());
      case "undefined" -> tasks.addPendingRun(task);
      default -> {
        // Nothing but the log remembers it.
      }
    }
  }

  private String atTime(String record, long wallTime) {
    return AgentJson.replacing(
        AgentJson.replacing(record, "wallTime", Long.toString(wallTime)),
        "elapsedMs",
        Long.toString(elapsedMs(wallTime)));
  }

  /** Writes a record outside the runs. */
  private void tell(String event, Optional<String> task, String message) {
    log.append(record(event, task, false, message, wallTime()));
  }

  /** A record as the agent writes it: what is absent is left out. */
  private String record(
      String event, Optional<String> task, boolean triggered, String message, long wallTime) {
    StringBuilder record = new StringBuilder("{\"seq\":0");
    task.ifPresent(name -> record.append(",\"task\":" + AgentJson.quotedInLog(name)));
    record.append(",\"event\":\"" + event + "\"");
    if (triggered) {
      record.append(",\"trigger\":\"test\",\"attempt\":1");
    }
    record.append(",\"wallTime\":" + wallTime + ",\"elapsedMs\":" + elapsedMs(wallTime));
    common(record, "bootCount");
    if (!message.isEmpty()) {
      record.append(",\"message\":" + AgentJson.quotedInLog(message));
    }
    common(record, "pid");
    common(record, "appVersion");
    return record.append('}').toString();
  }

  private void common(StringBuilder record, String name) {
    recording.common(name).ifPresent(value -> record.append(",\"" + name + "\":" + value));
  }

  AgentTask register(String name, AgentTask.Options options) {
    AgentTask task = tasks.register(name, options, wallTime());
    tell(
        "registered",
        Optional.of(name),
        "every "
            + task.options().minimumInterval()
            + " min"
            + (task.options().requiresNetwork() ? ", with a network" : ""));
    if (enqueuedAt.isEmpty()) {
      enqueuedAt = OptionalLong.of(wallTime());
    }
    return task;
  }

  boolean unregister(String name) {
    boolean was = tasks.unregister(name);
    if (was) {
      tell("unregistered", Optional.of(name), "");
    }
    if (tasks.count() == 0) {
      enqueuedAt = OptionalLong.empty();
    }
    return was;
  }

  void clear() {
    log.clear(wallTime());
    tell("log", Optional.empty(), "cleared");
  }

  /** Lets the worker run these tasks as soon as it has done what it was told before. */
  void trigger(List<AgentTask> wanted) {
    long begin = Math.max(wallTime(), workerBusyUntil);
    List<AgentWorker.Step> steps =
        AgentWorker.steps(wanted.stream().map(task -> recordedRun(task.name())).toList(), begin);
    coming.addAll(steps);
    workerBusyUntil = steps.get(steps.size() - 1).due();
    advance();
  }

  /** The recorded run; without one, what a task without code leaves behind. */
  private AgentRecording.Run recordedRun(String task) {
    AgentRecording.Run recorded = recording.runs().get(task);
    if (recorded != null) {
      return recorded;
    }
    long now = wallTime();
    String why = "nothing defined its code in this process";
    return new AgentRecording.Run(
        record("worker-start", Optional.empty(), true, "", now),
        List.of(record("undefined", Optional.of(task), true, why, now)),
        record("worker-end", Optional.empty(), true, "ran 0, failed 0", now));
  }

  /** The periodic work, as in a status answer; absent when nothing is registered. */
  Optional<String> work() {
    return tasks
        .lastRegistered()
        .map(
            last -> {
              long minutes = last.options().minimumInterval();
              JsonMembers work =
                  new JsonMembers()
                      .text("state", "ENQUEUED")
                      .number("intervalMinutes", minutes)
                      .flag("requiresNetwork", !tasks.anyRunsOffline());
              enqueuedAt.ifPresent(at -> work.number("nextRunAt", at + minutes * 60_000));
              return work.toString();
            });
  }
}
