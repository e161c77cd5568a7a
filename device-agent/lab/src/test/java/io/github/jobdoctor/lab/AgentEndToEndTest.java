package io.github.jobdoctor.lab;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.os.Process;
import androidx.work.WorkInfo;
import androidx.work.testing.WorkManagerTestInitHelper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.Trigger;
import io.github.jobdoctor.agent.task.DeviceConditions;
import io.github.jobdoctor.agent.work.AgentRule;
import io.github.jobdoctor.agent.work.WakeReason;
import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.virtual.RealAdb;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualAdbd;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowActivityManager;

/** What a host learns of the agent through adb, while real workers run. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34, shadows = RealPipes.class)
public class AgentEndToEndTest {

  private static final String DOOR = "content://" + AgentLab.AUTHORITY;
  private static final Duration LONG = Duration.ofSeconds(30);

  @Rule public final AgentLab lab = new AgentLab();

  private VirtualAdbServer server;
  private Devices devices;
  private Device device;

  @Before
  public void connect() throws Exception {
    server = VirtualAdbServer.start(List.of(lab.phone()), 0);
    devices = Adb.connect(new AdbServer("127.0.0.1", server.port()), Map.of(), LONG, s -> {});
    device = devices.device("phone");
  }

  @After
  public void disconnect() {
    devices.close();
    server.close();
  }

  private AgentRule agent() {
    return lab.agent();
  }

  private static ShellCommand callCommand(String method, String... more) {
    return ShellCommand.of("content", "call", "--uri", DOOR, "--method", method).with(more);
  }

  private static ShellCommand readCommand(String query) {
    return ShellCommand.of("content", "read", "--uri", DOOR + "/log" + query);
  }

  /** The object in {@code Result: Bundle[{answer={…}}]}. */
  private static JSONObject answer(String printed) throws Exception {
    assertTrue(printed, printed.startsWith("Result: Bundle[{answer={"));
    assertTrue(printed, printed.stripTrailing().endsWith("}}]"));
    return new JSONObject(
        printed.substring(printed.indexOf("{answer=") + 8, printed.lastIndexOf("}]")));
  }

  private JSONObject call(String method, String... more) throws Exception {
    ShellResult result = lab.ask(() -> device.shell(callCommand(method, more), LONG));
    assertEquals("", result.stderr());
    return answer(result.stdout());
  }

  private static List<JSONObject> lines(String text) throws Exception {
    List<JSONObject> lines = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isEmpty()).toList()) {
      lines.add(new JSONObject(line));
    }
    return lines;
  }

  private List<JSONObject> read(String query) throws Exception {
    List<JSONObject> lines = lines(lab.ask(() -> device.shell(readCommand(query), LONG)).stdout());
    assertEquals("jobdoctor-log", lines.get(0).getString("format"));
    return lines;
  }

  /** {@code event task outcome} of the records, without head. */
  private static List<String> told(List<JSONObject> lines) {
    return lines.stream()
        .skip(1)
        .map(
            r ->
                String.join(" ", r.optString("event"), r.optString("task"), r.optString("outcome"))
                    .strip()
                    .replace("  ", " "))
        .toList();
  }

  private static JSONObject only(List<JSONObject> lines, String event) {
    List<JSONObject> found =
        lines.stream().filter(line -> line.optString("event").equals(event)).toList();
    assertEquals(lines.toString(), 1, found.size());
    return found.get(0);
  }

  @Test
  public void aTaskThatTheHostRegisteredRunsInItsPeriodAndTheLogTellsIt() throws Exception {
    JSONObject registered = call("register", "--arg", "noop", "--extra", "minimumInterval:i:20");
    assertEquals("ok", registered.getString("code"));
    assertTrue(registered.getJSONObject("task").getBoolean("defined"));
    assertEquals(20, registered.getJSONObject("task").getInt("minimumInterval"));
    long before = call("status").getJSONObject("log").getLong("lastSeq");
    agent().runPeriodic();
    List<JSONObject> lines = read("?after=" + before);
    assertEquals(
        List.of("worker-start", "entry noop", "exit noop success", "worker-end"), told(lines));
    assertEquals("schedule", only(lines, "entry").getString("trigger"));
    assertEquals(
        "success", call("tasks").getJSONArray("tasks").getJSONObject(0).getString("lastOutcome"));
  }

  @Test
  public void aTriggeredTaskRunsWhileTheHostFollowsTheLog() throws Exception {
    call("register", "--arg", "fail", "--extra", "arguments:s:as the host wished");
    long before = call("trigger", "--arg", "fail").getLong("afterSeq");
    List<JSONObject> lines =
        lab.ask(
            () ->
                device.stream(
                        readCommand("?after=" + before + "&follow=3"),
                        LONG,
                        stdout ->
                            new BufferedReader(
                                    new InputStreamReader(stdout, StandardCharsets.UTF_8))
                                .lines()
                                .filter(line -> !line.isEmpty())
                                .toList())
                    .value()
                    .stream()
                    .map(AgentEndToEndTest::parsed)
                    .toList());
    assertEquals(
        List.of("worker-start", "entry fail", "exit fail failed", "worker-end"), told(lines));
    assertEquals("as the host wished", only(lines, "exit").getString("message"));
    assertEquals("test", only(lines, "exit").getString("trigger"));
  }

  private static JSONObject parsed(String line) {
    try {
      return new JSONObject(line);
    } catch (org.json.JSONException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  public void aRunThatTheSystemStoppedNamesItsStopReason() throws Exception {
    call("register", "--arg", "sleep", "--extra", "arguments:s:600");
    long before = call("status").getJSONObject("log").getLong("lastSeq");
    agent().startPeriodic();
    agent().awaitRecords(LogEvent.ENTRY, 1);
    // The probe listens for its stop signal from its first line on, which the entry cannot wait
    // for.
    WorkManagerTestInitHelper.getTestDriver(agent().app())
        .stopRunningWorkWithReason(
            agent().periodic().getId(), WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY);
    agent().awaitWorkerEnd();
    List<JSONObject> lines = read("?after=" + before);
    assertEquals(
        List.of("worker-start", "entry sleep", "expired sleep", "exit sleep failed", "worker-end"),
        told(lines));
    JSONObject exit = only(lines, "exit");
    assertEquals(7, exit.getInt("stopReason"));
    assertEquals("CONSTRAINT_CONNECTIVITY", exit.getString("stopReasonText"));
    assertEquals("woken before 600 s were over", exit.getString("message"));
  }

  @Test
  public void aRunWhoseProcessWasKilledIsReportedAsDied() throws Exception {
    call("register", "--arg", "hang");
    long run = agent().tasks().log().entry("hang", Trigger.SCHEDULE, 1, DeviceConditions.UNKNOWN);
    shadowOf(agent().app().getSystemService(ActivityManager.class))
        .addApplicationExitInfo(
            ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
                .setPid(Process.myPid())
                .setReason(ApplicationExitInfo.REASON_LOW_MEMORY)
                .setTimestamp(agent().clock().wallTime() + 1)
                .build());
    lab.startProcess(WakeReason.HOST);
    JSONObject died = only(read("?after=" + run), "died");
    assertEquals(run, died.getLong("run"));
    assertEquals("process exit: LOW_MEMORY", died.getString("message"));
    assertEquals(1, call("status").getJSONObject("processStarts").getInt("host"));
  }

  @Test
  public void whatTheHostGetsWrongItIsToldInTheContractsCodes() throws Exception {
    assertEquals("not-registered", call("trigger", "--arg", "nobody").getString("code"));
    assertEquals("unknown-method", call("reboot").getString("code"));
    assertEquals(
        "bad-argument",
        call("register", "--arg", "a", "--extra", "timeoutSeconds:s:5").getString("code"));
    ShellResult refused = lab.ask(() -> device.shell(readCommand("?follow=601"), LONG));
    assertEquals("", refused.stdout());
    assertTrue(refused.stderr(), refused.stderr().contains("follow is 1 to 600 seconds, not 601"));
  }

  @Test
  public void aNameThatAShellWouldSpoilArrivesWhole() throws Exception {
    String name = "it's $HOME; \"rm -rf\" ♥";
    call("register", "--arg", name);
    assertEquals(name, call("tasks").getJSONArray("tasks").getJSONObject(0).getString("name"));
    assertEquals("ok", call("unregister", "--arg", name).getString("code"));
    assertEquals(0, call("status").getInt("registered"));
  }

  @Test
  public void theRealAdbIsAnsweredThroughTheVirtualServer() throws Exception {
    try (RealAdb adb = AgentLab.realAdb(() -> RealAdb.clientOf(server.port()))) {
      askWith(adb, "phone");
    }
  }

  @Test
  public void theRealAdbAndItsServerAreAnsweredByTheVirtualAdbd() throws Exception {
    try (RealAdb adb = AgentLab.realAdb(RealAdb::withOwnServer);
        VirtualAdbd adbd = VirtualAdbd.start(lab.phone(), 0)) {
      String serial = "127.0.0.1:" + adbd.port();
      lab.ask(() -> adb.run("connect", serial));
      askWith(adb, serial);
    }
  }

  private void askWith(RealAdb adb, String serial) throws Exception {
    RealAdb.Result called =
        lab.ask(
            () ->
                adb.run(
                    "-s",
                    serial,
                    "shell",
                    callCommand("register", "--arg", "noop", "--extra", "requiresNetwork:b:false")
                        .line()));
    assertEquals("", called.stderr());
    assertEquals("ok", answer(called.stdout()).getString("code"));
    agent().awaitWorkerEnd(); // Without a network to wait for, the first period begins at once.
    RealAdb.Result printed =
        lab.ask(() -> adb.run("-s", serial, "shell", readCommand("?after=0").line()));
    assertEquals(0, printed.exitCode());
    List<JSONObject> lines = lines(printed.stdout());
    assertEquals(AgentLab.PACKAGE, lines.get(0).getString("package"));
    assertTrue(told(lines).toString(), told(lines).contains("exit noop success"));
    assertEquals(lines.get(0).getLong("lastSeq"), lines.get(lines.size() - 1).getLong("seq"));
    assertFalse(printed.stdout().contains("\r"));
  }
}
