package io.github.jobdoctor.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingLogTest {

  private static final int CAPACITY = 16 * 1024;
  private static final long NOW = 1_767_225_600_000L;

  @TempDir Path folder;

  private File file() {
    return folder.resolve("tasks.ring").toFile();
  }

  private RingLog open() {
    return RingLog.open(file(), CAPACITY, NOW);
  }

  static LogRecord entry(String task) {
    return LogRecord.builder(LogEvent.ENTRY)
        .task(task)
        .trigger(Trigger.SCHEDULE)
        .attempt(1)
        .wallTime(NOW)
        .elapsedMs(81_234)
        .bootCount(7)
        .pid(4711)
        .build();
  }

  private static List<LogRecord> all(LogSnapshot snapshot) {
    List<LogRecord> records = new ArrayList<>();
    snapshot.forEach(records::add);
    return records;
  }

  private static List<Long> seqs(LogSnapshot snapshot) {
    return all(snapshot).stream().map(r -> r.seq().getAsLong()).toList();
  }

  private static List<Long> seqs(LogSnapshot snapshot, long after) {
    List<Long> seqs = new ArrayList<>();
    snapshot.forEachAfter(after, r -> seqs.add(r.seq));
    return seqs;
  }

  @Test
  void givesBackEveryFieldAsItWasWritten() throws Exception {
    try (RingLog log = open()) {
      log.append(entry("sync"));
      log.append(
          LogRecord.builder(LogEvent.EXIT)
              .task("sync")
              .run(1)
              .trigger(Trigger.BEFORE_EXIT)
              .outcome(Outcome.FAILED)
              .standbyBucket(45)
              .power(LogRecord.POWER_KNOWN | LogRecord.POWER_DEVICE_IDLE)
              .attempt(3)
              .wallTime(NOW + 5)
              .elapsedMs(81_239)
              .durationMs(5)
              .bootCount(7)
              .stopReason(10)
              .pid(4711)
              .message("no more quota")
              .appVersion("1.2-debug")
              .build());
    }
    LogRecord exit = all(LogSnapshot.read(file())).get(1);
    assertEquals(OptionalLong.of(2), exit.seq());
    assertEquals(LogEvent.EXIT, exit.event());
    assertEquals(OptionalLong.of(1), exit.run());
    assertEquals(Optional.of("sync"), exit.task());
    assertEquals(Optional.of(Trigger.BEFORE_EXIT), exit.trigger());
    assertEquals(Optional.of(Outcome.FAILED), exit.outcome());
    assertEquals(OptionalInt.of(45), exit.standbyBucket());
    assertEquals(OptionalInt.of(LogRecord.POWER_KNOWN | LogRecord.POWER_DEVICE_IDLE), exit.power());
    assertEquals(OptionalInt.of(3), exit.attempt());
    assertEquals(NOW + 5, exit.wallTime());
    assertEquals(81_239, exit.elapsedMs());
    assertEquals(OptionalLong.of(5), exit.durationMs());
    assertEquals(OptionalInt.of(7), exit.bootCount());
    assertEquals(OptionalInt.of(10), exit.stopReason());
    assertEquals(OptionalInt.of(4711), exit.pid());
    assertEquals(Optional.of("no more quota"), exit.message());
    assertEquals(Optional.of("1.2-debug"), exit.appVersion());
  }

  @Test
  void leavesOutWhatWasNotSaid() throws Exception {
    try (RingLog log = open()) {
      log.append(LogRecord.builder(LogEvent.LOG).build());
    }
    LogRecord record = all(LogSnapshot.read(file())).get(0);
    assertEquals(OptionalLong.empty(), record.run());
    assertEquals(Optional.empty(), record.task());
    assertEquals(Optional.empty(), record.trigger());
    assertEquals(Optional.empty(), record.outcome());
    assertEquals(OptionalInt.empty(), record.standbyBucket());
    assertEquals(OptionalInt.empty(), record.power());
    assertEquals(OptionalInt.empty(), record.attempt());
    assertEquals(OptionalLong.empty(), record.durationMs());
    assertEquals(OptionalInt.empty(), record.bootCount());
    assertEquals(OptionalInt.empty(), record.stopReason());
    assertEquals(OptionalInt.empty(), record.pid());
    assertEquals(Optional.empty(), record.message());
    assertEquals("{\"seq\":1,\"event\":\"log\",\"wallTime\":0,\"elapsedMs\":0}", record.toString());
  }

  @Test
  void aRunIsNamedByItsEntryRecord() {
    try (RingLog log = open()) {
      log.append(LogRecord.builder(LogEvent.LOG).build());
      long run = log.append(entry("sync"));
      assertEquals(OptionalLong.of(run), all(log.snapshot()).get(1).run());
    }
  }

  @Test
  void goesOnWhereTheLastProcessStopped() {
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.CREATED, log.origin().kind());
      log.append(entry("a"));
    }
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.CONTINUED, log.origin().kind());
      assertEquals(2, log.append(entry("b")));
      assertEquals(List.of(1L, 2L), seqs(log.snapshot()));
    }
  }

  @Test
  void overwritesTheOldestRecordsAndKeepsTheRestWithoutAGap() throws Exception {
    try (RingLog log = open()) {
      for (int i = 1; i <= 1_000; i++) {
        log.append(entry("task " + "x".repeat(i % 50)));
        List<Long> kept = seqs(log.snapshot());
        assertEquals(i, kept.get(kept.size() - 1));
        assertEquals(kept.size(), kept.get(kept.size() - 1) - kept.get(0) + 1);
      }
      LogSnapshot live = log.snapshot();
      assertTrue(live.size() > 70, "a record of 130 bytes fits 120 times, got " + live.size());
      assertEquals(seqs(live), seqs(LogSnapshot.read(file())));
    }
  }

  @Test
  void handsOverOnlyWhatAReaderDoesNotHave() {
    try (RingLog log = open()) {
      for (int i = 0; i < 10; i++) {
        log.append(entry("a"));
      }
      List<Long> later = new ArrayList<>();
      log.snapshot().forEachAfter(7, r -> later.add(r.seq().getAsLong()));
      assertEquals(List.of(8L, 9L, 10L), later);
      log.snapshot().forEachAfter(10, r -> later.add(r.seq().getAsLong()));
      log.snapshot().forEachAfter(Long.MAX_VALUE, r -> later.add(r.seq().getAsLong()));
      assertEquals(3, later.size());
    }
  }

  @Test
  void cutsAMegabyteOfMessageAtAWholeCharacter() {
    try (RingLog log = open()) {
      log.append(
          LogRecord.builder(LogEvent.EXIT)
              .task("🦊".repeat(2_000))
              .message("é".repeat(1_000_000))
              .appVersion("v".repeat(1_000))
              .build());
      LogRecord record = all(log.snapshot()).get(0);
      assertEquals("é".repeat(1_024), record.message().get());
      assertEquals("🦊".repeat(256), record.task().get());
      assertEquals("v".repeat(64), record.appVersion().get());
    }
  }

  @Test
  void keepsNamesWithNewlinesQuotesEmojiAndHalfCharacters() {
    String odd = "a\n\"b\"\\ \u0007\u009b[31m 🦊 日本 \u2028";
    try (RingLog log = open()) {
      log.append(entry(odd));
      log.append(entry("half \ud83e then \udd8a"));
      List<LogRecord> records = all(log.snapshot());
      assertEquals(odd, records.get(0).task().get());
      assertEquals("half ? then ?", records.get(1).task().get());
      String line = records.get(0).toString();
      assertTrue(
          line.contains("\"task\":\"a\\n\\\"b\\\"\\\\ \\u0007\\u009b[31m 🦊 日本 \\u2028\""), line);
      assertFalse(line.contains("\n"));
    }
  }

  @Test
  void writesAnExitRecordAsTheJsonContractSays() {
    try (RingLog log = open()) {
      log.append(entry("sync"));
      log.append(
          LogRecord.builder(LogEvent.EXIT)
              .task("sync")
              .run(1)
              .trigger(Trigger.TEST)
              .outcome(Outcome.SUCCESS)
              .attempt(1)
              .wallTime(NOW)
              .elapsedMs(9)
              .durationMs(812)
              .bootCount(7)
              .stopReason(7)
              .standbyBucket(40)
              .power(LogRecord.POWER_KNOWN | LogRecord.POWER_CHARGING | LogRecord.POWER_SAVE_MODE)
              .build());
      assertEquals(
          "{\"seq\":2,\"run\":1,\"task\":\"sync\",\"event\":\"exit\",\"trigger\":\"test\","
              + "\"attempt\":1,\"wallTime\":1767225600000,\"elapsedMs\":9,\"bootCount\":7,"
              + "\"outcome\":\"success\",\"durationMs\":812,\"stopReason\":7,"
              + "\"stopReasonText\":\"CONSTRAINT_CONNECTIVITY\",\"standbyBucket\":\"RARE\","
              + "\"power\":[\"CHARGING\",\"POWER_SAVE_MODE\"]}",
          all(log.snapshot()).get(1).toString());
    }
  }

  @Test
  void ordersRecordsBySequenceWhateverTheClockDoes() {
    try (RingLog log = open()) {
      for (long wall : new long[] {NOW, NOW - 86_400_000, 0, Long.MAX_VALUE, -5}) {
        log.append(LogRecord.builder(LogEvent.ENTRY).wallTime(wall).elapsedMs(-wall).build());
      }
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), seqs(log.snapshot()));
      assertEquals(Long.MAX_VALUE, all(log.snapshot()).get(3).wallTime());
    }
  }

  @Test
  void aSecondWriterKeepsItsRecordsInMemoryAndLeavesTheFileAlone() throws Exception {
    try (RingLog first = open();
        RingLog second = open()) {
      assertEquals(LogOrigin.Kind.IN_MEMORY, second.origin().kind());
      assertTrue(second.origin().reason().contains("another writer"), second.origin().reason());
      first.append(entry("first"));
      second.append(entry("second"));
      assertEquals("second", all(second.snapshot()).get(0).task().get());
      assertEquals("first", all(LogSnapshot.read(file())).get(0).task().get());
    }
    try (RingLog third = open()) {
      assertEquals(LogOrigin.Kind.CONTINUED, third.origin().kind());
    }
  }

  @Test
  void clearingGivesAnotherLogAndTellsReaders() throws Exception {
    try (RingLog log = open()) {
      log.append(entry("a"));
      long before = log.snapshot().logId();
      log.clear(NOW);
      assertEquals(0, log.snapshot().size());
      assertNotEquals(before, log.snapshot().logId());
      assertEquals(1, log.append(entry("b")));
      assertEquals("b", all(LogSnapshot.read(file())).get(0).task().get());
      assertEquals(LogOrigin.Kind.CLEARED, log.origin().kind());
    }
  }

  @Test
  void movesIntoARingOfAnotherSizeWithTheNewestRecords() {
    try (RingLog log = open()) {
      for (int i = 0; i < 60; i++) {
        log.append(entry("a"));
      }
    }
    try (RingLog larger = RingLog.open(file(), 4 * CAPACITY, NOW)) {
      assertEquals(LogOrigin.Kind.REPAIRED, larger.origin().kind());
      assertEquals(60, larger.snapshot().size());
      assertEquals(61, larger.append(entry("b")));
    }
    try (RingLog smaller = RingLog.open(file(), 1, NOW)) {
      LogSnapshot kept = smaller.snapshot();
      assertEquals(RingLog.MIN_CAPACITY, kept.capacity());
      assertEquals(61, kept.lastSeq());
      assertTrue(kept.size() > 40, "kept " + kept.size());
    }
  }

  @Test
  void readersOfTheFileSeeEveryRecordOnceAndInOrderWhileItIsWritten() throws Exception {
    int records = 20_000;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    // Room for all of them: a number that is missing once cannot have been overwritten.
    try (RingLog log = RingLog.open(file(), 4 * 1024 * 1024, NOW)) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(
            threads.submit(
                () -> {
                  long last = 0;
                  while (last < records) {
                    for (long seq : seqs(LogSnapshot.read(file()), last)) {
                      assertEquals(last + 1, seq);
                      last = seq;
                    }
                  }
                  return last;
                }));
      }
      for (int i = 1; i <= records; i++) {
        log.append(entry(Integer.toString(i)));
      }
      for (Future<Long> reader : readers) {
        assertEquals(records, reader.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readersOfTheFileNeverSeeARecordThatWasNotWritten() throws Exception {
    int records = 100_000;
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (RingLog log = open()) {
      Future<Long> reader =
          threads.submit(
              () -> {
                long last = 0;
                while (last < records) {
                  for (LogRecord record : all(LogSnapshot.read(file()))) {
                    assertEquals(Long.toString(record.seq), record.task);
                    last = Math.max(last, record.seq);
                  }
                }
                return last;
              });
      for (int i = 1; i <= records; i++) {
        log.append(entry(Integer.toString(i)));
      }
      assertEquals(records, reader.get());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusesToAppendOnceClosed() {
    RingLog log = open();
    log.close();
    assertThrows(IllegalStateException.class, () -> log.append(entry("a")));
    assertThrows(IllegalStateException.class, log::snapshot);
    log.close();
  }

  @Test
  void noticesAFileThatWasCutOrDeletedInUse() throws Exception {
    try (RingLog log = open()) {
      assertTrue(log.isIntact());
      Files.delete(file().toPath());
      assertFalse(log.isIntact());
    }
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.CREATED, log.origin().kind());
    }
  }
}
