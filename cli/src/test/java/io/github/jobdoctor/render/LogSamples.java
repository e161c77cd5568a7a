package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogWords;
import io.github.jobdoctor.source.SourceInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Logs of a made-up app, told to a listener record by record, with the clock of the made-up app.
 */
final class LogSamples {

  /** A file that holds such a log. */
  static final SourceInfo FILE = SourceInfo.ofFile("pixel.jsonl");

  /** What steers terminals, breaks out of HTML, and turns the writing direction. */
  static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>&amp;"
          + "\u202egnp.exe\u2028\u2029\u001b[31m\u0000\u009b\"'\\{{script}}<!--";

  private final LogListener listener;
  private long seq;
  private long wallTime = Instant.parse("2026-01-12T06:00:00Z").toEpochMilli();
  private long elapsedMs = 60_000;
  private int boot = 7;
  private int pid = 4711;
  private String bucket = "ACTIVE";
  private List<String> power = List.of("CHARGING");

  LogSamples(LogListener listener) {
    this.listener = listener;
  }

  /** A log without a record. */
  static void empty(LogListener listener) {
    new LogSamples(listener).head("com.example.app", "00000000000000aa");
  }

  /** One run, of which the agent reports that it died; its entry was overwritten. */
  static void onlyDied(LogListener listener) {
    LogSamples log = new LogSamples(listener);
    log.head("com.example.app", "00000000000000aa");
    log.gap(11, LogGap.Cause.OVERWRITTEN);
    log.died(7, "sync", "process exit: LOW_MEMORY");
  }

  /** Every kind of thing that a log can hold. */
  static void everything(LogListener listener) {
    LogSamples log = new LogSamples(listener);
    log.head("com.example.app", "00000000000000aa");
    log.gap(40, LogGap.Cause.OVERWRITTEN);
    log.event(LogWords.PROCESS_START, null, "application start");
    log.event(LogWords.REGISTERED, "sync", "every 60 min, network needed");
    log.event(LogWords.REGISTERED, "upload photos", "every 60 min");
    log.pass(Duration.ofMinutes(10));
    log.event(LogWords.WORKER_START, null, "schedule");
    log.run("sync", LogWords.SUCCESS, 42_000, "3 items");
    log.run("upload photos", LogWords.FAILED, 310_000, "HTTP 503 from the server");
    log.event(LogWords.WORKER_END, null, null);
    log.pass(Duration.ofMinutes(55));
    log.event(LogWords.SKIPPED, "upload photos", "no unmetered network");
    log.event(LogWords.UNDEFINED, "cleanup", "no code was defined for it in this process");
    long expired = log.entry("sync");
    log.pass(Duration.ofMinutes(9));
    log.expired(expired, "sync", 3, "TIMEOUT");
    log.exit(expired, "sync", LogWords.FAILED, 545_000, 3, "TIMEOUT", "told to stop");
    log.pass(Duration.ofMinutes(30));
    long died = log.entry("index mail");
    log.pass(Duration.ofHours(2));
    log.boot();
    log.event(LogWords.PROCESS_START, null, "boot completed");
    log.died(died, "index mail", "the device was booted");
    log.bucket = "RARE";
    log.power = List.of();
    log.run("sync", LogWords.SUCCESS, 900, null);
    log.pass(Duration.ofMinutes(20));
    log.setClock(Duration.ofMinutes(-15));
    log.run("sync", LogWords.SUCCESS, 60_000, "after the clock was set");
    log.pass(Duration.ofMinutes(45));
    long unknown = log.entry("index mail");
    log.gap(6, LogGap.Cause.DAMAGED);
    log.pass(Duration.ofMinutes(20));
    log.event(LogWords.PROCESS_START, null, "broadcast");
    log.event(LogWords.LOG, null, "the log was repaired: one record was torn");
    log.exit(log.entry("cleanup"), "cleanup", "postponed", 12_000, 0, null, "a newer agent's word");
    log.event("napping", "cleanup", "a newer agent's event");
    log.pass(Duration.ofHours(1));
    long scheduled = log.entry("sync");
    log.pass(Duration.ofSeconds(20));
    log.run("sync", LogWords.SUCCESS, 5_000, "test trigger while the other runs");
    log.exit(scheduled, "sync", LogWords.SUCCESS, 90_000, 0, null, null);
    log.event(LogWords.UNREGISTERED, "upload photos", null);
    log.entry("upload photos");
    log.pass(Duration.ofMinutes(3));
    log.event(LogWords.WORKER_START, null, "schedule");
    log.entry("upload photos");
    assert unknown > 0;
  }

  /** Names and messages that want to be more than text. */
  static void hostile(LogListener listener) {
    LogSamples log = new LogSamples(listener);
    log.head(HOSTILE, HOSTILE);
    log.event(LogWords.PROCESS_START, null, HOSTILE);
    log.bucket = HOSTILE;
    log.power = List.of(HOSTILE);
    log.run(HOSTILE, LogWords.FAILED, 1_000, HOSTILE);
    log.run("x".repeat(5_000), LogWords.SUCCESS, 1_000, "y".repeat(5_000));
    log.run("__proto__", LogWords.SUCCESS, 1_000, "constructor");
    log.wallTime = Long.MAX_VALUE;
    log.run("far", LogWords.SUCCESS, Long.MAX_VALUE, "");
    log.wallTime = Long.MIN_VALUE;
    log.run("far", LogWords.SUCCESS, -5, "");
    log.event(HOSTILE, HOSTILE, HOSTILE);
  }

  /** A long log: {@code runs} runs of {@code tasks} tasks, the same at every call. */
  static Consumer<LogListener> many(int runs, int tasks) {
    return listener -> {
      Random random = new Random(42);
      LogSamples log = new LogSamples(listener);
      log.head("com.example.busy", "00000000000000bb");
      for (int i = 0; i < runs; i++) {
        log.pass(Duration.ofSeconds(30 + random.nextInt(300)));
        String task = "task " + random.nextInt(tasks);
        int luck = random.nextInt(100);
        if (luck == 0) {
          long run = log.entry(task);
          log.newProcess();
          log.event(LogWords.PROCESS_START, null, luck % 2 == 0 ? "job" : "broadcast");
          log.died(run, task, "process exit: LOW_MEMORY");
        } else if (luck < 8) {
          log.run(task, LogWords.FAILED, random.nextInt(120_000), "HTTP " + (500 + luck));
        } else {
          log.run(task, LogWords.SUCCESS, random.nextInt(60_000), null);
        }
        if (i % 5_000 == 4_999) {
          log.boot();
        }
      }
    };
  }

  LogSamples head(String packageName, String log) {
    listener.head(
        new LogHead(
            "1.0",
            Optional.of(packageName),
            log,
            0,
            1,
            100,
            OptionalLong.of(wallTime),
            OptionalLong.of(262_144),
            Optional.of("continued"),
            Optional.empty(),
            OptionalLong.of(wallTime),
            OptionalLong.of(elapsedMs)),
        true);
    seq = 0;
    return this;
  }

  void pass(Duration time) {
    wallTime += time.toMillis();
    elapsedMs += time.toMillis();
  }

  void boot() {
    pass(Duration.ofMinutes(2));
    boot++;
    elapsedMs = 30_000;
    newProcess();
  }

  void newProcess() {
    pid++;
  }

  void setClock(Duration by) {
    wallTime += by.toMillis();
  }

  void gap(int records, LogGap.Cause cause) {
    listener.gap(new LogGap(seq + 1, seq + records, cause));
    seq += records;
  }

  void run(String task, String outcome, long durationMs, String message) {
    long run = entry(task);
    if (durationMs > 0 && durationMs < Integer.MAX_VALUE) {
      pass(Duration.ofMillis(durationMs));
    }
    exit(run, task, outcome, durationMs, 0, null, message);
  }

  long entry(String task) {
    record(seq + 1, task, LogWords.ENTRY, null, OptionalLong.empty(), 0, null, null);
    return seq;
  }

  void exit(
      long run,
      String task,
      String outcome,
      long durationMs,
      int stopReason,
      String stopReasonText,
      String message) {
    record(
        run,
        task,
        LogWords.EXIT,
        outcome,
        OptionalLong.of(durationMs),
        stopReason,
        stopReasonText,
        message);
  }

  void expired(long run, String task, int stopReason, String stopReasonText) {
    record(
        run, task, LogWords.EXPIRED, null, OptionalLong.empty(), stopReason, stopReasonText, null);
  }

  void died(long run, String task, String message) {
    record(run, task, LogWords.DIED, null, OptionalLong.empty(), 0, null, message);
  }

  void event(String event, String task, String message) {
    record(0, task, event, null, OptionalLong.empty(), 0, null, message);
  }

  private void record(
      long run,
      String task,
      String event,
      String outcome,
      OptionalLong durationMs,
      int stopReason,
      String stopReasonText,
      String message) {
    boolean ofRun = run > 0;
    listener.record(
        new LogRecord(
            ++seq,
            ofRun ? OptionalLong.of(run) : OptionalLong.empty(),
            Optional.ofNullable(task),
            event,
            ofRun ? Optional.of(LogWords.SCHEDULE) : Optional.empty(),
            ofRun ? OptionalInt.of(1) : OptionalInt.empty(),
            wallTime,
            elapsedMs,
            OptionalInt.of(boot),
            Optional.ofNullable(outcome),
            durationMs,
            stopReasonText == null ? OptionalInt.empty() : OptionalInt.of(stopReason),
            Optional.ofNullable(stopReasonText),
            Optional.ofNullable(message),
            OptionalInt.of(pid),
            ofRun ? Optional.of("2.4.1") : Optional.empty(),
            ofRun ? Optional.of(bucket) : Optional.empty(),
            ofRun ? Optional.of(power) : Optional.empty()));
  }
}
