package io.github.jobdoctor.agent.log;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the ring log against its targets and prints one line per measure: name, value, unit,
 * target, and whether it was met. Ends with 1 when one was not.
 *
 * <p>Called by {@code scripts/bench}; not a test, since a busy machine would fail it.
 */
public final class RingLogBenchmark {

  private static boolean met = true;

  private RingLogBenchmark() {}

  /** Runs all measures; takes no arguments. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("ring-log-benchmark");
    try {
      long median = appends(folder.resolve("tasks.ring").toFile());
      double usual = sqlite(folder.resolve("usual.db"), "DELETE", "FULL");
      print("sqlite.insert.median", usual / 1e3, "us", "-", true);
      print("append.faster.than.sqlite", usual / median, "times", ">= 50", usual / median >= 50);
      // SQLite's fastest way that survives the death of the process, as the log does.
      double wal = sqlite(folder.resolve("wal.db"), "WAL", "NORMAL");
      print("sqlite.wal.insert.median", wal / 1e3, "us", "-", true);
      print("append.faster.than.wal", wal / median, "times", "-", true);
      reading(folder.resolve("million.ring").toFile());
    } finally {
      for (File file : folder.toFile().listFiles()) {
        file.delete();
      }
      Files.delete(folder);
    }
    System.exit(met ? 0 : 1);
  }

  private static LogRecord record(int i) {
    return LogRecord.builder(LogEvent.EXIT)
        .task("com.example.sync")
        .run(i)
        .trigger(Trigger.SCHEDULE)
        .outcome(Outcome.SUCCESS)
        .attempt(1)
        .wallTime(1_767_225_600_000L + i)
        .elapsedMs(i)
        .durationMs(812)
        .bootCount(7)
        .pid(4711)
        .standbyBucket(20)
        .power(LogRecord.POWER_KNOWN)
        .message("uploaded 12 of 12")
        .appVersion("1.4.2")
        .build();
  }

  private static long appends(File file) {
    int count = 500_000;
    long[] nanos = new long[count];
    try (RingLog log = RingLog.open(file, RingLog.DEFAULT_CAPACITY, 0)) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < count; i++) {
          long start = System.nanoTime();
          log.append(record(i));
          nanos[i] = System.nanoTime() - start;
        }
      }
    }
    Arrays.sort(nanos);
    long median = nanos[count / 2];
    print("append.median", median / 1e3, "us", "<= 2", median <= 2_000);
    long tail = nanos[(int) (count * 0.999)];
    print("append.p99.9", tail / 1e3, "us", "<= 20", tail <= 20_000);
    return median;
  }

  private static double sqlite(Path file, String journal, String synchronous) throws Exception {
    int count = 2_000;
    long[] nanos = new long[count];
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (var statement = db.createStatement()) {
        statement.execute("PRAGMA journal_mode=" + journal);
        statement.execute("PRAGMA synchronous=" + synchronous);
        statement.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, task, outcome, at, message)");
      }
      try (PreparedStatement insert =
          db.prepareStatement("INSERT INTO log (task, outcome, at, message) VALUES (?, ?, ?, ?)")) {
        for (int round = 0; round < 2; round++) {
          for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            insert.setString(1, "com.example.sync");
            insert.setInt(2, 1);
            insert.setLong(3, i);
            insert.setString(4, "uploaded 12 of 12");
            insert.executeUpdate();
            nanos[i] = System.nanoTime() - start;
          }
        }
      }
    }
    Arrays.sort(nanos);
    return nanos[count / 2];
  }

  private static void reading(File file) throws Exception {
    int count = 1_000_000;
    try (RingLog log = RingLog.open(file, 192 * 1024 * 1024, 0)) {
      for (int i = 0; i < count; i++) {
        log.append(record(i));
      }
    }
    double best = 0;
    for (int round = 0; round < 4; round++) {
      long[] read = {0};
      long start = System.nanoTime();
      LogSnapshot.read(file).forEach(r -> read[0] += r.durationMs().getAsLong() == 812 ? 1 : 0);
      double perSecond = read[0] * 1e9 / (System.nanoTime() - start);
      if (read[0] != count) {
        throw new IllegalStateException("read " + read[0] + " of " + count);
      }
      best = Math.max(best, perSecond);
    }
    print("read.records", best / 1e6, "M/s", ">= 2", best >= 2e6);
  }

  private static void print(String name, double value, String unit, String target, boolean ok) {
    met &= ok;
    System.out.printf(
        Locale.ROOT,
        "%-28s %12.3f %-6s target %-6s %s%n",
        name,
        value,
        unit,
        target,
        ok ? "met" : "MISSED");
  }
}
