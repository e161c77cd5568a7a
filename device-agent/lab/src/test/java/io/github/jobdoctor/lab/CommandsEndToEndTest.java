package io.github.jobdoctor.lab;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.os.Process;
import androidx.work.WorkInfo;
import androidx.work.WorkManager;
import androidx.work.testing.WorkManagerTestInitHelper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.work.AgentRule;
import io.github.jobdoctor.agent.work.WakeReason;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowActivityManager;
import org.robolectric.shadows.ShadowProcess;

/**
 * The whole program in front, the real agent behind: what somebody at a terminal is told of tasks
 * that run.
 */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34, shadows = RealPipes.class)
public class CommandsEndToEndTest {

  private static final long HALF_AN_HOUR_MS = 1_800_000;

  /** Task names that some part of the way could spoil. */
  private static final List<String> HOSTILE =
      List.of(
          "two words",
          "it's \"quoted\"",
          "$(reboot)",
          "`reboot`; rm -rf / &",
          "line\nbreak\r\n\tand tab",
          "🦊 ♥ é \u202e right to left",
          "--all-devices",
          "-rf",
          "\u001b[31mred\u0007",
          "a:b\\c,d={}}]",
          "=1+1",
          "<script>alert(1)</script>",
          "%s%n*?[a]~",
          " ");

  private final StoryClock clock = new StoryClock(1_767_225_600_000L, 50_000_000);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AgentLab lab = new AgentLab(clock);

  private VirtualAdbServer server;
  private HostProgram host;

  @Before
  public void connect() throws Exception {
    clock.tick();
    server = VirtualAdbServer.start(List.of(lab.phone()), 0);
    host = new HostProgram(lab, server.port(), folder.getRoot().toPath());
  }

  @After
  public void disconnect() {
    server.close();
  }

  private AgentRule agent() {
    return lab.agent();
  }

  private static List<JSONObject> objects(JSONArray array) throws Exception {
    List<JSONObject> objects = new ArrayList<>();
    for (int i = 0; i < array.length(); i++) {
      objects.add(array.getJSONObject(i));
    }
    return objects;
  }

  private static List<JSONObject> with(List<JSONObject> records, String field, String value) {
    return records.stream().filter(record -> record.optString(field).equals(value)).toList();
  }

  private static JSONObject last(List<JSONObject> records) {
    return records.get(records.size() - 1);
  }

  private List<JSONObject> logged(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("logs", "-o", "ndjson"));
    args.addAll(List.of(options));
    return host.run(args.toArray(String[]::new)).endedWith(0).lines();
  }

  private JSONObject stats(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("logs", "stats", "-o", "json"));
    args.addAll(List.of(options));
    return host.run(args.toArray(String[]::new)).endedWith(0).source().getJSONObject("stats");
  }

  private List<String> listedNames() throws Exception {
    JSONArray tasks =
        host.run("tasks", "list", "-o", "json").endedWith(0).source().getJSONArray("tasks");
    List<String> names = new ArrayList<>();
    for (JSONObject task : objects(tasks)) {
      names.add(task.getString("name"));
    }
    return names;
  }

  // ------------------------------------------------------------------ the story of a task

  @Test
  public void theStoryOfATaskFromItsRegistrationToItsEnd() throws Exception {
    itIsRegisteredAndListed();
    itRunsByScheduleAndTheLogTellsEntryAndExit();
    theSystemStopsItAndTheLogNamesTheReason();
    itsProcessIsKilledAndTheFiguresCallTheRunDied();
    whatIsExportedGivesTheSameFigures();
    itIsUnregisteredAndGone();
  }

  private void itIsRegisteredAndListed() throws Exception {
    host.run("tasks", "register", "sleep", "--arguments", "0", "--no-network", "--interval", "30m")
        .endedWith(0);
    // Without a network to wait for, the first period begins at once.
    agent().awaitWorkerEnd();
    HostProgram.Result listed = host.run("tasks", "list", "-o", "json").endedWith(0);
    List<JSONObject> tasks = objects(listed.source().getJSONArray("tasks"));
    assertEquals(1, tasks.size());
    assertEquals("sleep", tasks.get(0).getString("name"));
    assertTrue(tasks.get(0).getBoolean("defined"));
    assertEquals(30, tasks.get(0).getInt("minimumInterval"));
    assertFalse(tasks.get(0).getBoolean("requiresNetwork"));
    assertEquals("0", tasks.get(0).getString("arguments"));
    JSONObject status =
        host.run("tasks", "status", "-o", "json").endedWith(0).source().getJSONObject("agent");
    assertEquals("Available", status.getString("availability"));
    assertEquals(1, status.getInt("registered"));
    assertEquals(HALF_AN_HOUR_MS, status.getJSONObject("work").getLong("intervalMs"));
  }

  private void itRunsByScheduleAndTheLogTellsEntryAndExit() throws Exception {
    clock.advance(HALF_AN_HOUR_MS + 60_000);
    agent().runPeriodic();
    List<JSONObject> records = logged("--task", "sleep");
    List<JSONObject> exits = with(records, "event", "exit");
    assertEquals(records.toString(), 2, exits.size());
    JSONObject exit = last(exits);
    assertEquals("success", exit.getString("outcome"));
    assertEquals("schedule", exit.getString("trigger"));
    assertEquals("slept 0 s", exit.getString("message"));
    assertTrue(exit.toString(), exit.getLong("durationMs") >= 0);
    JSONObject entry = last(with(records, "event", "entry"));
    assertEquals(entry.getLong("seq"), exit.getLong("run"));
    long age = clock.wallTime() - entry.getLong("wallTime");
    assertTrue("it began " + age + " ms ago", age >= 0 && age < 60_000);
    JSONObject figures = stats().getJSONArray("tasks").getJSONObject(0);
    assertEquals(2, figures.getInt("success"));
    assertEquals(1, figures.getInt("latenessCount"));
    long late = figures.getLong("meanLatenessMs");
    assertTrue("a minute late, and what the test itself takes: " + late, late >= 60_000);
    assertTrue("a minute late, and what the test itself takes: " + late, late < 120_000);
  }

  private void theSystemStopsItAndTheLogNamesTheReason() throws Exception {
    beginALongRun();
    WorkManagerTestInitHelper.getTestDriver(agent().app())
        .stopRunningWorkWithReason(
            agent().periodic().getId(), WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY);
    agent().awaitWorkerEnd();
    List<JSONObject> failed = logged("--outcome", "failed");
    assertEquals(failed.toString(), 1, failed.size());
    assertEquals("CONSTRAINT_CONNECTIVITY", failed.get(0).getString("stopReasonText"));
    assertEquals(7, failed.get(0).getInt("stopReason"));
    assertEquals("woken before 600 s were over", failed.get(0).getString("message"));
    assertEquals(1, with(logged("--outcome", "expired"), "event", "expired").size());
    String table = host.run("logs", "--outcome", "failed").endedWith(0).out();
    assertTrue(table, table.contains("CONSTRAINT_CONNECTIVITY"));
  }

  /** Its ten minutes will not be over in this test. */
  private void beginALongRun() throws Exception {
    host.run(
            "tasks", "register", "sleep", "--arguments", "600", "--no-network", "--interval", "30m")
        .endedWith(0);
    int entries = agent().log(LogEvent.ENTRY).size();
    clock.advance(HALF_AN_HOUR_MS);
    agent().startPeriodic();
    agent().awaitRecords(LogEvent.ENTRY, entries + 1);
  }

  private void itsProcessIsKilledAndTheFiguresCallTheRunDied() throws Exception {
    beginALongRun();
    shadowOf(agent().app().getSystemService(ActivityManager.class))
        .addApplicationExitInfo(
            ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
                .setPid(Process.myPid())
                .setReason(ApplicationExitInfo.REASON_LOW_MEMORY)
                .setTimestamp(clock.wallTime() + 1)
                .build());
    ShadowProcess.setPid(Process.myPid() + 1);
    lab.startProcess(WakeReason.HOST);
    // What is left of the old process finds its log closed, and goes home.
    WorkManagerTestInitHelper.getTestDriver(agent().app())
        .stopRunningWorkWithReason(agent().periodic().getId(), WorkInfo.STOP_REASON_UNKNOWN);
    List<JSONObject> died = logged("--outcome", "died");
    assertEquals(died.toString(), 1, died.size());
    assertEquals("process exit: LOW_MEMORY", died.get(0).getString("message"));
    JSONObject figures = stats().getJSONArray("tasks").getJSONObject(0);
    assertEquals("sleep", figures.getString("task"));
    assertEquals(4, figures.getInt("runs"));
    assertEquals(2, figures.getInt("success"));
    assertEquals(1, figures.getInt("failed"));
    assertEquals(1, figures.getInt("died"));
    assertEquals(0, figures.getInt("running"));
    assertEquals(1, figures.getJSONObject("stopReasons").getInt("CONSTRAINT_CONNECTIVITY"));
  }

  private void whatIsExportedGivesTheSameFigures() throws Exception {
    for (String name : List.of("x.ndjson", "x.csv", "x.json", "x.html")) {
      host.run("logs", "--export", name).endedWith(0);
    }
    assertEquals(stats().toString(), stats("--from", "x.ndjson").toString());
    List<JSONObject> records = logged();
    List<JSONObject> saved = logged("--from", "x.ndjson");
    assertEquals(records.size(), saved.size());
    for (int i = 0; i < saved.size(); i++) {
      records.get(i).remove("source");
      saved.get(i).remove("source");
      assertEquals(records.get(i).toString(), saved.get(i).toString());
    }
    Path root = folder.getRoot().toPath();
    assertEquals(records.size() + 1, Files.readAllLines(root.resolve("x.csv")).size());
    JSONArray trace =
        new JSONObject(Files.readString(root.resolve("x.json"))).getJSONArray("traceEvents");
    assertTrue(
        "the stopped run is in the trace",
        objects(trace).stream().anyMatch(e -> e.toString().contains("CONSTRAINT_CONNECTIVITY")));
    String page = Files.readString(root.resolve("x.html"));
    assertTrue("the page names the task", page.contains("sleep"));
    assertFalse("the page asks the network for nothing", page.contains("src=\"http"));
  }

  private void itIsUnregisteredAndGone() throws Exception {
    host.run("tasks", "unregister", "sleep").endedWith(0);
    assertEquals(List.of(), listedNames());
    assertFalse(agent().tasks().isRegistered("sleep"));
    host.run("tasks", "unregister", "sleep").endedWith(5);
    assertEquals("unregistered", last(logged("--task", "sleep")).getString("event"));
  }

  // ------------------------------------------------------------------ the trigger

  @Test
  public void triggerTellsOfEachTaskWhatItsRunReturned() throws Exception {
    host.run("tasks", "register", "noop").endedWith(0);
    host.run("tasks", "register", "fail", "--arguments", "as the host wished").endedWith(0);
    List<JSONObject> both =
        objects(
            host.run("trigger", "noop", "fail", "-o", "json")
                .endedWith(1)
                .source()
                .getJSONArray("triggered"));
    assertEquals("noop success", both.get(0).getString("task") + " " + both.get(0).get("outcome"));
    assertEquals("fail failed", both.get(1).getString("task") + " " + both.get(1).get("outcome"));
    assertEquals("as the host wished", both.get(1).getString("message"));
    host.run("trigger", "noop").endedWith(0);
    host.run("trigger").endedWith(1);
    HostProgram.Result nobody = host.run("trigger", "noop", "nobody").endedWith(5);
    assertTrue(nobody.err(), nobody.err().contains("No task is registered as nobody"));
    List<JSONObject> exits = with(logged("--task", "noop"), "event", "exit");
    assertEquals("three orders, three runs", 3, exits.size());
    exits.forEach(exit -> assertEquals("test", exit.optString("trigger")));
  }

  @Test
  public void aTaskThatDoesNotEndInTimeIsSaidToBeRunning() throws Exception {
    host.run("tasks", "register", "hang").endedWith(0);
    HostProgram.Result hangs = host.run("trigger", "hang", "--timeout", "1500ms").endedWith(7);
    assertTrue(hangs.out(), hangs.out().matches("(?s).*hang +still running.*"));
    List<String> watched =
        lab.phone().commands().stream().filter(line -> line.contains("follow=")).toList();
    assertTrue(watched.toString(), watched.get(0).contains("follow=2"));
    WorkManager.getInstance(agent().app()).cancelAllWork();
  }

  @Test
  public void aReleaseBuildRefusesTheTriggerAndSaysWhy() throws Exception {
    host.run("tasks", "register", "noop").endedWith(0);
    agent().setDebuggable(false);
    try {
      HostProgram.Result refused = host.run("trigger", "noop").endedWith(6);
      assertTrue(refused.err(), refused.err().contains("is not debuggable"));
      assertEquals(List.of(), with(logged(), "event", "entry"));
    } finally {
      agent().setDebuggable(true);
    }
  }

  // ------------------------------------------------------------------ following

  private HostProgram.Running follow(String length) throws Exception {
    HostProgram.Running following = host.begin("logs", "--follow", "--for", length, "-o", "ndjson");
    lab.awaitThat("the follower shows a record", () -> following.out().contains("\n"));
    return following;
  }

  private static void assertNoneIsMissing(List<JSONObject> records) {
    for (int i = 1; i < records.size(); i++) {
      assertEquals(records.get(i - 1).optLong("seq") + 1, records.get(i).optLong("seq"));
    }
  }

  @Test
  public void whoFollowsSeesWhatATriggerBesideItDoes() throws Exception {
    host.run("tasks", "register", "noop").endedWith(0);
    HostProgram.Running following = follow("5s");
    host.run("trigger", "noop").endedWith(0);
    lab.awaitThat("the exit is shown", () -> following.out().contains("\"event\":\"exit\""));
    List<JSONObject> shown = host.end(following).endedWith(0).lines();
    assertNoneIsMissing(shown);
    JSONObject exit = with(shown, "event", "exit").get(0);
    assertEquals("noop", exit.getString("task"));
    assertEquals("success", exit.getString("outcome"));
    assertEquals("test", exit.getString("trigger"));
    assertEquals("worker-end", last(shown).getString("event"));
  }

  @Test
  public void aLogThatIsClearedWhileSomebodyFollowsIsFollowedAnew() throws Exception {
    HostProgram.Running following = follow("5s");
    agent().tasks().log().clear();
    agent().tasks().log().event(LogEvent.LOG, "after the clearing");
    lab.awaitThat("the new log is shown", () -> following.out().contains("after the clearing"));
    HostProgram.Result ended = host.end(following).endedWith(0);
    assertTrue(ended.err(), ended.err().contains("the agent's log was begun anew"));
    List<JSONObject> shown = ended.lines();
    assertEquals(2, last(shown).getInt("seq"));
    assertEquals("cleared", shown.get(shown.size() - 2).getString("message"));
    assertEquals("no record came twice", 1, with(shown, "message", "cleared").size());
  }

  // ------------------------------------------------------------------ gaps

  @Test
  public void recordsThatTheRingOverwroteAreNamed() throws Exception {
    host.run("logs", "--resume", "kept.ndjson").endedWith(0);
    int kept = agent().log().size();
    for (int i = 0; i < 4_000; i++) {
      agent().tasks().log().event(LogEvent.LOG, "record that fills the ring, number " + i);
    }
    long first = agent().tasks().log().snapshot().firstSeq();
    assertTrue("the ring is full", first > kept + 1);
    JSONObject whole = host.run("logs", "-o", "json").endedWith(0).source();
    assertEquals(first - 1, whole.getLong("missing"));
    JSONObject gap = whole.getJSONArray("gaps").getJSONObject(0);
    assertEquals("overwritten", gap.getString("cause"));
    assertEquals(1, gap.getLong("from"));
    assertEquals(first - 1, gap.getLong("to"));
    String table = host.run("logs").endedWith(0).out();
    assertTrue(table.substring(0, 500), table.contains("the ring log was full"));
    HostProgram.Result resumed = host.run("logs", "--resume", "kept.ndjson").endedWith(0);
    assertTrue(resumed.err(), resumed.err().contains((kept + 1) + " to " + (first - 1)));
    JSONObject figures = stats("--from", "kept.ndjson");
    assertEquals(first - 1 - kept, figures.getLong("missing"));
  }

  // ------------------------------------------------------------------ names

  @Test
  public void hostileNamesArriveUnchangedAndLeaveNothingOnTheTerminal() throws Exception {
    for (String name : HOSTILE) {
      HostProgram.Result registered =
          host.run("tasks", "register", "--arguments", "as " + name, "--", name).endedWith(0);
      assertHarmless(registered);
    }
    List<RegisteredTask> registered = agent().tasks().registered();
    assertEquals(HOSTILE, registered.stream().map(RegisteredTask::name).toList());
    assertEquals(
        HOSTILE.stream().map(name -> "as " + name).toList(),
        registered.stream().map(task -> task.options().arguments()).toList());
    assertEquals(HOSTILE, listedNames());
    assertHarmless(host.run("tasks", "list").endedWith(0));
    List<String> all = new ArrayList<>(List.of("trigger", "-o", "json", "--"));
    all.addAll(HOSTILE);
    List<String> triggered = new ArrayList<>();
    // Nothing defines them, so none succeeds.
    for (JSONObject task :
        objects(
            host.run(all.toArray(String[]::new)).endedWith(1).source().getJSONArray("triggered"))) {
      triggered.add(task.getString("task"));
      assertEquals(task.toString(), "undefined", task.getString("outcome"));
    }
    assertEquals(HOSTILE, triggered);
    List<JSONObject> undefined = with(logged(), "event", "undefined");
    for (String name : HOSTILE) {
      assertEquals(name, 1, with(undefined, "task", name).size());
      assertHarmless(host.run("tasks", "unregister", "--", name).endedWith(0));
    }
    assertEquals(List.of(), agent().tasks().registered());
    assertHarmless(host.run("logs").endedWith(0));
    assertHarmless(host.run("logs", "stats").endedWith(0));
    host.run("logs", "--export", "names.html").endedWith(0);
    String page = Files.readString(folder.getRoot().toPath().resolve("names.html"));
    assertFalse("a name is no script of the page", page.contains("<script>alert(1)"));
  }

  private static void assertHarmless(HostProgram.Result result) {
    String said = result.out() + result.err();
    assertTrue(
        said,
        said.codePoints()
            .noneMatch(c -> (c < ' ' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0x202E));
  }
}
