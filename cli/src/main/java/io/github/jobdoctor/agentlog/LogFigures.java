package io.github.jobdoctor.agentlog;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
  private final Optional<Duration> given;
  private Optional<Duration> registered = Optional.empty();

  /** The tasks that had a scheduled run since then. */
  private final Set<TaskFigures> scheduledSince = new HashSet<>();

  private OptionalLong firstWallTime = OptionalLong.empty();
  private OptionalLong lastWallTime = OptionalLong.empty();
  private long missing;

  /**
   * Begins to count.
   *
   * @param interval the worker's present interval: it counts where the log says none and nothing in
   *     it could have changed it later; absent when it is not known
   * @param filter which tasks and times count; its outcomes do not
   */
  public LogFigures(Optional<Duration> interval, LogFilter filter) {
    this.given = interval;
    this.filter = new LogFilter(filter.tasks(), filter.since(), filter.until(), Set.of());
  }

  @Override
  public void head(LogHead head, boolean anew) {
    runs.head(head, anew);
    if (anew) {
      interval(Optional.empty());
    }
  }

  @Override
  public void gap(LogGap gap) {
    runs.gap(gap);
    missing = missing > Long.MAX_VALUE - gap.count() ? Long.MAX_VALUE : missing + gap.count();
    // A registration may be among what is missing.
    interval(Optional.empty());
  }

  /** From here on another interval holds; absent when the log does not say which. */
  private void interval(Optional<Duration> next) {
    registered = next;
    for (TaskFigures task : scheduledSince) {
      // The interval that was given is the present one, so it was not the one before.
      task.forgetAssumed();
      task.interrupt();
    }
    scheduledSince.clear();
  }

  @Override
  public void record(LogRecord record) {
    if (firstWallTime.isEmpty()) {
      firstWallTime = OptionalLong.of(record.wallTime());
    }
    lastWallTime = OptionalLong.of(record.wallTime());
    runs.record(record);
    switch (record.event()) {
      case LogWords.REGISTERED -> {
        Optional<Duration> next = intervalIn(record);
        // Many apps register at each start of theirs; the same again changes nothing.
        if (next.isEmpty() || !next.equals(registered)) {
          interval(next);
        }
      }
      case LogWords.UNREGISTERED -> interval(Optional.empty());
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
          TaskFigures task = of(record.task());
          task.scheduled(record, interval(), registered.isEmpty());
          scheduledSince.add(task);
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

  private static Optional<Duration> intervalIn(LogRecord registered) {
    Matcher told = INTERVAL.matcher(registered.message().orElse(""));
    return told.matches()
        ? Optional.of(Duration.ofMinutes(Long.parseLong(told.group(1))))
        : Optional.empty();
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
    return Collections.unmodifiableMap(new LinkedHashMap<>(processStarts));
  }

  /** The worker's interval at the end of the log; absent when it is not known. */
  public Optional<Duration> interval() {
    return registered.or(() -> given);
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
