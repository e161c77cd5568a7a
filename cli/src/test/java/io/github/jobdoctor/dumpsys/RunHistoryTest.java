package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.RunHistory;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The runs in a job history")
class RunHistoryTest {

  @ParameterizedTest(name = "API {0}")
  @ValueSource(ints = {27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37})
  @DisplayName("are told with their rhythm, reason and length, whatever the labels of stops say")
  void genuineRuns(int api) throws Exception {
    JobSchedulerSnapshot snapshot = genuine(api);
    RunHistory history = RunHistory.of(snapshot);
    assertFalse(history.forgets());
    long starts = snapshot.history().stream().filter(event -> event.start()).count();
    assertEquals(starts, history.runs().stream().filter(run -> run.start().isPresent()).count());
    long stops = snapshot.history().stream().filter(event -> !event.start()).count();
    assertEquals(stops, history.runs().stream().filter(run -> run.stop().isPresent()).count());
    for (JobRun run : history.runs()) {
      boolean periodic = List.of(20, 201, 711).contains(run.jobId().orElseThrow());
      assertEquals(Optional.of(periodic || isPeriodic(snapshot, run)), run.periodic(), run.name());
      assertEquals(run.stop().isPresent(), run.reason().isPresent());
      assertTrue(run.duration().map(length -> !length.isNegative()).orElse(true));
      assertFalse(run.name().contains(" app called"), run.name());
    }
    JobRun work =
        history.runs().stream()
            .filter(run -> run.jobId().orElseThrow() == 20)
            .findFirst()
            .orElseThrow();
    assertEquals("u0a124/20", work.key().orElseThrow().toString());
    assertTrue(work.reason().orElseThrow().contains("timeout"), work.reason().toString());
    assertEquals(Optional.of("timeout"), work.stopReason());
    assertEquals(
        snapshot.active().size(),
        history.runs().stream().filter(JobRun::running).count(),
        "running");
  }

  private static boolean isPeriodic(JobSchedulerSnapshot snapshot, JobRun run) {
    return run.key()
        .flatMap(snapshot::job)
        .map(job -> job.info().periodic().isPresent())
        .orElse(false);
  }

  @ParameterizedTest(name = "API {0}")
  @ValueSource(ints = {24, 26})
  @DisplayName("of API 24 to 26 have no number, no key and no reason")
  void oldRuns(int api) throws Exception {
    RunHistory history = RunHistory.of(genuine(api));
    assertTrue(history.runs().size() > 5);
    for (JobRun run : history.runs()) {
      assertTrue(run.jobId().isEmpty() && run.key().isEmpty());
      assertTrue(run.periodic().isEmpty() && run.reason().isEmpty());
    }
    assertTrue(history.runs().stream().anyMatch(run -> run.duration().isPresent()));
  }

  @Test
  @DisplayName("of one name at once are not laid together where only the name is known")
  void oldRunsOfOneName() throws Exception {
    List<JobRun> runs =
        runs(
            """
                 -9s000ms START: u0a1 com.x/.Svc
                 -8s000ms START: u0a1 com.x/.Svc
                 -7s000ms  STOP: u0a1 com.x/.Svc
                 -6s000ms  STOP: u0a1 com.x/.Svc
                 -5s000ms START: u0a1 com.x/.Svc
                 -3s000ms  STOP: u0a1 com.x/.Svc
            """);
    assertEquals(5, runs.size());
    assertTrue(runs.subList(0, 4).stream().allMatch(run -> run.duration().isEmpty()));
    assertEquals(Duration.ofSeconds(2), runs.get(4).duration().orElseThrow());
  }

  @Test
  @DisplayName("with swapped labels of stops are told by a pair, also where a start is missing")
  void swappedLabels() throws Exception {
    List<JobRun> runs =
        runs(
            """
                 -9s000ms   STOP: #u0a1/1 com.x/.Periodic timeout
                 -9s000ms STOP-P: #u0a1/2 com.x/.Once timeout
                 -8s000ms START-P: #u0a1/3 com.x/.Pair
                 -7s000ms   STOP: #u0a1/3 com.x/.Pair app called jobFinished
            """);
    assertEquals(
        List.of(Optional.of(true), Optional.of(false), Optional.of(true)),
        runs.stream().map(JobRun::periodic).toList());
  }

  @Test
  @DisplayName("with right labels of stops are told by a pair, too")
  void rightLabels() throws Exception {
    List<JobRun> runs =
        runs(
            """
                 -9s000ms   STOP: #u0a1/2 com.x/.Once timeout
                 -8s000ms START-P: #u0a1/3 com.x/.Pair
                 -7s000ms STOP-P: #u0a1/3 com.x/.Pair app called jobFinished
            """);
    assertEquals(Optional.of(false), runs.get(0).periodic());
  }

  @Test
  @DisplayName("without anything that settles it have no rhythm rather than a wrong one")
  void unsettledLabels() throws Exception {
    assertEquals(
        Optional.empty(),
        runs("     -9s000ms   STOP: #u0a1/2 com.x/.Once timeout\n").get(0).periodic());
  }

  @Test
  @DisplayName("of one id in two namespaces are kept apart")
  void namespaces() throws Exception {
    List<JobRun> runs =
        runs(
            """
                 -9s000ms   START: #u0a1/7 @a@com.x/.Svc
                 -8s000ms   START: #u0a1/7 @a b@com.x/.Svc
                 -7s000ms    STOP: #u0a1/7 @a b@com.x/.Svc app called jobFinished
                 -3s000ms    STOP: #u0a1/7 @a@com.x/.Svc cancelled due to doze
            """);
    assertEquals(Duration.ofSeconds(6), runs.get(0).duration().orElseThrow());
    assertEquals(Optional.of("device_idle"), runs.get(0).stopReason());
    assertEquals(Duration.ofSeconds(1), runs.get(1).duration().orElseThrow());
    assertEquals("app called jobFinished", runs.get(1).reason().orElseThrow());
    assertEquals("com.x", runs.get(1).packageName());
  }

  @Test
  @DisplayName("that began anew without an end in between have no end")
  void lostStops() throws Exception {
    List<JobRun> runs =
        runs(
            """
                 -9s000ms   START: #u0a1/7 com.x/.Svc
                 -5s000ms   START: #u0a1/7 com.x/.Svc
                 -3s000ms    STOP: #u0a1/7 com.x/.Svc timeout
            """);
    assertEquals(Optional.empty(), runs.get(0).duration());
    assertFalse(runs.get(0).running());
    assertEquals(Duration.ofSeconds(2), runs.get(1).duration().orElseThrow());
  }

  @Test
  @DisplayName("are known not to be all when the history is full")
  void fullHistory() throws Exception {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, 100)
        .forEach(
            i ->
                lines.append(
                    "   -1h00m" + (10 + i % 50) + "s000ms   START: #u0a1/" + i + " com.x/.Svc\n"));
    RunHistory history = RunHistory.of(JobSchedulerDump.parse("  Job history:\n" + lines));
    assertTrue(history.forgets());
    assertEquals(Duration.ofSeconds(-3659), history.since().orElseThrow());
  }

  @Test
  @DisplayName("of a sync are of the package that is synced for")
  void syncs() throws Exception {
    List<JobRun> runs =
        runs(
            """
                 -9s000ms   START: #u0a1/100001 com.x.authority/com.x.account:android:android
                 -8s000ms    STOP: #u0a1/100001 com.x.authority/com.x.account:android:android timeout
            """);
    assertEquals("android", runs.get(0).packageName());
    assertTrue(runs.get(0).isMeantBy("100001") && runs.get(0).isMeantBy("u0a1/100001"));
    assertFalse(runs.get(0).isMeantBy("1"));
  }

  private static List<JobRun> runs(String lines) throws Exception {
    return RunHistory.of(JobSchedulerDump.parse("  Job history:\n" + lines)).runs();
  }

  private static JobSchedulerSnapshot genuine(int api) throws Exception {
    try (InputStream in =
        RunHistoryTest.class.getResourceAsStream("aosp/api-" + api + "/doze.txt")) {
      return JobSchedulerDump.parse(in);
    }
  }
}
