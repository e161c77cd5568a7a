package io.github.jobdoctor.agentlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.agentlog.WorkerTrace.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a log tells of the worker since a moment")
class WorkerTraceTest {

  /** Between the second and the third record. */
  private static final long MOMENT = Line.ELAPSED + 2_500;

  @Test
  @DisplayName("is that it ran, when it started and ended and its tasks succeeded")
  void ran() throws Exception {
    WorkerTrace.Told told =
        toldAfterOthers(
            head(6), start(3), Line.entry(4, "sync"), Line.exit(5, 4, "success"), end(6));
    assertEquals(Verdict.SUCCEEDED, told.verdict());
    assertEquals(
        List.of("worker-start", "entry", "exit", "worker-end"),
        told.records().stream().map(LogRecord::event).toList());
  }

  @Test
  @DisplayName("is that it ran, also when no task was registered")
  void ranNothing() throws Exception {
    assertEquals(Verdict.SUCCEEDED, verdictAfterOthers(head(4), start(3), end(4)));
  }

  @Test
  @DisplayName("names the tasks that it left out")
  void leftOut() throws Exception {
    WorkerTrace.Told told = toldAfterOthers(head(5), start(3), scheduled(4, "skipped"), end(5));
    assertEquals(Verdict.SUCCEEDED, told.verdict());
    assertEquals(1, told.leftOut().size());
  }

  @Test
  @DisplayName("is that it failed, when one task of several did")
  void oneFailed() throws Exception {
    assertEquals(
        Verdict.FAILED,
        verdictAfterOthers(
            head(8),
            start(3),
            Line.entry(4, "sync"),
            Line.entry(5, "other"),
            Line.exit(6, 4, "failed"),
            Line.exit(7, 5, "success"),
            end(8)));
  }

  @Test
  @DisplayName("is that it failed, when its process died and the next one says so")
  void died() throws Exception {
    assertEquals(
        Verdict.FAILED,
        verdictAfterOthers(
            head(5), start(3), Line.entry(4, "sync"), Line.record(5, "died").with("run", 4)));
  }

  @Test
  @DisplayName("is that it failed, when it ended without its turn")
  void noTurn() throws Exception {
    assertEquals(
        Verdict.FAILED,
        verdictAfterOthers(head(4), start(3), end(4).with("message", LogWords.NO_TURN)));
  }

  @Test
  @DisplayName("is of the first run, whatever the next one does")
  void theFirstRun() throws Exception {
    assertEquals(
        Verdict.SUCCEEDED,
        verdictAfterOthers(
            head(8),
            start(3),
            end(4),
            start(5),
            Line.entry(6, "sync"),
            Line.exit(7, 6, "failed"),
            end(8)));
  }

  @Test
  @DisplayName("is that it did not run, when the whole log has nothing of it")
  void notRun() throws Exception {
    assertEquals(Verdict.NOT_RUN, verdict(head(3), start(1), end(2), Line.record(3, "log")));
    assertEquals(Verdict.NOT_RUN, verdict(head(2), start(1), end(2)));
  }

  @Test
  @DisplayName("is nothing while the worker has not ended")
  void noEnd() throws Exception {
    assertEquals(Verdict.UNKNOWN, verdictAfterOthers(head(4), start(3), Line.entry(4, "sync")));
    assertEquals(
        Verdict.UNKNOWN, verdictAfterOthers(head(5), start(3), Line.entry(4, "sync"), end(5)));
  }

  @Test
  @DisplayName("is nothing when records of that time are missing")
  void gap() throws Exception {
    assertEquals(Verdict.UNKNOWN, verdict(head(5), start(1), end(2), Line.record(5, "log")));
    assertEquals(
        Verdict.UNKNOWN, verdictAfterOthers(head(6), start(3), end(4), Line.record(6, "log")));
    assertEquals(Verdict.UNKNOWN, verdict(head(9), start(1), end(2)));
  }

  @Test
  @DisplayName("does not suffer from records that went missing before")
  void gapBefore() throws Exception {
    Line overwritten = timed(Line.head("aa", 0, 2, 4));
    assertEquals(Verdict.SUCCEEDED, verdict(overwritten, Line.record(2, "log"), start(3), end(4)));
  }

  @Test
  @DisplayName("is nothing when the log was cleared since, or does not say when it was made")
  void cleared() throws Exception {
    Line made = head(1).with("created", Line.WALL + 2_600);
    assertEquals(Verdict.UNKNOWN, verdict(made, Line.record(1, "log").at(3)));
    assertEquals(Verdict.UNKNOWN, verdict(head(1).without("created"), Line.record(1, "log").at(1)));
  }

  @Test
  @DisplayName("leaves out an earlier boot, whose elapsed times may be higher")
  void earlierBoot() throws Exception {
    Line before = Line.record(1, "worker-start").with("trigger", "schedule").at(900_000);
    Line beforeEnd = Line.record(2, "worker-end").with("trigger", "schedule").at(900_001);
    Line now = Line.record(3, "process-start").at(1).with("bootCount", 2);
    assertEquals(Verdict.NOT_RUN, verdict(head(3), before, beforeEnd, now));
  }

  @Test
  @DisplayName("is nothing when a record may be of an earlier boot, or the device was booted since")
  void clocks() throws Exception {
    Line yesterday = start(3).with("wallTime", Line.WALL - 86_400_000);
    assertEquals(Verdict.UNKNOWN, verdictAfterOthers(head(4), yesterday, end(4)));
    Line booted = head(2).with("elapsedMs", MOMENT - 1);
    assertEquals(Verdict.UNKNOWN, verdict(booted, start(1), end(2)));
    assertEquals(
        Verdict.UNKNOWN, verdictAfterOthers(head(4).without("elapsedMs"), start(3), end(4)));
  }

  @Test
  @DisplayName("is nothing when tasks were triggered meanwhile: that is the same worker")
  void triggered() throws Exception {
    Line test = Line.record(3, "worker-start").with("trigger", "test");
    assertEquals(Verdict.UNKNOWN, verdictAfterOthers(head(3), test));
    assertEquals(Verdict.UNKNOWN, verdictAfterOthers(head(5), test, start(4), end(5)));
  }

  private static Verdict verdict(Object... lines) throws Exception {
    return told(lines).verdict();
  }

  private static Verdict verdictAfterOthers(Line head, Object... lines) throws Exception {
    return toldAfterOthers(head, lines).verdict();
  }

  private static WorkerTrace.Told told(Object... lines) throws Exception {
    WorkerTrace trace = new WorkerTrace(MOMENT);
    Line.tell(trace, lines);
    return trace.told();
  }

  /** The same after two records of before the moment. */
  private static WorkerTrace.Told toldAfterOthers(Line head, Object... lines) throws Exception {
    List<Object> all = new ArrayList<>(List.of(head, Line.record(1, "log"), Line.record(2, "log")));
    all.addAll(List.of(lines));
    return told(all.toArray());
  }

  private static Line head(long last) {
    return timed(Line.head("aa", 0, 1, last));
  }

  /** The head was written a minute after the beginning. */
  private static Line timed(Line head) {
    return head.with("created", Line.WALL).at(60);
  }

  private static Line start(long seq) {
    return scheduled(seq, "worker-start");
  }

  private static Line end(long seq) {
    return scheduled(seq, "worker-end");
  }

  private static Line scheduled(long seq, String event) {
    return Line.record(seq, event).with("trigger", "schedule");
  }
}
