package io.github.jobdoctor.agent.task;

import android.content.Context;
import android.content.pm.PackageManager;
import android.os.Process;
import android.provider.Settings;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.LogOrigin;
import io.github.jobdoctor.agent.log.LogRecord;
import io.github.jobdoctor.agent.log.LogSnapshot;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.log.RingLog;
import io.github.jobdoctor.agent.log.Trigger;
import java.io.Closeable;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The ring log of this app, with what every record of this process has in common: clocks, boot
 * count, process id, app version. Safe for several threads.
 *
 * <p>It lives in {@code no_backup/jobdoctor/tasks.ring}: a log of one device means nothing on
 * another.
 */
public final class TaskLog implements Closeable {

  private final File file;
  private final int capacity;
  private final DeviceClock clock;
  private final int bootCount;
  private final int pid;
  private final String appVersion;
  private RingLog log;
  private boolean closed;

  private TaskLog(
      File file, int capacity, DeviceClock clock, int bootCount, int pid, String appVersion) {
    this.file = file;
    this.capacity = capacity;
    this.clock = clock;
    this.bootCount = bootCount;
    this.pid = pid;
    this.appVersion = appVersion;
    this.log = openAndTell();
  }

  /**
   * Opens the app's log.
   *
   * @param capacity bytes of the ring
   */
  public static TaskLog open(Context context, int capacity, DeviceClock clock) {
    return new TaskLog(
        new File(context.getNoBackupFilesDir(), "jobdoctor/tasks.ring"),
        capacity,
        clock,
        Settings.Global.getInt(
            context.getContentResolver(), Settings.Global.BOOT_COUNT, Integer.MIN_VALUE),
        Process.myPid(),
        appVersion(context));
  }

  private static String appVersion(Context context) {
    try {
      return context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName;
    } catch (PackageManager.NameNotFoundException uninstalledThisMoment) {
      return null;
    }
  }

  private RingLog openAndTell() {
    RingLog opened = RingLog.open(file, capacity, clock.wallTime());
    LogOrigin origin = opened.origin();
    if (origin.kind() != LogOrigin.Kind.CONTINUED) {
      opened.append(
          record(LogEvent.LOG)
              .message(
                  origin.reason().isEmpty()
                      ? origin.kind().wireName()
                      : origin.kind().wireName() + ": " + origin.reason())
              .build());
    }
    return opened;
  }

  private LogRecord.Builder record(LogEvent event) {
    return LogRecord.builder(event)
        .wallTime(clock.wallTime())
        .elapsedMs(clock.elapsedMs())
        .bootCount(bootCount)
        .pid(pid)
        .appVersion(appVersion);
  }

  /**
   * Looks after the file before a batch of runs: if somebody cut or deleted it, it is made anew.
   */
  public synchronized void ensureIntact() {
    if (!log.isIntact()) {
      log.close();
      log = openAndTell();
      notifyAll();
    }
  }

  /** All but the first record of a log come this way: whoever waits for the next one is woken. */
  private long append(LogRecord record) {
    long seq = log.append(record);
    notifyAll();
    return seq;
  }

  /** A record about no run and no task. */
  public synchronized long event(LogEvent event, String message) {
    return append(record(event).message(message).build());
  }

  /** A record about a task, outside its runs. */
  public synchronized long event(LogEvent event, String task, String message) {
    return append(record(event).task(task).message(message).build());
  }

  /** The one worker starts or ends. */
  public synchronized long worker(
      LogEvent event, Trigger trigger, int attempt, DeviceConditions conditions, String message) {
    return append(
        record(event)
            .trigger(trigger)
            .attempt(attempt)
            .standbyBucket(conditions.standbyBucket())
            .power(conditions.power())
            .message(message)
            .build());
  }

  /**
   * A task's code is about to run.
   *
   * @return the run's id
   */
  public synchronized long entry(
      String task, Trigger trigger, int attempt, DeviceConditions conditions) {
    return append(
        record(LogEvent.ENTRY)
            .task(task)
            .trigger(trigger)
            .attempt(attempt)
            .standbyBucket(conditions.standbyBucket())
            .power(conditions.power())
            .build());
  }

  /** A record about a run between its entry and its exit, or instead of an entry (run 0). */
  public synchronized long during(
      LogEvent event,
      String task,
      Trigger trigger,
      int attempt,
      long run,
      int stopReason,
      String message) {
    return append(
        record(event)
            .task(task)
            .trigger(trigger)
            .attempt(attempt)
            .run(run)
            .stopReason(stopReason)
            .message(message)
            .build());
  }

  /**
   * A run ended.
   *
   * @param stopReason {@code JobParameters.STOP_REASON_*}, or {@link Integer#MIN_VALUE} when nobody
   *     stopped it
   */
  public synchronized long exit(
      String task,
      Trigger trigger,
      int attempt,
      long run,
      Outcome outcome,
      long durationMs,
      int stopReason,
      String message) {
    return append(
        record(LogEvent.EXIT)
            .task(task)
            .trigger(trigger)
            .attempt(attempt)
            .run(run)
            .outcome(outcome)
            .durationMs(durationMs)
            .stopReason(stopReason)
            .message(message)
            .build());
  }

  /**
   * The entry records of runs that neither ended nor were reported as died. Asked before this
   * process has run anything, these are the runs in whose middle an earlier process ended. A run
   * after whose entry a record is missing is not among them: that record may have been its end.
   */
  public synchronized Collection<LogRecord> openRuns() {
    Map<Long, LogRecord> open = new LinkedHashMap<>();
    long[] next = {0};
    log.snapshot()
        .forEach(
            record -> {
              if (record.seq().getAsLong() != next[0]) {
                open.clear();
              }
              next[0] = record.seq().getAsLong() + 1;
              if (record.event() == LogEvent.ENTRY) {
                open.put(record.run().getAsLong(), record);
              } else if (record.event() == LogEvent.EXIT || record.event() == LogEvent.DIED) {
                record.run().ifPresent(open::remove);
              }
            });
    return new ArrayList<>(open.values());
  }

  /** Reports a run of an earlier process as died. */
  public synchronized void died(LogRecord entry, String reason) {
    append(
        record(LogEvent.DIED)
            .task(entry.task().orElse(null))
            .trigger(entry.trigger().orElse(null))
            .attempt(entry.attempt().orElse(0))
            .run(entry.run().getAsLong())
            .message(reason)
            .build());
  }

  /** The last {@code count} records, oldest first. */
  public List<LogRecord> newest(int count) {
    LogSnapshot snapshot = snapshot();
    List<LogRecord> records = new ArrayList<>();
    snapshot.forEachAfter(Math.max(0, snapshot.lastSeq() - count), records::add);
    return records;
  }

  /** A copy of the log as it is now. */
  public synchronized LogSnapshot snapshot() {
    return log.snapshot();
  }

  /**
   * Waits until there is more than {@code seen}, at most {@code millis}. Holds nobody up meanwhile.
   *
   * @return the log as it is then, with more records or without; empty when it was cleared, made
   *     anew or closed, so that nothing will ever follow {@code seen}
   */
  public synchronized Optional<LogSnapshot> awaitBeyond(LogSnapshot seen, long millis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!closed && log.logId() == seen.logId() && log.lastSeq() <= seen.lastSeq()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return closed || log.logId() != seen.logId() ? Optional.empty() : Optional.of(log.snapshot());
  }

  /** The clocks that its records are stamped with. */
  public DeviceClock clock() {
    return clock;
  }

  /** How the log came to be what it is. */
  public synchronized LogOrigin origin() {
    return log.origin();
  }

  /** Forgets all records; the log gets another id. */
  public synchronized void clear() {
    log.clear(clock.wallTime());
    append(record(LogEvent.LOG).message(log.origin().kind().wireName()).build());
  }

  /** Brings all records to the disk. Takes milliseconds. */
  public synchronized void sync() {
    log.sync();
  }

  @Override
  public synchronized void close() {
    closed = true;
    log.close();
    notifyAll();
  }
}
