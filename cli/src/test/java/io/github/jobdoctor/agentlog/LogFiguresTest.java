package io.github.jobdoctor.agentlog;

import static io.github.jobdoctor.agentlog.Line.entry;
import static io.github.jobdoctor.agentlog.Line.exit;
import static io.github.jobdoctor.agentlog.Line.head;
import static io.github.jobdoctor.agentlog.Line.record;
import static io.github.jobdoctor.agentlog.Line.registered;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The figures of a log")
class LogFiguresTest {

  private static final long HOUR = 3_600;
  private static final Duration NOT_LATE = Duration.ZERO;

  private static LogFigures figures(Optional<Duration> given, LogFilter filter, Object... lines)
      throws Exception {
    LogFigures figures = new LogFigures(given, filter);
    Line.tell(figures, lines);
    figures.finish();
    return figures;
  }

  private static LogFigures figures(Object... lines) throws Exception {
    return figures(Optional.empty(), LogFilter.ALL, lines);
  }

  private static TaskFigures task(LogFigures figures, String name) {
    return figures.tasks().stream()
        .filter(task -> task.task().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("count runs by their end, and rate those whose end is known")
  void rates() throws Exception {
    LogFigures figures =
        figures(
            head(12),
            entry(1, "sync"),
            exit(2, 1, "success"),
            entry(3, "sync"),
            exit(4, 3, "failed").with("durationMs", 1_000).with("stopReasonText", "QUOTA"),
            entry(5, "sync"),
            record(6, "died").with("run", 5).with("task", "sync").with("pid", 11),
            entry(7, "sync").with("pid", 11),
            exit(8, 7, "success").with("durationMs", 300).with("pid", 11),
            record(9, "skipped").with("task", "sync").with("pid", 11),
            record(10, "undefined").with("task", "sync").with("pid", 11),
            entry(11, "sync").with("pid", 11),
            record(12, "expired").with("run", 11).with("task", "sync").with("pid", 11));
    TaskFigures sync = task(figures, "sync");
    assertEquals(1, figures.tasks().size());
    assertEquals(5, sync.runs());
    assertEquals(2, sync.runs(LogRun.Ending.SUCCESS));
    assertEquals(1, sync.runs(LogRun.Ending.FAILED));
    assertEquals(1, sync.runs(LogRun.Ending.DIED));
    assertEquals(1, sync.runs(LogRun.Ending.RUNNING));
    assertEquals(OptionalDouble.of(0.5), sync.successRate());
    assertEquals(3, sync.durations().count());
    assertEquals(Optional.of(Duration.ofMillis(600)), sync.durations().mean());
    assertEquals(Optional.of(Duration.ofSeconds(1)), sync.durations().greatest());
    assertEquals(1, sync.expired());
    assertEquals(1, sync.skipped());
    assertEquals(1, sync.undefined());
    assertEquals(Map.of("QUOTA", 1L), sync.stopReasons());
    assertEquals(5, sync.lastDied().orElseThrow().id());
    assertEquals(OptionalLong.of(Line.WALL + 1_000), figures.firstWallTime());
    assertEquals(OptionalLong.of(Line.WALL + 12_000), figures.lastWallTime());
    assertEquals(0, figures.missing());
  }

  @Test
  @DisplayName("of a log that has nothing say nothing")
  void nothing() throws Exception {
    LogFigures figures = figures(head("aa", 0, 0, 0));
    assertEquals(List.of(), List.copyOf(figures.tasks()));
    assertEquals(OptionalLong.empty(), figures.firstWallTime());
    assertEquals(Optional.empty(), figures.interval());
    TaskFigures none = new TaskFigures("none");
    assertEquals(OptionalDouble.empty(), none.successRate());
    assertEquals(Optional.empty(), none.durations().mean());
    assertEquals(Optional.empty(), none.durations().greatest());
    assertEquals(Optional.empty(), none.lateness().greatest());
  }

  @Test
  @DisplayName("count what is missing, in front, in the middle and at the end")
  void missing() throws Exception {
    assertEquals(5, figures(head("aa", 0, 3, 8), record(3, "log"), record(6, "log")).missing() - 1);
  }

  @Test
  @DisplayName("do not overflow")
  void overflow() throws Exception {
    long great = 1L << 53;
    List<Object> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add(head("log" + i, 0, great, great));
      lines.add(exit(great, 1, "success").at(i).with("durationMs", great));
    }
    LogFigures figures = figures(lines.toArray());
    assertEquals(Long.MAX_VALUE, figures.missing());
    assertEquals(Optional.of(Duration.ofMillis(great)), task(figures, "sync").durations().mean());
  }

  @Test
  @DisplayName("have one entry for all tasks beyond ten thousand")
  void manyTasks() throws Exception {
    List<Object> lines = new ArrayList<>();
    lines.add(head(10_100));
    for (int seq = 1; seq <= 10_100; seq++) {
      lines.add(record(seq, "skipped").with("task", "t" + seq));
    }
    LogFigures figures = figures(lines.toArray());
    assertEquals(10_001, figures.tasks().size());
    assertEquals(100, task(figures, "(others)").skipped());
  }

  @Test
  @DisplayName("count process starts by what woke the process")
  void processStarts() throws Exception {
    LogFigures figures =
        figures(
            head(4),
            record(1, "process-start").with("message", "schedule"),
            record(2, "process-start").with("message", "app"),
            record(3, "process-start").with("message", "schedule"),
            record(4, "process-start"));
    assertEquals(Map.of("schedule", 2L, "app", 1L, "unknown", 1L), figures.processStarts());
    assertEquals(
        List.of("schedule", "app", "unknown"), List.copyOf(figures.processStarts().keySet()));
  }

  @Test
  @DisplayName("leave out what a filter does not want, but not for its outcomes")
  void filtered() throws Exception {
    Object[] log = {
      head(6),
      record(1, "process-start"),
      entry(2, "sync"),
      exit(3, 2, "success"),
      entry(4, "other"),
      exit(5, 4, "failed").with("task", "other"),
      record(6, "skipped").with("task", "other"),
    };
    LogFigures byTask =
        figures(
            Optional.empty(),
            new LogFilter(
                Set.of("sync"), OptionalLong.empty(), OptionalLong.empty(), Set.of("failed")),
            log);
    assertEquals(1, byTask.tasks().size());
    assertEquals(1, task(byTask, "sync").runs(LogRun.Ending.SUCCESS));
    assertEquals(Map.of(), byTask.processStarts());
    LogFigures byTime =
        figures(
            Optional.empty(),
            new LogFilter(
                Set.of(), OptionalLong.of(Line.WALL + 4_000), OptionalLong.empty(), Set.of()),
            log);
    assertEquals(1, byTime.tasks().size());
    assertEquals(1, task(byTime, "other").skipped());
  }

  @Nested
  @DisplayName("on lateness")
  class Lateness {

    private List<Object> log(Object... lines) {
      List<Object> log = new ArrayList<>();
      log.add(head(lines.length));
      log.addAll(List.of(lines));
      return log;
    }

    private TaskFigures.Spread lateness(Optional<Duration> given, List<Object> log)
        throws Exception {
      return task(figures(given, LogFilter.ALL, log.toArray()), "sync").lateness();
    }

    private void assertLateness(TaskFigures.Spread lateness, Duration... expected) {
      assertEquals(expected.length, lateness.count());
      Duration sum = Duration.ZERO;
      for (Duration each : expected) {
        sum = sum.plus(each);
      }
      assertEquals(
          expected.length == 0 ? Optional.empty() : Optional.of(sum.dividedBy(expected.length)),
          lateness.mean());
    }

    @Test
    @DisplayName("count from the run before, by the interval that the log says")
    void registeredInLog() throws Exception {
      assertLateness(
          lateness(
              Optional.of(Duration.ofMinutes(5)),
              log(
                  registered(1, 60),
                  entry(2, "sync").at(0),
                  entry(3, "sync").at(HOUR + 600),
                  entry(4, "sync").at(2 * HOUR))),
          Duration.ofMinutes(10),
          NOT_LATE);
    }

    @Test
    @DisplayName("take the interval that is given where the log says none")
    void given() throws Exception {
      List<Object> log = log(entry(1, "sync").at(0), entry(2, "sync").at(HOUR + 60));
      assertLateness(lateness(Optional.of(Duration.ofHours(1)), log), Duration.ofMinutes(1));
      assertLateness(lateness(Optional.empty(), log));
    }

    @Test
    @DisplayName("do not take the interval that is given for a time before it was registered")
    void givenButChanged() throws Exception {
      assertLateness(
          lateness(
              Optional.of(Duration.ofHours(1)),
              log(
                  entry(1, "sync").at(0),
                  entry(2, "sync").at(3 * HOUR),
                  registered(3, 60).at(3 * HOUR),
                  entry(4, "sync").at(4 * HOUR),
                  entry(5, "sync").at(5 * HOUR + 5))),
          Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("begin anew with another interval, but not when the same is registered again")
    void changed() throws Exception {
      assertLateness(
          lateness(
              Optional.empty(),
              log(
                  registered(1, 60),
                  entry(2, "sync").at(0),
                  registered(3, 60).at(10),
                  entry(4, "sync").at(HOUR + 60),
                  registered(5, 15).at(HOUR + 100),
                  entry(6, "sync").at(3 * HOUR),
                  entry(7, "sync").at(3 * HOUR + 15 * 60 + 30))),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("are not known after a task was unregistered, unless the interval is given")
    void unregistered() throws Exception {
      List<Object> log =
          log(
              registered(1, 60),
              record(2, "unregistered").with("task", "other"),
              entry(3, "sync").at(0),
              entry(4, "sync").at(HOUR + 7));
      assertLateness(lateness(Optional.empty(), log));
      assertLateness(lateness(Optional.of(Duration.ofHours(1)), log), Duration.ofSeconds(7));
    }

    @Test
    @DisplayName("do not reach over a gap, in which another interval may have been registered")
    void gap() throws Exception {
      List<Object> log =
          log(
              registered(1, 60),
              entry(2, "sync").at(0),
              entry(3, "sync").at(HOUR + 1),
              record(4, "log"),
              entry(5, "sync").at(5 * HOUR),
              entry(6, "sync").at(6 * HOUR + 3));
      log.remove(4);
      assertLateness(lateness(Optional.empty(), log), Duration.ofSeconds(1));
      assertLateness(
          lateness(Optional.of(Duration.ofHours(1)), log),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));
    }

    @Test
    @DisplayName("go by the clock of the wall over a boot")
    void boot() throws Exception {
      assertLateness(
          lateness(
              Optional.empty(),
              log(
                  registered(1, 60),
                  entry(2, "sync").at(0),
                  entry(3, "sync")
                      .at(HOUR + 120)
                      .with("elapsedMs", 30_000)
                      .with("bootCount", 2)
                      .with("pid", 10))),
          Duration.ofMinutes(2));
    }

    @Test
    @DisplayName("do not mind that somebody set the clock")
    void clockSet() throws Exception {
      assertLateness(
          lateness(
              Optional.empty(),
              log(
                  registered(1, 60),
                  entry(2, "sync").at(0),
                  entry(3, "sync").at(HOUR + 9).with("wallTime", Line.WALL + 99 * HOUR * 1000),
                  entry(4, "sync").at(2 * HOUR + 9).with("wallTime", 0))),
          Duration.ofSeconds(9),
          NOT_LATE);
    }

    @Test
    @DisplayName("are not known where it may have been a boot or the clock")
    void cannotTell() throws Exception {
      assertLateness(
          lateness(
              Optional.empty(),
              log(
                  registered(1, 60),
                  entry(2, "sync").at(0).without("bootCount"),
                  entry(3, "sync")
                      .at(HOUR + 9)
                      .without("bootCount")
                      .with("pid", 11)
                      .with("wallTime", Line.WALL + 99 * HOUR * 1000))));
    }

    @Test
    @DisplayName("are of scheduled first attempts only, and of each task by itself")
    void others() throws Exception {
      LogFigures figures =
          figures(
              log(
                      registered(1, 60),
                      entry(2, "sync").at(0),
                      entry(3, "sync").at(1_000).with("trigger", "test"),
                      entry(4, "other").at(1_500),
                      entry(5, "sync").at(2_000).with("attempt", 2),
                      entry(6, "sync").at(2_000 + HOUR + 4),
                      entry(7, "other").at(1_500 + HOUR + 2))
                  .toArray());
      assertLateness(task(figures, "sync").lateness(), Duration.ofSeconds(4));
      assertLateness(task(figures, "other").lateness(), Duration.ofSeconds(2));
    }

    @Test
    @DisplayName("begin anew with another log")
    void anotherLog() throws Exception {
      assertLateness(
          lateness(
              Optional.empty(),
              List.of(
                  head(2),
                  registered(1, 60),
                  entry(2, "sync").at(0),
                  head("bb", 0, 1, 2),
                  entry(1, "sync").at(9 * HOUR),
                  entry(2, "sync").at(12 * HOUR))));
    }

    @Test
    @DisplayName("say which interval holds at the end")
    void interval() throws Exception {
      assertEquals(
          Optional.of(Duration.ofMinutes(15)),
          figures(log(registered(1, 60), registered(2, 15)).toArray()).interval());
      Object[] unregistered =
          log(registered(1, 60), record(2, "unregistered").with("task", "sync")).toArray();
      assertEquals(Optional.empty(), figures(unregistered).interval());
      assertEquals(
          Optional.of(Duration.ofMinutes(30)),
          figures(Optional.of(Duration.ofMinutes(30)), LogFilter.ALL, unregistered).interval());
    }
  }
}
