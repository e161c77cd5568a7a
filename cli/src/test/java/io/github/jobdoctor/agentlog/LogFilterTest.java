package io.github.jobdoctor.agentlog;

import static io.github.jobdoctor.agentlog.Line.entry;
import static io.github.jobdoctor.agentlog.Line.exit;
import static io.github.jobdoctor.agentlog.Line.head;
import static io.github.jobdoctor.agentlog.Line.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A filter")
class LogFilterTest {

  private static final Object[] LOG = {
    head(9),
    record(1, "process-start"),
    entry(2, "sync"),
    exit(3, 2, "success"),
    entry(4, "upload"),
    record(5, "expired").with("run", 4).with("task", "upload"),
    exit(6, 4, "failed").with("task", "upload"),
    record(7, "skipped").with("task", "sync"),
    entry(8, "sync"),
    record(9, "log"),
  };

  private static LogFilter filter(Set<String> tasks, Set<String> outcomes) {
    return new LogFilter(tasks, OptionalLong.empty(), OptionalLong.empty(), outcomes);
  }

  private static List<Long> records(LogFilter filter) throws Exception {
    Heard heard = new Heard();
    Line.tell(heard, LOG);
    return heard.records.stream().filter(filter::wants).map(LogRecord::seq).toList();
  }

  private static List<Long> runs(LogFilter filter) throws Exception {
    List<LogRun> told = new ArrayList<>();
    LogRuns runs = new LogRuns(told::add);
    Line.tell(runs, LOG);
    runs.finish();
    return told.stream().filter(filter::wants).map(LogRun::id).toList();
  }

  @Test
  @DisplayName("that asks for nothing wants all")
  void all() throws Exception {
    assertEquals(9, records(LogFilter.ALL).size());
    assertEquals(List.of(2L, 4L, 8L), runs(LogFilter.ALL));
  }

  @Test
  @DisplayName("by task leaves out what is about another or none")
  void byTask() throws Exception {
    assertEquals(List.of(2L, 3L, 7L, 8L), records(filter(Set.of("sync"), Set.of())));
    assertEquals(List.of(2L, 8L), runs(filter(Set.of("sync"), Set.of())));
  }

  @Test
  @DisplayName("by time takes the first moment and leaves out the last")
  void byTime() throws Exception {
    LogFilter filter =
        new LogFilter(
            Set.of(),
            OptionalLong.of(Line.WALL + 4_000),
            OptionalLong.of(Line.WALL + 8_000),
            Set.of());
    assertEquals(List.of(4L, 5L, 6L, 7L), records(filter));
    assertEquals(List.of(4L), runs(filter));
  }

  @Test
  @DisplayName("by outcome takes the records and the runs that had it, and no open ones")
  void byOutcome() throws Exception {
    assertEquals(List.of(3L), records(filter(Set.of(), Set.of("success"))));
    assertEquals(List.of(2L), runs(filter(Set.of(), Set.of("success"))));
    assertEquals(List.of(5L, 6L), records(filter(Set.of(), Set.of("expired", "failed"))));
    assertEquals(List.of(4L), runs(filter(Set.of(), Set.of("expired"))));
    assertEquals(List.of(4L), runs(filter(Set.of(), Set.of("failed"))));
    assertEquals(List.of(7L), records(filter(Set.of(), Set.of("skipped"))));
    assertEquals(List.of(), runs(filter(Set.of(), Set.of("skipped", "died"))));
  }

  @Test
  @DisplayName("by time keeps a run of which nobody knows when it began")
  void unknownBeginning() throws Exception {
    List<LogRun> told = new ArrayList<>();
    LogRuns runs = new LogRuns(told::add);
    Line.tell(runs, head("aa", 0, 2, 2), record(2, "died").with("run", 1).with("task", "sync"));
    LogFilter past =
        new LogFilter(Set.of(), OptionalLong.empty(), OptionalLong.of(0), Set.of("died"));
    assertEquals(List.of(true), told.stream().map(past::wants).toList());
  }
}
