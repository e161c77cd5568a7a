package io.github.jobdoctor.agentlog;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log says in sum: by task, and of the processes that used the agent. Memory grows with the
 * number of tasks, not with the log; after {@value #MAX_TASKS} names further ones are one entry.
 *
 * <p>All registered tasks run in one worker, and the interval that was registered last decides when
 * (design/agent.md); the log says it in the message of each {@code registered} record.
 */
public final class LogFigures implements LogListener {

  private static final int MAX_TASKS = 10_000;
  private static final int MAX_REASONS = 100;

  /** The name under which tasks beyond the bound are counted. */
  private static final String OTHERS = "(others)";

  private static final Pattern INTERVAL = Pattern.compile("every (\\d{1,9}) min\\b.*");

  private final LogFilter filter;
  private final LogRuns runs = new LogRuns(this::run);
  private final Map<String, TaskFigures> tasks = new LinkedHashMap<>();
  private final Map<String, Long> processStarts = new LinkedHashMap<>();
  private OptionalLong intervalMs;
  private boolean intervalIsOfLog;
  private OptionalLong firstWallTime = OptionalLong.empty();
  private OptionalLong lastWallTime = OptionalLong.empty();
  private long missing;

  /**
   * Begins to count.
   *
   * @param interval the worker's present interval, for a log that does not say it; absent when it
   *     is not known
   * @param filter which tasks and times count; its outcomes do not
   */
  public LogFigures(Optional<Duration> interval, LogFilter filter) {
    this.intervalMs =
        interval.map(known -> OptionalLong.of(known.toMillis())).orElse(OptionalLong.empty());
    this.filter = new LogFilter(filter.tasks(), filter.since(), filter.until(), java.util.Set.of());
  }

  @Override
  public void head(LogHead head, boolean anew) {
    runs.head(head, anew);
    if (anew) {
      interrupt();
    }
  }

  @Override
  public void gap(LogGap gap) {
    runs.gap(gap);
    missing += gap.count();
    interrupt();
  }

  private void interrupt() {
    tasks.values().forEach(TaskFigures::interrupt);
  }

  @Override
  public void record(LogRecord record) {
    if (firstWallTime.isEmpty()) {
      firstWallTime = OptionalLong.of(record.wallTime());
    }
    lastWallTime = OptionalLong.of(record.wallTime());
    runs.record(record);
    switch (record.event()) {
      case LogWords.REGISTERED, LogWords.UNREGISTERED -> interval(record);
      case LogWords.PROCESS_START -> {
        if (filter.tasks().isEmpty() && filter.wants(record)) {
          String reason = record.message().orElse("unknown");
          boolean known = processStarts.containsKey(reason) || processStarts.size() < MAX_REASONS;
          processStarts.merge(known ? reason : OTHERS, 1L, Long::sum);
        }
      }
      case LogWords.ENTRY -> {
        if (filter.wants(record)
            && record.trigger().filter(LogWords.SCHEDULE::equals).isPresent()) {
          of(record.task()).scheduled(record, intervalMs);
        }
      }
      case LogWords.SKIPPED -> {
        if (filter.wants(record)) {
          of(record.task()).addSkipped();
        }
      }
      case LogWords.UNDEFINED -> {
        if (filter.wants(record)) {
          of(record.task()).addUndefined();
        }
      }
      default -> {}
    }
  }

  private void interval(LogRecord record) {
    if (!intervalIsOfLog) {
      // So the interval that was given was not the one before this record.
      tasks.values().forEach(TaskFigures::forgetLateness);
      intervalIsOfLog = true;
    }
    interrupt();
    Matcher told = INTERVAL.matcher(record.message().orElse(""));
    intervalMs =
        record.tells(LogWords.REGISTERED) && told.matches()
            ? OptionalLong.of(Duration.ofMinutes(Long.parseLong(told.group(1))).toMillis())
            : OptionalLong.empty();
  }

  private void run(LogRun run) {
    if (filter.wants(run)) {
      of(run.task()).add(run);
    }
  }

  private TaskFigures of(Optional<String> task) {
    String name = task.orElse("(no name)");
    boolean known = tasks.containsKey(name) || tasks.size() < MAX_TASKS;
    return tasks.computeIfAbsent(known ? name : OTHERS, TaskFigures::new);
  }

  /** The log ends here: runs that are still open count as such. */
  public void finish() {
    runs.finish();
  }

  /** The tasks, in the order of their first appearance. */
  public Collection<TaskFigures> tasks() {
    return List.copyOf(tasks.values());
  }

  /** How often a process used the agent for the first time, by what woke it. */
  public Map<String, Long> processStarts() {
    return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(processStarts));
  }

  /** The worker's interval at the end of the log; absent when it is not known. */
  public Optional<Duration> interval() {
    return intervalMs.isPresent()
        ? Optional.of(Duration.ofMillis(intervalMs.getAsLong()))
        : Optional.empty();
  }

  /** The device's clock at the first record; absent when there is none. */
  public OptionalLong firstWallTime() {
    return firstWallTime;
  }

  /** The device's clock at the last record; absent when there is none. */
  public OptionalLong lastWallTime() {
    return lastWallTime;
  }

  /** How many records are missing in between. */
  public long missing() {
    return missing;
  }
}
