package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogRun;
import io.github.jobdoctor.agentlog.LogWords;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A log in the Trace Event Format, which Perfetto and {@code chrome://tracing} open. The app is one
 * process and each task one thread; a run is a complete event on it. A run of which nobody knows
 * how long it took is an instant at its start and has no length. {@code ts} is the wall time in
 * microseconds since 1970 as recorded: where the clock was set, events may lie over each other.
 *
 * <p>Viewers want the events of one thread nested or apart, so a run that begins before the one
 * before it on its thread has ended gets another thread of the same task.
 */
public final class TraceExport implements LogExport {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .characterEscapes(new Documents.TerminalSafe())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** The pid of all events; the real ones, of which a log has many, are among the arguments. */
  private static final int PROCESS = 1;

  /** The thread of what is about no task. */
  private static final int WORKER = 1;

  /** What viewers can hold exactly is 2^53 microseconds. */
  private static final long LAST_MILLIS = (1L << 53) / 1000;

  /** More than any app has; tasks beyond share a thread, so that memory has a bound. */
  private static final int MAX_TASKS = 10_000;

  /** Threads of one task; what overlaps more than that lies over each other. */
  private static final int MAX_THREADS_OF_TASK = 4;

  private static final String OTHERS = "(others)";

  private final JsonGenerator json;
  private final SourceInfo source;
  private final LogMoments moments;
  private final Map<String, TaskThreads> tasks = new HashMap<>();

  private int threads = WORKER;
  private Optional<LogHead> firstHead = Optional.empty();
  private long runs;
  private long missing;
  private long outOfRange;

  /** The threads of one task, and until when each is taken. */
  private static final class TaskThreads {
    final String name;
    final int order;
    final int[] ids = new int[MAX_THREADS_OF_TASK];
    final long[] takenUntil = new long[MAX_THREADS_OF_TASK];
    int count;

    TaskThreads(String name, int order) {
      this.name = name;
      this.order = order;
    }
  }

  /**
   * Begins the document.
   *
   * @param out gets the JSON text; is not closed
   * @param filter which runs and events are written
   * @param source what the log was read from
   */
  public TraceExport(Writer out, LogFilter filter, SourceInfo source) {
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), new ThrowingThrough(out));
    this.source = source;
    this.moments = new LogMoments(filter, new Events());
    json.writeStartObject();
    json.writeArrayPropertyStart("traceEvents");
    nameThread(WORKER, "worker", 0);
  }

  @Override
  public void head(LogHead head, boolean anew) {
    if (firstHead.isEmpty()) {
      firstHead = Optional.of(head);
    }
    moments.head(head, anew);
  }

  @Override
  public void record(LogRecord record) {
    moments.record(record);
  }

  @Override
  public void gap(LogGap gap) {
    missing += gap.count();
    moments.gap(gap);
  }

  @Override
  public void finish() {
    moments.finish();
    nameProcess();
    json.writeEndArray();
    json.writeStringProperty("displayTimeUnit", "ms");
    json.writeObjectPropertyStart("otherData");
    json.writeStringProperty("source", source.name());
    json.writeStringProperty("sourceKind", source.kind().word());
    text("model", source.model());
    number("apiLevel", source.apiLevel());
    text("package", firstHead.flatMap(LogHead::packageName));
    text("agent", firstHead.map(LogHead::agent));
    text("log", firstHead.map(LogHead::log));
    json.writeNumberProperty("runs", runs);
    json.writeNumberProperty("missingRecords", missing);
    if (outOfRange > 0) {
      json.writeNumberProperty("leftOutForTheirTime", outOfRange);
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private final class Events implements LogMoments.Listener {

    @Override
    public void run(LogRun run) {
      runs++;
      TaskThreads task = threadsOf(run.task());
      OptionalLong start = run.startWallTime();
      OptionalLong duration = run.durationMs();
      boolean lengthIsKnown =
          run.ending() != LogRun.Ending.DIED
              && start.isPresent()
              && duration.isPresent()
              && duration.getAsLong() >= 0
              && duration.getAsLong() <= LAST_MILLIS;
      if (lengthIsKnown) {
        complete(run, task, start.getAsLong(), duration.getAsLong());
      } else {
        String name = task.name + " " + run.ending().word();
        if (start.isPresent()) {
          instant(run, name, threadOf(task, 0), start.getAsLong());
        } else {
          run.end()
              .ifPresent(
                  end ->
                      instant(run, name + " (start not known)", threadOf(task, 0), end.wallTime()));
        }
      }
    }

    @Override
    public void event(LogRecord record) {
      String event = record.event();
      boolean ofLog = event.equals(LogWords.LOG);
      int thread = record.task().isPresent() ? threadOf(threadsOf(record.task()), 0) : WORKER;
      if (beginInstant(event, event, ofLog ? "g" : "t", thread, record.wallTime())) {
        json.writeObjectPropertyStart("args");
        json.writeNumberProperty("seq", record.seq());
        number("run", record.run());
        text("task", record.task());
        text("trigger", record.trigger());
        number("attempt", record.attempt());
        text("stopReason", record.stopReasonText());
        text("message", record.message());
        circumstances(record);
        json.writeEndObject();
        json.writeEndObject();
      }
    }

    @Override
    public void clockChange(ClockChange change) {
      boolean boot = change.kind() == ClockChange.Kind.BOOT;
      if (beginInstant(
          boot ? "boot" : "clock set " + signed(change.by()),
          boot ? "boot" : "clock-set",
          "g",
          WORKER,
          change.record().wallTime())) {
        json.writeObjectPropertyStart("args");
        if (!boot) {
          json.writeNumberProperty("byMs", change.by().toMillis());
        }
        number("bootCount", change.record().bootCount());
        json.writeEndObject();
        json.writeEndObject();
      }
    }

    @Override
    public void gap(LogGap gap, OptionalLong after, long at) {
      String records = gap.count() == 1 ? " record missing (" : " records missing (";
      if (beginInstant(gap.count() + records + gap.cause().word() + ")", "gap", "g", WORKER, at)) {
        json.writeObjectPropertyStart("args");
        json.writeNumberProperty("from", gap.from());
        json.writeNumberProperty("to", gap.to());
        json.writeEndObject();
        json.writeEndObject();
      }
    }

    @Override
    public void anew(LogHead head, long at) {
      if (beginInstant("log anew", "log-anew", "g", WORKER, at)) {
        json.writeObjectPropertyStart("args");
        json.writeStringProperty("log", head.log());
        text("package", head.packageName());
        text("origin", head.origin());
        text("originReason", head.originReason());
        json.writeEndObject();
        json.writeEndObject();
      }
    }
  }

  private static String signed(Duration by) {
    return (by.isNegative() ? "back by " : "forward by ") + Span.of(by);
  }

  private void complete(LogRun run, TaskThreads task, long start, long duration) {
    if (isOutOfRange(start) || isOutOfRange(start + duration)) {
      return;
    }
    begin("X", task.name, freeThread(task, start, duration));
    json.writeStringProperty("cat", run.ending().word());
    json.writeNumberProperty("ts", start * 1000);
    json.writeNumberProperty("dur", duration * 1000);
    colour(run.ending()).ifPresent(name -> json.writeStringProperty("cname", name));
    arguments(run);
    json.writeEndObject();
  }

  private void instant(LogRun run, String name, int thread, long at) {
    if (beginInstant(name, run.ending().word(), "t", thread, at)) {
      colour(run.ending()).ifPresent(colour -> json.writeStringProperty("cname", colour));
      arguments(run);
      json.writeEndObject();
    }
  }

  private void arguments(LogRun run) {
    json.writeObjectPropertyStart("args");
    json.writeNumberProperty("run", run.id());
    text("task", run.task());
    text("trigger", run.trigger());
    number("attempt", run.attempt());
    json.writeStringProperty("ending", run.ending().word());
    text("stopReason", run.stopReason());
    text("message", run.message());
    run.entry().or(run::end).ifPresent(this::circumstances);
    json.writeEndObject();
  }

  private void circumstances(LogRecord record) {
    text("standbyBucket", record.standbyBucket());
    if (record.power().isPresent()) {
      json.writeArrayPropertyStart("power");
      record.power().get().forEach(json::writeString);
      json.writeEndArray();
    }
    number("bootCount", record.bootCount());
    json.writeNumberProperty("elapsedMs", record.elapsedMs());
    number("pid", record.pid());
    text("appVersion", record.appVersion());
  }

  /** Names of the colour scheme that trace viewers share; others are passed over by them. */
  private static Optional<String> colour(LogRun.Ending ending) {
    return switch (ending) {
      case SUCCESS -> Optional.of("good");
      case FAILED -> Optional.of("bad");
      case DIED -> Optional.of("terrible");
      case RUNNING -> Optional.of("thread_state_runnable");
      case UNKNOWN -> Optional.of("grey");
    };
  }

  private boolean beginInstant(String name, String category, String scope, int thread, long at) {
    if (isOutOfRange(at)) {
      return false;
    }
    begin("i", name, thread);
    json.writeStringProperty("cat", category);
    json.writeNumberProperty("ts", at * 1000);
    json.writeStringProperty("s", scope);
    return true;
  }

  private void begin(String phase, String name, int thread) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeStringProperty("ph", phase);
    json.writeStringProperty("name", name);
    json.writeNumberProperty("pid", PROCESS);
    json.writeNumberProperty("tid", thread);
  }

  /** No clock of a device is there; a number that viewers cannot hold would be another time. */
  private boolean isOutOfRange(long wallTime) {
    boolean out = wallTime < 0 || wallTime > LAST_MILLIS;
    if (out) {
      outOfRange++;
    }
    return out;
  }

  private TaskThreads threadsOf(Optional<String> task) {
    String name = task.orElse("(no name)");
    boolean known = tasks.containsKey(name) || tasks.size() < MAX_TASKS;
    return tasks.computeIfAbsent(
        known ? name : OTHERS, newName -> new TaskThreads(newName, tasks.size() + 1));
  }

  private int freeThread(TaskThreads task, long start, long duration) {
    int i = 0;
    while (i < MAX_THREADS_OF_TASK - 1 && i < task.count && start < task.takenUntil[i]) {
      i++;
    }
    int thread = threadOf(task, i);
    task.takenUntil[i] = Math.max(task.takenUntil[i], start + duration);
    return thread;
  }

  private int threadOf(TaskThreads task, int i) {
    while (task.count <= i) {
      int id = ++threads;
      int number = task.count + 1;
      task.ids[task.count++] = id;
      nameThread(
          id,
          number == 1 ? task.name : task.name + " (overlapping, " + number + ")",
          task.order * MAX_THREADS_OF_TASK + number);
    }
    return task.ids[i];
  }

  private void nameThread(int thread, String name, int order) {
    begin("M", "thread_name", thread);
    json.writeObjectPropertyStart("args");
    json.writeStringProperty("name", name);
    json.writeEndObject();
    json.writeEndObject();
    begin("M", "thread_sort_index", thread);
    json.writeObjectPropertyStart("args");
    json.writeNumberProperty("sort_index", order);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void nameProcess() {
    begin("M", "process_name", WORKER);
    json.writeObjectPropertyStart("args");
    json.writeStringProperty("name", firstHead.flatMap(LogHead::packageName).orElse(source.name()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void text(String name, Optional<String> value) {
    value.ifPresent(present -> json.writeStringProperty(name, present));
  }

  private void number(String name, OptionalInt value) {
    value.ifPresent(present -> json.writeNumberProperty(name, present));
  }

  private void number(String name, OptionalLong value) {
    value.ifPresent(present -> json.writeNumberProperty(name, present));
  }
}
