package io.github.jobdoctor.agentlog;

import static io.github.jobdoctor.agentlog.Line.entry;
import static io.github.jobdoctor.agentlog.Line.exit;
import static io.github.jobdoctor.agentlog.Line.head;
import static io.github.jobdoctor.agentlog.Line.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run")
class LogRunsTest {

  private final List<LogRun> told = new ArrayList<>();

  private List<String> runs(Object... lines) throws Exception {
    LogRuns runs = new LogRuns(told::add);
    Line.tell(runs, lines);
    runs.finish();
    return told.stream().map(run -> run.id() + " " + run.ending().word()).toList();
  }

  @Test
  @DisplayName("that succeeded says what it was, when, and how long it took")
  void success() throws Exception {
    assertEquals(
        List.of("1 success"),
        runs(head(2), entry(1, "sync"), exit(2, 1, "success").with("message", "3 items")));
    LogRun run = told.get(0);
    assertEquals(Optional.of("sync"), run.task());
    assertEquals(Optional.of("schedule"), run.trigger());
    assertEquals(OptionalInt.of(1), run.attempt());
    assertEquals(OptionalLong.of(Line.WALL + 1000), run.startWallTime());
    assertEquals(OptionalLong.of(500), run.durationMs());
    assertEquals(Optional.of("3 items"), run.message());
    assertEquals(Optional.empty(), run.stopReason());
  }

  @Test
  @DisplayName("that was told to stop and failed says both, and why")
  void expired() throws Exception {
    assertEquals(
        List.of("1 failed"),
        runs(
            head(3),
            entry(1, "sync"),
            record(2, "expired").with("run", 1).with("stopReason", 77),
            exit(3, 1, "failed")));
    assertEquals(2, told.get(0).expired().orElseThrow().seq());
    assertEquals(Optional.of("77"), told.get(0).stopReason());
  }

  @Test
  @DisplayName("has the stop reason of its end before that of its expiry")
  void stopReason() throws Exception {
    runs(
        head(3),
        entry(1, "sync"),
        record(2, "expired").with("run", 1).with("stopReason", 3).with("stopReasonText", "TIMEOUT"),
        exit(3, 1, "failed").with("stopReason", 10).with("stopReasonText", "QUOTA"));
    assertEquals(Optional.of("QUOTA"), told.get(0).stopReason());
  }

  @Test
  @DisplayName("that the agent reports as died, died")
  void reported() throws Exception {
    assertEquals(
        List.of("1 died"),
        runs(
            head(3),
            entry(1, "sync"),
            record(2, "died").with("run", 1).with("pid", 11).with("message", "LOW_MEMORY"),
            record(3, "process-start").with("pid", 11)));
    assertEquals(Optional.of("LOW_MEMORY"), told.get(0).message());
    assertEquals(OptionalLong.empty(), told.get(0).durationMs());
  }

  @Test
  @DisplayName("died when another process goes on and nothing is missing in between")
  void otherProcess() throws Exception {
    assertEquals(
        List.of("1 died", "3 running"),
        runs(
            head(3),
            entry(1, "sync"),
            record(2, "process-start").with("pid", 11),
            entry(3, "sync").with("pid", 11)));
    assertEquals(Optional.empty(), told.get(0).end());
  }

  @Test
  @DisplayName("is told as died before the next worker does anything")
  void toldEarly() throws Exception {
    LogRuns runs = new LogRuns(told::add);
    Line.tell(
        runs,
        head(3),
        entry(1, "sync"),
        record(2, "process-start").with("pid", 11),
        record(3, "worker-start").with("pid", 11));
    assertEquals(LogRun.Ending.DIED, told.get(0).ending());
  }

  @Test
  @DisplayName("died when a process of the same id goes on after a boot")
  void samePidAfterBoot() throws Exception {
    assertEquals(
        List.of("1 died"),
        runs(head(2), entry(1, "sync"), record(2, "process-start").with("bootCount", 2)));
  }

  @Test
  @DisplayName("died when the elapsed time fell, where boots are not counted")
  void elapsedFell() throws Exception {
    assertEquals(
        List.of("1 died"),
        runs(
            head(2),
            entry(1, "sync").without("bootCount").without("pid"),
            record(2, "process-start").without("bootCount").with("elapsedMs", 20_000)));
  }

  @Test
  @DisplayName("died also when a record of no known process stands in between")
  void unknownProcessBetween() throws Exception {
    assertEquals(
        List.of("1 died"),
        runs(
            head(3),
            entry(1, "sync"),
            record(2, "log").without("pid"),
            record(3, "process-start").with("pid", 11)));
  }

  @Test
  @DisplayName("may still be running when its process wrote last")
  void running() throws Exception {
    assertEquals(List.of("1 running"), runs(head(2), entry(1, "sync"), record(2, "log")));
    assertEquals(OptionalLong.empty(), told.get(0).durationMs());
  }

  @Test
  @DisplayName("ended nobody knows how when records are missing since")
  void gap() throws Exception {
    assertEquals(
        List.of("1 unknown"),
        runs(head(3), entry(1, "sync"), record(3, "process-start").with("pid", 11)));
    told.clear();
    assertEquals(List.of("1 unknown"), runs(head(3), entry(1, "sync"), record(2, "log")));
  }

  @Test
  @DisplayName("that begins after a gap does not suffer from it")
  void gapBefore() throws Exception {
    assertEquals(
        List.of("5 died"),
        runs(
            head("aa", 0, 3, 6),
            record(3, "log"),
            entry(5, "sync"),
            record(6, "process-start").with("pid", 11)));
  }

  @Test
  @DisplayName("whose end has a new word ended nobody knows how")
  void newWord() throws Exception {
    assertEquals(List.of("1 unknown"), runs(head(2), entry(1, "sync"), exit(2, 1, "postponed")));
  }

  @Test
  @DisplayName("whose entry was overwritten still has its end, its expiry and its beginning")
  void entryOverwritten() throws Exception {
    assertEquals(
        List.of("7 failed"),
        runs(
            head("aa", 0, 8, 9),
            record(8, "expired").with("run", 7).with("stopReasonText", "TIMEOUT"),
            exit(9, 7, "failed")));
    LogRun run = told.get(0);
    assertEquals(Optional.empty(), run.entry());
    assertTrue(run.expired().isPresent());
    assertEquals(Optional.of("TIMEOUT"), run.stopReason());
    assertEquals(OptionalLong.of(Line.WALL + 9000 - 500), run.startWallTime());
  }

  @Test
  @DisplayName("of which only the expiry is left is told all the same")
  void onlyExpired() throws Exception {
    assertEquals(
        List.of("7 running"),
        runs(head("aa", 0, 8, 8), record(8, "expired").with("run", 7).with("task", "sync")));
    assertEquals(Optional.of("sync"), told.get(0).task());
    assertEquals(OptionalLong.empty(), told.get(0).startWallTime());
  }

  @Test
  @DisplayName("is not taken for another that goes on at the same time")
  void twoAtOnce() throws Exception {
    assertEquals(
        List.of("1 failed", "2 success"),
        runs(head(4), entry(1, "a"), entry(2, "b"), exit(3, 1, "failed"), exit(4, 2, "success")));
    assertEquals(Optional.of("a"), told.get(0).task());
    assertEquals(Optional.of("b"), told.get(1).task());
  }

  @Test
  @DisplayName("is told once, also when it ends twice")
  void endsTwice() throws Exception {
    assertEquals(
        List.of("1 success"),
        runs(
            head(4),
            entry(1, "sync"),
            exit(2, 1, "success"),
            exit(3, 1, "failed"),
            record(4, "died").with("run", 1)));
  }

  @Test
  @DisplayName("is not made of an exit that belongs to none, or to a record that is no entry")
  void exitWithoutRun() throws Exception {
    assertEquals(
        List.of(),
        runs(
            head(3),
            record(1, "log"),
            exit(2, 1, "success").without("run"),
            exit(3, 1, "success")));
  }

  @Test
  @DisplayName("whose number is taken by another entry is not lost")
  void sameNumber() throws Exception {
    assertEquals(
        List.of("1 unknown", "1 success"),
        runs(head(3), entry(1, "a"), entry(2, "b").with("run", 1), exit(3, 1, "success")));
  }

  @Test
  @DisplayName("has the number of its entry also when that does not say it")
  void entryWithoutRun() throws Exception {
    assertEquals(
        List.of("1 success"), runs(head(2), entry(1, "a").without("run"), exit(2, 1, "success")));
  }

  @Test
  @DisplayName("of a log that began anew ended nobody knows how, unless its death was certain")
  void logAnew() throws Exception {
    assertEquals(
        List.of("1 died", "3 unknown", "1 running"),
        runs(
            head("aa", 0, 1, 3),
            entry(1, "sync"),
            record(2, "process-start").with("pid", 11),
            entry(3, "sync").with("pid", 11),
            head("bb", 0, 1, 1),
            entry(1, "sync").with("pid", 12)));
  }

  @Test
  @DisplayName("that never ends costs no memory for good: of a million each is told once")
  void manyWithoutExit() {
    long[] count = new long[1];
    LogRuns runs = new LogRuns(run -> count[0]++);
    LogRecord[] one = new LogRecord[1];
    LogListener keep =
        new LogListener() {
          @Override
          public void record(LogRecord record) {
            one[0] = record;
          }
        };
    assertEquals(1, tellOne(keep));
    int all = 1_000_000;
    for (int seq = 1; seq <= all; seq++) {
      runs.record(numbered(one[0], seq));
    }
    long toldEarly = count[0];
    assertTrue(toldEarly > all - 20_000, "only " + toldEarly + " were given up");
    runs.finish();
    assertEquals(all, count[0]);
  }

  private static int tellOne(LogListener listener) {
    try {
      Line.tell(listener, entry(1, "sync"));
      return 1;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static LogRecord numbered(LogRecord like, long seq) {
    return new LogRecord(
        seq,
        OptionalLong.of(seq),
        like.task(),
        like.event(),
        like.trigger(),
        like.attempt(),
        like.wallTime(),
        like.elapsedMs(),
        like.bootCount(),
        like.outcome(),
        like.durationMs(),
        like.stopReason(),
        like.stopReasonText(),
        like.message(),
        like.pid(),
        like.appVersion(),
        like.standbyBucket(),
        like.power());
  }

  @Test
  @DisplayName("that was given up is not told again when it ends after all")
  void givenUpAndEnded() throws Exception {
    List<Object> lines = new ArrayList<>();
    lines.add(head(20_001));
    for (int seq = 1; seq <= 20_000; seq++) {
      lines.add(entry(seq, "sync"));
    }
    lines.add(exit(20_001, 1, "success"));
    assertEquals(20_000, runs(lines.toArray()).size());
    assertEquals(20_000, told.stream().mapToLong(LogRun::id).distinct().count());
  }
}
