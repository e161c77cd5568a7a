package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import android.app.job.JobInfo;
import android.os.Build;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * What Android's own {@code cmd jobscheduler} prints, returns and does on each level: the ground
 * that the program's orders stand on. A level that differs from this is a find.
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = Config.ALL_SDKS,
    shadows = ShadowAppGlobals.class,
    instrumentedPackages = "com.android.modules.expresslog")
public class ShellOrdersTest {

  private static final App APP = new App("com.example.app", 10123);
  private static final String NAMESPACE = "androidx.work.systemjobscheduler";
  private static final int NO_PACKAGE = -1000;
  private static final int NO_JOB = -1001;
  private static final int CONSTRAINTS = -1002;
  private static final int FAILED = -1;

  private final int level = Build.VERSION.SDK_INT;
  private LiveDevice device;

  @Before
  public void boot() throws Exception {
    device = new LiveDevice(List.of(APP), List.of(0, 10));
  }

  @After
  public void close() {
    device.close();
  }

  @Test
  public void runSaysWhatItDoesNotKnow() {
    assertAnswer(
        NO_PACKAGE, lookupError("Package not found: com.gone / user 0\n"), "run", "com.gone", "7");
    assertAnswer(
        NO_JOB,
        lookupError("Could not find job 7 in package com.example.app / user 0\n"),
        "run",
        "com.example.app",
        "7");
    assertAnswer(
        FAILED,
        out("Exception: java.lang.NumberFormatException: For input string: \"x\"\n"),
        "run",
        "com.example.app",
        "x");
    assertAnswer(
        FAILED,
        out(
            "Exception: java.lang.IllegalArgumentException: Argument expected after"
                + " \"com.example.app\"\n"),
        "run",
        "com.example.app");
    assertAnswer(FAILED, out("Unknown command: fly\n"), "fly");
    assertAnswer(FAILED, out("Error: unknown option '-x'\n"), "run", "-x", "com.example.app", "7");
    if (level >= 34) {
      assertAnswer(
          NO_JOB,
          lookupError("Could not find job 7 in package com.example.app / namespace n / user 0\n"),
          "run",
          "-n",
          "n",
          "com.example.app",
          "7");
    }
  }

  @Test
  public void runHasAFormThatOverridesNothing() {
    String job = device.schedule(APP, 0, later(7));
    if (level < 30) {
      assertAnswer(
          FAILED, out("Error: unknown option '-s'\n"), "run", "-s", "com.example.app", "7");
      return;
    }
    assertAnswer(
        FAILED,
        out("Cannot specify both --force and --satisfied\n"),
        "run",
        "-f",
        "-s",
        "com.example.app",
        "7");
    assertAnswer(
        CONSTRAINTS,
        lookupError(
            "Job 7 in package com.example.app / user 0 has functional constraints but --force not"
                + " specified\n"),
        "run",
        "-s",
        "com.example.app",
        "7");
    assertFalse(device.apps().begun().contains(job));
  }

  @Test
  public void runClaimsToRunAJobThatItDoesNotStart() {
    String job = device.schedule(APP, 0, later(7));
    device.surroundings().dozes(true);
    assertAnswer(0, out("Running job [FORCED]\n"), "run", "-f", "com.example.app", "7");
    device.passTime(Duration.ofMinutes(1));
    assertTrue(device.apps().begun().isEmpty());
    device.surroundings().dozes(false);
    device.passTime(Duration.ofMinutes(1));
    assertEquals("the order stays in force", List.of(job), device.apps().begun());
  }

  @Test
  public void jobStateIsToldInWords() {
    if (level < 26) {
      assertAnswer(
          FAILED, out("Unknown command: get-job-state\n"), "get-job-state", "com.example.app", "7");
      return;
    }
    assertAnswer(
        NO_PACKAGE,
        new Answer("unknown(com.gone)\n", "Package not found: com.gone / user 0\n"),
        "get-job-state",
        "com.gone",
        "7");
    assertAnswer(
        NO_JOB,
        new Answer(
            "unknown(u0a123/jid7)\n", "Could not find job 7 in package com.example.app / user 0\n"),
        "get-job-state",
        "com.example.app",
        "7");
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.keepsRunning());
    assertAnswer(0, out("waiting\n"), "get-job-state", "com.example.app", "7");
    device.lab().command("run", "com.example.app", "7");
    device.passTime(Duration.ofSeconds(1));
    assertAnswer(0, out("active\n ready\n\n"), "get-job-state", "com.example.app", "7");
    device.schedule(APP, 10, later(7));
    device.lab().startUsers(0);
    assertAnswer(
        0,
        out(level >= 29 ? "user-stopped\n source-user-stopped\n\n" : "user-stopped\n\n"),
        "get-job-state",
        "-u",
        "10",
        "com.example.app",
        "7");
  }

  @Test
  public void timeoutStopsWhatRuns() {
    String job = runsForEver(7, Optional.empty());
    if (level < 26) {
      assertAnswer(FAILED, out("Unknown command: timeout\n"), "timeout", "com.example.app", "7");
      return;
    }
    String none = "No matching executing jobs found.\n";
    assertAnswer(0, out(none), "timeout", "com.example.app", "8");
    JobSchedulerLab.CommandResult answer = device.lab().command("timeout", "com.example.app", "7");
    assertEquals(0, answer.result());
    assertEquals("", answer.stderr());
    if (level == 26) {
      // It says so even if it stops something.
      assertTrue(answer.toString(), answer.stdout().endsWith(none));
    } else {
      String word = level >= 34 ? "Stopping job: " : "Timing out: ";
      assertTrue(answer.toString(), answer.stdout().startsWith(word));
      assertTrue(answer.toString(), answer.stdout().endsWith("com.example.app/.Work\n"));
    }
    device.passTime(Duration.ofSeconds(1));
    assertFalse("the app was stopped", device.lab().truth().active().contains(job));
  }

  @Test
  public void stopIsForLevelsThatKnowNamespaces() {
    String job = runsForEver(7, level >= 34 ? Optional.of(NAMESPACE) : Optional.empty());
    if (level < 34) {
      assertAnswer(FAILED, out("Unknown command: stop\n"), "stop", "com.example.app", "7");
      return;
    }
    String none = "No matching executing jobs found.\n";
    assertAnswer(0, out(none), "stop", "com.example.app", "7");
    assertTrue(device.lab().truth().active().contains(job));
    JobSchedulerLab.CommandResult answer =
        device.lab().command("stop", "-n", NAMESPACE, "com.example.app", "7");
    assertEquals(0, answer.result());
    assertTrue(answer.toString(), answer.stdout().startsWith("Stopping job: "));
    device.passTime(Duration.ofSeconds(1));
    assertFalse(device.lab().truth().active().contains(job));
    assertTrue("it is to run again", isRegistered(job));
  }

  @Test
  public void cancelTakesTheJobAway() {
    String job = device.schedule(APP, 0, later(7));
    if (level < 28) {
      assertAnswer(FAILED, out("Unknown command: cancel\n"), "cancel", "com.example.app", "7");
      assertTrue(isRegistered(job));
      return;
    }
    assertAnswer(NO_PACKAGE, out("Package com.gone not found.\n"), "cancel", "com.gone", "7");
    assertAnswer(
        FAILED,
        out("Error: must specify a concrete user ID\n"),
        "cancel",
        "-u",
        "all",
        "com.example.app",
        "7");
    assertAnswer(
        0,
        out("Canceling job com.example.app/#8 in user 0\nNo matching job found.\n"),
        "cancel",
        "com.example.app",
        "8");
    assertAnswer(
        0, out("Canceling job com.example.app/#7 in user 0\n"), "cancel", "com.example.app", "7");
    assertFalse(isRegistered(job));
    device.schedule(APP, 0, later(8));
    device.schedule(APP, 0, later(9));
    assertAnswer(
        0, out("Canceling all jobs for com.example.app in user 0\n"), "cancel", "com.example.app");
    assertTrue(device.lab().truth().jobs().isEmpty());
    assertAnswer(
        0,
        out("Canceling all jobs for com.example.app in user 0\nNo matching jobs found.\n"),
        "cancel",
        "com.example.app");
  }

  @Test
  public void resettingAQuotaDoesNotLetTheWaitingJobRun() {
    if (level < 30) {
      assertAnswer(
          FAILED,
          out("Unknown command: reset-execution-quota\n"),
          "reset-execution-quota",
          "com.example.app");
      return;
    }
    device.surroundings().bucket(APP, 0, 40);
    for (int id = 100; id < 103; id++) {
      device.schedule(APP, 0, later(id));
      device.lab().command("run", "com.example.app", Integer.toString(id));
      device.passTime(Duration.ofMinutes(1));
    }
    String job = device.schedule(APP, 0, later(7));
    device.lab().command("run", "com.example.app", "7");
    device.passTime(Duration.ofMinutes(1));
    assertFalse(device.apps().begun().contains(job));
    assertAnswer(0, out(""), "reset-execution-quota", "com.example.app");
    device.passTime(Duration.ofMinutes(1));
    assertFalse("its bit is not looked at again", device.apps().begun().contains(job));
    assertEquals(job, device.schedule(APP, 0, later(7)));
    device.lab().command("run", "com.example.app", "7");
    device.passTime(Duration.ofMinutes(1));
    assertTrue("scheduled anew it has quota", device.apps().begun().contains(job));
  }

  @Test
  public void heartbeatsAreCountedWhereThereAreAny() {
    assumeTrue("the shell knows the word", level >= 28);
    JobSchedulerLab.CommandResult answer = device.lab().command("heartbeat", "2");
    if (level < 30) {
      assertEquals(0, answer.result());
      assertEquals("Advancing standby heartbeat by 2\n", answer.stdout());
    } else {
      assertEquals(FAILED, answer.result());
      assertEquals("Heartbeat command is no longer supported\n", answer.stdout());
    }
  }

  /** What a command prints. */
  private record Answer(String out, String err) {}

  private static Answer out(String text) {
    return new Answer(text, "");
  }

  /** Up to API 25 everything goes to standard output. */
  private Answer lookupError(String text) {
    return level >= 26 ? new Answer("", text) : out(text);
  }

  private void assertAnswer(int result, Answer answer, String... arguments) {
    JobSchedulerLab.CommandResult given = device.lab().command(arguments);
    assertEquals(String.join(" ", arguments), answer, new Answer(given.stdout(), given.stderr()));
    assertEquals(String.join(" ", arguments), result, given.result());
  }

  private static JobInfo.Builder later(int id) {
    return LiveDevice.job(APP, id).setMinimumLatency(Duration.ofHours(20).toMillis());
  }

  private String runsForEver(int id, Optional<String> namespace) {
    String job =
        device.schedule(
            new JobRequest(
                later(id).build(), APP.uid(0), Optional.empty(), 0, namespace, Optional.empty()));
    device.apps().script(job, Script.keepsRunning());
    List<String> order = new ArrayList<>(List.of("run"));
    namespace.ifPresent(name -> order.addAll(List.of("-n", name)));
    order.addAll(List.of("com.example.app", Integer.toString(id)));
    device.lab().command(order.toArray(String[]::new));
    device.passTime(Duration.ofSeconds(1));
    assertTrue(device.apps().begun().contains(job));
    return job;
  }

  private boolean isRegistered(String job) {
    return device.lab().truth().jobs().stream().anyMatch(truth -> truth.key().equals(job));
  }
}
