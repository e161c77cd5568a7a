package io.github.jobdoctor.agent.provider;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.content.ContentResolver;
import android.content.pm.PackageManager;
import android.content.pm.ProviderInfo;
import android.net.Uri;
import android.os.Bundle;
import android.os.ParcelFileDescriptor;
import android.util.Base64;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.work.AgentRule;
import io.github.jobdoctor.agent.work.WakeReason;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

@RunWith(RobolectricTestRunner.class)
public class AgentProviderTest {

  private static final String AUTHORITY = "io.github.jobdoctor.agent.test.jobdoctor";
  private static final Uri ROOT = Uri.parse("content://" + AUTHORITY);
  private static final String DUMP = android.Manifest.permission.DUMP;

  @Rule public final AgentRule agent = new AgentRule();

  @Before
  public void theCallerIsTheShell() {
    shadowOf(agent.app()).grantPermissions(DUMP);
  }

  private ContentResolver resolver() {
    return agent.app().getContentResolver();
  }

  private JSONObject call(String method, String arg, Bundle extras) throws Exception {
    Bundle answer = resolver().call(ROOT, method, arg, extras);
    assertEquals(1, answer.size());
    String json = answer.getString(AgentProvider.ANSWER);
    assertTrue(json, json.chars().allMatch(c -> c >= 0x20 && c < 0x7F));
    assertEquals("Bundle[{answer=" + json + "}]", answer.toString());
    JSONObject parsed = new JSONObject(json);
    assertEquals("jobdoctor-agent", parsed.getString("format"));
    assertEquals(1, parsed.getInt("version"));
    assertEquals("0.1.0", parsed.getString("agent"));
    return parsed;
  }

  private JSONObject call(String method) throws Exception {
    return call(method, null, null);
  }

  private String code(String method, String arg, Bundle extras) throws Exception {
    JSONObject answer = call(method, arg, extras);
    assertEquals(answer.getString("code").equals("ok"), !answer.has("message"));
    return answer.getString("code");
  }

  private static Bundle extras(Object... pairs) {
    Bundle extras = new Bundle();
    for (int i = 0; i < pairs.length; i += 2) {
      String key = (String) pairs[i];
      Object value = pairs[i + 1];
      if (value instanceof Integer number) {
        extras.putInt(key, number);
      } else if (value instanceof Long number) {
        extras.putLong(key, number);
      } else if (value instanceof Boolean yes) {
        extras.putBoolean(key, yes);
      } else {
        extras.putString(key, (String) value);
      }
    }
    return extras;
  }

  private List<String> read(String pathAndQuery) throws Exception {
    try (ParcelFileDescriptor file =
        resolver().openFileDescriptor(Uri.parse(ROOT + pathAndQuery), "r")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (var in = new ParcelFileDescriptor.AutoCloseInputStream(file)) {
        // Robolectric's pipe is a file: its end may be there before the writer is.
        for (int tries = 0; tries < 500 && !complete(bytes); tries++) {
          byte[] buffer = new byte[8192];
          int n = in.read(buffer);
          if (n > 0) {
            bytes.write(buffer, 0, n);
          } else {
            Thread.sleep(10);
          }
        }
      }
      return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static boolean complete(ByteArrayOutputStream bytes) throws Exception {
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (!text.endsWith("\n")) {
      return false;
    }
    List<String> lines = text.lines().toList();
    JSONObject head = new JSONObject(lines.get(0));
    JSONObject last = new JSONObject(lines.get(lines.size() - 1));
    return head.getLong("after") >= head.getLong("lastSeq")
        || last.optLong("seq") == head.getLong("lastSeq");
  }

  @Test
  public void theManifestOpensTheDoorToHoldersOfDumpOnly() throws Exception {
    ProviderInfo info =
        agent.app().getPackageManager().resolveContentProvider(AUTHORITY, PackageManager.MATCH_ALL);
    assertTrue(info.exported);
    assertEquals(DUMP, info.readPermission);
    assertEquals(DUMP, info.writePermission);
    assertEquals(AgentProvider.class.getName(), info.name);
  }

  @Test
  public void aCallerWithoutThePermissionGetsNothing() {
    shadowOf(agent.app()).denyPermissions(DUMP);
    for (String method :
        List.of("status", "tasks", "register", "unregister", "trigger", "clear", "x")) {
      assertThrows(SecurityException.class, () -> resolver().call(ROOT, method, "a", null));
    }
    assertThrows(
        SecurityException.class,
        () -> resolver().openFileDescriptor(Uri.parse(ROOT + "/log"), "r"));
    assertEquals(0, agent.tasks().registeredCount());
  }

  @Test
  public void statusTellsAppWorkAndLog() throws Exception {
    agent.setDebuggable(true);
    agent.define("a");
    agent.tasks().register("a", TaskOptions.DEFAULT);
    agent.tasks().register("undefined", TaskOptions.DEFAULT.withMinimumInterval(30));
    agent.runPeriodic();
    JSONObject status = call("status");
    assertEquals("ok", status.getString("code"));
    assertEquals("io.github.jobdoctor.agent.test", status.getString("package"));
    assertEquals("1.2.3-test", status.getString("appVersion"));
    assertEquals(android.os.Build.VERSION.SDK_INT, status.getInt("apiLevel"));
    assertTrue(status.getBoolean("debuggable"));
    assertEquals("Available", status.getString("availability"));
    assertEquals(2, status.getInt("registered"));
    assertEquals(1, status.getInt("defined"));
    assertEquals("ENQUEUED", status.getJSONObject("work").getString("state"));
    assertEquals(30, status.getJSONObject("work").getInt("intervalMinutes"));
    assertEquals(1, status.getJSONObject("pendingRuns").getInt("undefined"));
    assertEquals(1, status.getJSONObject("processStarts").getInt("app"));
    JSONObject log = status.getJSONObject("log");
    assertEquals(16, log.getString("id").length());
    assertEquals(agent.tasks().log().snapshot().lastSeq(), log.getLong("lastSeq"));
    assertEquals("created", log.getString("origin"));
  }

  @Test
  public void aTaskIsRegisteredShownTriggeredAndUnregistered() throws Exception {
    agent.setDebuggable(true);
    agent.define("sync");
    JSONObject registered =
        call(
            "register",
            "sync",
            extras(
                "minimumInterval",
                5,
                "requiresNetwork",
                false,
                "timeoutSeconds",
                20,
                "arguments",
                "x=1"));
    assertEquals("ok", registered.getString("code"));
    JSONObject task = registered.getJSONObject("task");
    assertEquals(15, task.getInt("minimumInterval"));
    assertFalse(task.getBoolean("requiresNetwork"));
    assertEquals(20, task.getInt("timeoutSeconds"));
    assertEquals("x=1", task.getString("arguments"));
    assertTrue(task.getBoolean("defined"));
    JSONObject tasks = call("tasks");
    assertEquals(1, tasks.getInt("total"));
    assertEquals("sync", tasks.getJSONArray("tasks").getJSONObject(0).getString("name"));
    agent.awaitWorkerEnd(); // Without a network to wait for, the first period begins at once.

    JSONObject triggered = call("trigger", "sync", null);
    assertEquals("ok", triggered.getString("code"));
    agent.awaitWorkerEnd();
    List<String> lines = read("/log?after=" + triggered.getLong("afterSeq"));
    assertTrue(
        lines.toString(),
        lines.stream()
            .anyMatch(
                line ->
                    line.contains("\"event\":\"exit\"")
                        && line.contains("\"trigger\":\"test\"")
                        && line.contains("\"outcome\":\"success\"")));

    assertEquals("ok", code("unregister", "sync", null));
    assertEquals("not-registered", code("unregister", "sync", null));
    assertEquals(0, call("tasks").getInt("total"));
  }

  @Test
  public void thousandsOfTasksComeInPages() throws Exception {
    for (int i = 0; i < 25; i++) {
      agent.tasks().register("t" + i, TaskOptions.DEFAULT);
    }
    JSONArray page = call("tasks", null, extras("from", 20, "limit", 10)).getJSONArray("tasks");
    assertEquals(5, page.length());
    assertEquals("t20", page.getJSONObject(0).getString("name"));
    assertEquals("bad-argument", code("tasks", null, extras("limit", 501)));
    assertEquals("bad-argument", code("tasks", null, extras("from", -1)));
  }

  @Test
  public void aReleaseBuildRefusesTheTriggerWithItsCode() throws Exception {
    agent.setDebuggable(false);
    agent.tasks().register("a", TaskOptions.DEFAULT);
    assertEquals("release-build", code("trigger", null, null));
    assertEquals("release-build", code("trigger", "a", null));
  }

  @Test
  public void badCallsAreAnsweredWithTheirCodes() throws Exception {
    agent.setDebuggable(true);
    assertEquals("unknown-method", code("format-disk", null, null));
    assertEquals("unknown-method", code("", null, null));
    assertEquals("bad-argument", code("register", null, null));
    assertEquals("bad-argument", code("register", "", null));
    assertEquals("bad-argument", code("register", "x".repeat(201), null));
    assertEquals("bad-argument", code("register", "x".repeat(1_000_000), null));
    assertEquals("bad-argument", code("register", "a", extras("minimumInterval", "often")));
    assertEquals("bad-argument", code("register", "a", extras("requiresNetwork", 1)));
    assertEquals("bad-argument", code("register", "a", extras("arguments", 1)));
    assertEquals("bad-argument", code("register", "a", extras("arguments", "x".repeat(4_097))));
    assertEquals("bad-argument", code("register", "a", extras("interval", 15)));
    assertEquals("bad-argument", code("register", null, extras("name64", "%%%")));
    assertEquals("bad-argument", code("register", "a", extras("name64", "YQ==")));
    assertEquals("bad-argument", code("status", null, extras("x", 1)));
    assertEquals("not-registered", code("trigger", "nobody", null));
    assertEquals("nothing-registered", code("trigger", null, null));
    assertEquals(0, agent.tasks().registeredCount());
  }

  @Test
  public void namesThatAShellWouldSpoilComeAsBase64() throws Exception {
    String name = "'\n🦊\"";
    String encoded = Base64.encodeToString(name.getBytes(StandardCharsets.UTF_8), Base64.NO_WRAP);
    call("register", null, extras("name64", encoded, "arguments64", encoded));
    assertEquals(name, agent.tasks().registered().get(0).name());
    assertEquals(name, agent.tasks().registered().get(0).options().arguments());
    JSONObject task = call("tasks").getJSONArray("tasks").getJSONObject(0);
    assertEquals(name, task.getString("name"));
    assertEquals("ok", code("unregister", null, extras("name64", encoded)));
  }

  @Test
  public void theLogBeginsWithAHeadThatNamesItsFormat() throws Exception {
    agent.tasks().log().event(LogEvent.REGISTERED, "a\nb", "🦊");
    List<String> lines = read("/log");
    JSONObject head = new JSONObject(lines.get(0));
    assertEquals("jobdoctor-log", head.getString("format"));
    assertEquals(1, head.getInt("version"));
    assertEquals("0.1.0", head.getString("agent"));
    assertEquals("io.github.jobdoctor.agent.test", head.getString("package"));
    assertEquals(0, head.getLong("after"));
    assertEquals(lines.size() - 1, head.getLong("lastSeq"));
    JSONObject last = new JSONObject(lines.get(lines.size() - 1));
    assertEquals("a\nb", last.getString("task"));
    assertEquals("🦊", last.getString("message"));
    assertEquals(head.getLong("lastSeq"), last.getLong("seq"));
  }

  @Test
  public void aReaderGetsOnlyWhatItDoesNotHaveUnlessTheLogIsAnotherOne() throws Exception {
    for (int i = 0; i < 5; i++) {
      agent.tasks().log().event(LogEvent.LOG, "m" + i);
    }
    JSONObject head = new JSONObject(read("/log").get(0));
    long last = head.getLong("lastSeq");
    assertEquals(3, read("/log?after=" + (last - 2)).size());
    assertEquals(1, read("/log?after=" + last).size());
    assertEquals(3, read("/log?after=" + (last - 2) + "&log=" + head.getString("log")).size());
    assertEquals("ok", call("clear").getString("code"));
    List<String> anew = read("/log?after=" + last + "&log=" + head.getString("log"));
    assertEquals(0, new JSONObject(anew.get(0)).getLong("after"));
    assertEquals("cleared", new JSONObject(anew.get(1)).getString("message"));
  }

  @Test
  public void aFullLogComesWhole() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      agent.tasks().log().event(LogEvent.LOG, "message " + i);
    }
    List<String> lines = read("/log");
    JSONObject head = new JSONObject(lines.get(0));
    assertEquals(head.getLong("lastSeq") - head.getLong("firstSeq") + 1, lines.size() - 1);
    assertTrue(head.getLong("firstSeq") > 1);
  }

  @Test
  public void followIsANumberOfSeconds() {
    for (String follow : List.of("0", "601", "-1", "x", "", "1.5", "99999999999999999999")) {
      FileNotFoundException refused =
          assertThrows(
              FileNotFoundException.class,
              () -> resolver().openFileDescriptor(Uri.parse(ROOT + "/log?follow=" + follow), "r"));
      assertTrue(
          refused.getMessage(),
          refused.getMessage().endsWith("follow is 1 to 600 seconds, not " + follow));
    }
  }

  @Test
  public void onlyTheLogCanBeReadAndNothingWritten() {
    assertThrows(
        FileNotFoundException.class,
        () -> resolver().openFileDescriptor(Uri.parse(ROOT + "/../databases"), "r"));
    assertThrows(
        FileNotFoundException.class,
        () -> resolver().openFileDescriptor(Uri.parse(ROOT + "/log"), "rw"));
    assertThrows(
        FileNotFoundException.class,
        () -> resolver().openFileDescriptor(Uri.parse(ROOT + "/log?after=x"), "r"));
    assertThrows(
        UnsupportedOperationException.class, () -> resolver().query(ROOT, null, null, null, null));
    assertThrows(UnsupportedOperationException.class, () -> resolver().delete(ROOT, null, null));
  }

  @Test
  public void theHostsCallIsCountedAsWhatWokeTheProcess() throws Exception {
    agent.startProcess(WakeReason.HOST);
    assertEquals(1, call("status").getJSONObject("processStarts").getInt("host"));
  }
}
