package io.github.jobdoctor.agentlog;

import static io.github.jobdoctor.agentlog.Line.head;
import static io.github.jobdoctor.agentlog.Line.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of the clock")
class ClockChangeTest {

  private static List<String> changes(Object... lines) throws Exception {
    List<String> changes = new ArrayList<>();
    LogListener watch =
        ClockChange.watch(
            change ->
                changes.add(
                    change.record().seq() + " " + change.kind() + " " + change.by().toMillis()));
    Line.tell(watch, lines);
    return changes;
  }

  private static Line set(long seq, long jumpMs) {
    return record(seq, "log").with("wallTime", Line.WALL + seq * 1000 + jumpMs);
  }

  @Test
  @DisplayName("is none while both clocks go on, sleep and small corrections included")
  void none() throws Exception {
    assertEquals(
        List.of(),
        changes(
            head(4), record(1, "log"), set(2, 4_900), set(3, 0), record(4, "log").at(1_000_000)));
  }

  @Test
  @DisplayName("is a boot when the count of boots is another, however long the device was up")
  void boot() throws Exception {
    assertEquals(
        List.of("2 BOOT 0"),
        changes(head(2), record(1, "log"), record(2, "log").at(5_000).with("bootCount", 2)));
  }

  @Test
  @DisplayName("is a boot when the elapsed time fell, with or without a count")
  void elapsedFell() throws Exception {
    assertEquals(
        List.of("2 BOOT 0"),
        changes(
            head(2),
            record(1, "log").without("bootCount"),
            record(2, "log").without("bootCount").with("elapsedMs", 30_000)));
    assertEquals(
        List.of("2 BOOT 0"),
        changes(head(2), record(1, "log"), record(2, "log").with("elapsedMs", 30_000)));
  }

  @Test
  @DisplayName("is none when two threads wrote in another order than they looked at the clock")
  void order() throws Exception {
    assertEquals(List.of(), changes(head(2), record(1, "log").at(10), record(2, "log").at(9)));
  }

  @Test
  @DisplayName("is a jump forward or back by so much")
  void jumps() throws Exception {
    assertEquals(
        List.of("2 CLOCK_SET 3600000", "3 CLOCK_SET -7200000"),
        changes(head(3), record(1, "log"), set(2, 3_600_000), set(3, -3_600_000)));
  }

  @Test
  @DisplayName("is a jump where boots are not counted and the process is the same")
  void jumpInAProcess() throws Exception {
    assertEquals(
        List.of("2 CLOCK_SET 60000"),
        changes(
            head(2), record(1, "log").without("bootCount"), set(2, 60_000).without("bootCount")));
  }

  @Test
  @DisplayName("is not told where it may be a boot as well: forward, to another process, no counts")
  void cannotTell() throws Exception {
    assertEquals(
        List.of(),
        changes(
            head(2),
            record(1, "log").without("bootCount"),
            set(2, 60_000).without("bootCount").with("pid", 11)));
    assertEquals(
        List.of("2 CLOCK_SET -60000"),
        changes(
            head(2),
            record(1, "log").without("bootCount"),
            set(2, -60_000).without("bootCount").with("pid", 11)));
  }

  @Test
  @DisplayName("is none between two logs")
  void anotherLog() throws Exception {
    assertEquals(
        List.of(),
        changes(
            head(1), record(1, "log"), head("bb", 0, 1, 1), record(1, "log").with("bootCount", 9)));
  }

  @Test
  @DisplayName("is told once, at the first record after it, when others are missing")
  void gap() throws Exception {
    assertEquals(
        List.of("9 BOOT 0"),
        changes(head(9), record(1, "log"), record(9, "log").with("bootCount", 4)));
  }

  @Test
  @DisplayName("is measured also at the end of what numbers can be")
  void greatNumbers() throws Exception {
    long great = 1L << 53;
    assertEquals(
        List.of("2 CLOCK_SET " + 2 * great),
        changes(
            head(2),
            record(1, "log").with("wallTime", -great).with("elapsedMs", 0),
            record(2, "log").with("wallTime", great).with("elapsedMs", 0)));
  }
}
