package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demonstration's devices answer, and what they remember. */
class DemoDevicesTest {

  private static final String WORK = "androidx.work.systemjobscheduler";

  private static final String STATUS =
      "content call --uri content://io.github.jobdoctor.agent.jobdoctor --method status";

  private Instant now = Instant.parse("2026-03-03T14:21:29Z");
  private final List<VirtualDevice> devices = DemoDevices.load(() -> now);

  @Test
  void areFourWithTheNewestFirst() {
    assertEquals(
        List.of("demo-api36", "demo-api34", "demo-api30", "demo-api28"),
        devices.stream().map(VirtualDevice::serial).toList());
    assertEquals("36\n", shell(36, "getprop ro.build.version.sdk").stdout());
    assertEquals("Demo phone (API 28)\n", shell(28, "getprop ro.product.model").stdout());
    assertEquals("11\n", shell(30, "getprop ro.build.version.release").stdout());
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 34, 30, 28})
  void dumpWhatWasRecordedWordForWordAtFirst(int level) {
    assertEquals(recorded(level), dump(level));
  }

  @Test
  void sayWhatTheyDoNotKnow() {
    assertEquals("Can't find service: telecom\n", shell(36, "dumpsys telecom").stderr());
    assertEquals(
        new Answer("Unknown command: snooze\n", "", 255), shell(36, "cmd jobscheduler snooze"));
    assertEquals(
        new Answer("Unknown command: stop\n", "", 255), shell(30, "cmd jobscheduler stop"));
    assertEquals("Invalid package: no.such\n", shell(36, "dumpsys jobscheduler no.such").stdout());
    assertEquals("Unknown option: -x\n", shell(36, "dumpsys jobscheduler -x").stdout());
    Answer help = shell(28, "cmd jobscheduler help");
    assertTrue(help.stdout().startsWith("Job scheduler (jobscheduler) commands:\n"));
    assertEquals(255, help.exitCode());
  }

  @Test
  void answerErrorsInAndroidsWordsAndOrder() {
    assertEquals(
        new Answer("", "Package not found: no.such.pkg / user 0\n", 24), run(36, "no.such.pkg 1"));
    assertEquals(
        new Answer("", "Could not find job 99 in package com.example.app / user 0\n", 23),
        run(36, "com.example.app 99"));
    assertEquals(
        new Answer("Error: unknown option '--bogus'\n", "", 255),
        run(36, "--bogus com.example.app 1"));
    assertEquals(
        new Answer("Error: unknown option '-n'\n", "", 255), run(30, "-n x com.example.app 1"));
    assertEquals(
        new Answer("Error: unknown option '-s'\n", "", 255), run(28, "-s com.example.app 1"));
    assertEquals(
        new Answer("Cannot specify both --force and --satisfied\n", "", 255),
        run(36, "-s -f com.example.app 2"));
    assertEquals(
        new Answer(
            "Exception: java.lang.IllegalArgumentException:"
                + " Argument expected after \"com.example.app\"\n",
            "",
            255),
        run(36, "com.example.app"));
    assertEquals(
        new Answer(
            "Exception: java.lang.NumberFormatException: For input string: \"abc\"\n", "", 255),
        run(36, "com.example.app abc"));
    assertEquals(
        new Answer(
            "Exception: java.lang.NumberFormatException: For input string: \"current\"\n", "", 255),
        run(34, "-u current com.example.app 2"));
    assertEquals(
        new Answer(
            "unknown(u0a123/jid99)\n",
            "Could not find job 99 in package com.example.app / user 0\n",
            23),
        state(36, "com.example.app 99"));
    assertEquals(
        new Answer("unknown(no.such)\n", "Package not found: no.such / user 0\n", 24),
        state(36, "no.such 1"));
  }

  @Test
  void doNotFindANamespacedJobWithoutItsNamespace() {
    assertEquals(
        new Answer("", "Could not find job 72 in package com.example.app / user 0\n", 23),
        run(36, "com.example.app 72"));
    assertEquals(
        new Answer(
            "",
            "Job 32 in package com.example.work / namespace "
                + WORK
                + " / user 0 has functional constraints but --force not specified\n",
            22),
        run(36, "-n " + WORK + " com.example.work 32"));
    assertEquals(new Answer("Running job\n", "", 0), run(36, "-n " + WORK + " com.example.app 72"));
    assertEquals("active\n ready\n\n", state(36, "-n " + WORK + " com.example.app 72").stdout());
    assertTrue(dump(36).contains(" {" + WORK + "} #u0a123/72 @" + WORK + "@com.example.app/.Ns"));
  }

  @Test
  void refuseAJobWithoutNetworkUnlessForced() {
    assertEquals(
        new Answer(
            "",
            "Job 5 in package com.example.app / user 0 has functional constraints but --force not"
                + " specified\n",
            22),
        run(36, "com.example.app 5"));
    assertEquals("waiting\n", state(36, "com.example.app 5").stdout());
    assertEquals(new Answer("Running job [FORCED]\n", "", 0), run(36, "-f com.example.app 5"));
    assertEquals("active\n ready\n\n", state(36, "com.example.app 5").stdout());
  }

  @Test
  void refuseADeviceConditionToSatisfiedOnly() {
    assertEquals(22, run(36, "-s com.example.app 2").exitCode());
    assertEquals(new Answer("Running job\n", "", 0), run(36, "com.example.app 2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 34, 30, 28})
  void sayRunningJobAboutAJobThatNothingCanStart(int level) {
    String before = dump(level);
    for (String job : List.of("com.example.never 403", "com.example.disabled 404")) {
      assertEquals(new Answer("Running job [FORCED]\n", "", 0), run(level, "-f " + job), job);
      assertFalse(state(level, job).stdout().contains("active"), job);
    }
    assertEquals(section("Active jobs:", before), section("Active jobs:", dump(level)));
    assertEquals(section("  Job history:", before), section("  Job history:", dump(level)));
  }

  @Test
  void doNotStartJobsInDozeButStartThoseThatDozeLets() {
    assertEquals("Running job [FORCED]\n", run(30, "-f com.example.app 1").stdout());
    assertEquals("pending\n", state(30, "com.example.app 1").stdout());
    assertEquals("Running job\n", run(30, "com.google.android.gms 301").stdout());
    assertEquals("active\n ready\n\n", state(30, "com.google.android.gms 301").stdout());
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 34, 28})
  void showAStartedJobAsRunningThenInTheHistoryThenNoMore(int level) {
    int registered = registered(dump(level));
    assertEquals("Running job\n", run(level, "com.example.app 1").stdout());
    now = now.plusMillis(500);
    String during = dump(level);
    assertEquals(registered, registered(during));
    assertTrue(block(during, "u0a123/1").contains("!active=false"));
    assertTrue(
        during.contains("             -500ms   START: #u0a123/1 com.example.app/.ChargingJob\n"));
    assertTrue(
        section("Active jobs:", during)
            .contains(
                "#u0a123/1 com.example.app/.ChargingJob\n    Running for: +500ms, timeout at: "));

    now = now.plusMillis(1700);
    String after = dump(level);
    assertEquals(registered - 1, registered(after));
    assertFalse(section("Active jobs:", after).contains(".ChargingJob"));
    assertTrue(
        after.contains("           -2s200ms   START: #u0a123/1 com.example.app/.ChargingJob\n"));
    String stop = level == 28 ? " STOP-P" : "   STOP";
    assertTrue(
        after.contains(
            "             -200ms "
                + stop
                + ": #u0a123/1 com.example.app/.ChargingJob app called jobFinished\n"));
    assertEquals(23, state(level, "com.example.app 1").exitCode());
    assertEquals(23, run(level, "com.example.app 1").exitCode());
  }

  @Test
  void leaveAPeriodicJobRegisteredWithItsNextWindow() {
    assertEquals("Running job [FORCED]\n", run(36, "-f com.example.work 22").stdout());
    now = now.plusSeconds(3);
    String block = block(dump(36), "u0a124/22");
    assertTrue(block.contains("PERIODIC: interval=+23h59m59s999ms flex=+23h59m59s999ms"), block);
    assertTrue(block.contains("    Enqueue time: -1s0ms\n"), block);
    assertTrue(
        block.contains(
            """
                Run time: earliest=+23h57m33s885ms, latest=+1d23h57m33s884ms, original latest=+1d23h57m33s884ms
                Last successful run: 2026-03-03 14:21:31
            """),
        block);
    assertTrue(
        block.contains("Unsatisfied constraints: TIMING_DELAY DEADLINE CONNECTIVITY [0xd0000000]"),
        block);
    assertTrue(block.contains("Ready: false (job=false user=true"), block);
    assertEquals("waiting\n", state(36, "com.example.work 22").stdout());
  }

  @Test
  void rememberWhatSeveralConnectionsDid() {
    run(36, "com.example.app 1");
    now = now.plusSeconds(3);
    run(36, "com.example.app 2");
    now = now.plusSeconds(3);
    String history = section("  Job history:", dump(36));
    assertTrue(
        history.endsWith(
            """
                       -6s000ms   START: #u0a123/1 com.example.app/.ChargingJob
                       -4s000ms    STOP: #u0a123/1 com.example.app/.ChargingJob app called jobFinished
                       -3s000ms   START: #u0a123/2 com.example.app/.IdleJob
                       -1s000ms    STOP: #u0a123/2 com.example.app/.IdleJob app called jobFinished
            """),
        history);
    assertTrue(dump(36).contains("inactive since -1s0ms, stopped because: app called jobFinished"));
  }

  @Test
  void startAPendingJob() {
    assertEquals("pending ready\n\n", state(36, "com.example.history 712").stdout());
    run(36, "com.example.history 712");
    assertEquals("active\n ready\n\n", state(36, "com.example.history 712").stdout());
    assertTrue(section("Pending queue:", dump(36)).contains("  None\n"));
  }

  @Test
  void keepRecordedJobsActiveAndTakeARunOfThemForGranted() {
    assertEquals("Running job [FORCED]\n", run(36, "-f com.example.running 700").stdout());
    now = now.plus(Duration.ofHours(1));
    assertEquals("active\n ready\n\n", state(36, "com.example.running 700").stdout());
  }

  @Test
  void filterByPackageAsEachLevelDoes() {
    String newer = shell(36, "dumpsys jobscheduler com.example.work").stdout();
    assertTrue(newer.contains("Registered 28 jobs:\n  JOB #u0a124/20: "));
    assertFalse(newer.contains("JOB #u0a123/1:"));
    assertFalse(newer.contains("mReadyToRock"));
    assertFalse(section("Active jobs:", newer).contains("#u0a133/700"));
    String older = shell(28, "dumpsys jobscheduler com.example.work").stdout();
    assertTrue(older.contains("  JOB #u0a123/1: "));
    assertFalse(older.contains("tag=*job*/com.example.app/.ChargingJob"));
    assertTrue(section("Active jobs:", older).contains("#u0a133/700"));
    assertTrue(
        shell(36, "dumpsys jobscheduler com.example.app").stdout().contains("  JOB #1000/100001: "),
        "a sync on behalf of the app belongs to it");
  }

  @Test
  void answerQuestionsAboutTheDevicesConditions() {
    assertEquals(new Answer("false\n", "", 0), shell(36, "cmd jobscheduler get-battery-charging"));
    assertEquals(new Answer("true\n", "", 0), shell(30, "cmd jobscheduler get-storage-not-low"));
    assertEquals(
        new Answer("Battery monitoring enabled\n", "", 0),
        shell(36, "cmd jobscheduler monitor-battery on"));
    assertEquals(
        new Answer("", "Error: unknown option sideways\n", 1),
        shell(36, "cmd jobscheduler monitor-battery sideways"));
    assertEquals(
        new Answer("Heartbeat command is no longer supported\n", "", 255),
        shell(30, "cmd jobscheduler heartbeat"));
    assertEquals(
        new Answer("Unknown command: reset-schedule-quota\n", "", 255),
        shell(28, "cmd jobscheduler reset-schedule-quota"));
  }

  @Test
  void stopAndCancelJobs() {
    assertEquals(
        new Answer("Stopping job: #u0a133/700 com.example.running/.HangService\n", "", 0),
        shell(36, "cmd jobscheduler timeout com.example.running 700"));
    assertEquals(
        new Answer("No matching executing jobs found.\n", "", 0),
        shell(36, "cmd jobscheduler stop com.example.running 700"));
    assertEquals(
        new Answer("Canceling job com.example.app/#1 in user 0\n", "", 0),
        shell(36, "cmd jobscheduler cancel com.example.app 1"));
    assertEquals(
        new Answer("Canceling job com.example.app/#1 in user 0\nNo matching job found.\n", "", 0),
        shell(36, "cmd jobscheduler cancel com.example.app 1"));
    assertEquals(
        new Answer("Package no.such not found.\n", "", 24),
        shell(36, "cmd jobscheduler cancel no.such"));
    assertEquals(27, registered(dump(36)));
  }

  @Test
  void findJobsOfOtherUsersAndOfTheSystem() {
    assertEquals(
        new Answer("Running job [FORCED]\n", "", 0), run(36, "-u 10 -f com.example.user10 200"));
    assertEquals(
        "Package not found: com.example.user10 / user 0\n",
        run(36, "com.example.user10 200").stderr());
    assertEquals(22, run(36, "android 100001").exitCode());
    assertEquals(new Answer("Running job\n", "", 0), run(36, "com.example.frequent -1"));
  }

  @Test
  void haveTheAgentInstalledWhereItWasRecorded() {
    Recording recording = new Recording("recorded-agent");
    VirtualDevice device = DemoDevices.device(36, recording, recording, () -> now);
    assertEquals("package:io.github.jobdoctor.agent\n", shell(device, "pm list packages").stdout());
    assertTrue(shell(device, STATUS).stdout().contains("\"registered\":2,"));
    device.files().put("/data/local/tmp/agent.apk", zip("AndroidManifest.xml"));
    assertEquals("Success\n", shell(device, "pm install -r /data/local/tmp/agent.apk").stdout());
    assertTrue(
        shell(device, STATUS).stdout().contains("\"registered\":2,"), "an update keeps the data");
    shell(device, "pm uninstall io.github.jobdoctor.agent");
    shell(device, "pm install /data/local/tmp/agent.apk");
    assertTrue(shell(device, STATUS).stdout().contains("\"registered\":0,"));
  }

  @Test
  void takeTheAgentWhereItWasNotRecorded() {
    VirtualDevice device =
        DemoDevices.device(
            34, new Recording("demo-api34"), new Recording("recorded-agent"), () -> now);
    if (!new Recording("demo-api34").hasAgent()) {
      assertTrue(shell(device, STATUS).stderr().contains("Could not find provider"));
    }
    device.files().put("/data/local/tmp/text.apk", zip("readme.txt"));
    device.files().put("/data/local/tmp/agent.apk", zip("classes.dex", "AndroidManifest.xml"));
    assertEquals(1, shell(device, "pm install /data/local/tmp/text.apk").exitCode());
    assertEquals("Success\n", shell(device, "pm install /data/local/tmp/agent.apk").stdout());
    String status = shell(device, STATUS).stdout();
    assertTrue(status.contains("\"apiLevel\":34,"), status);
    assertTrue(status.contains("\"registered\":0,"), status);
    assertTrue(
        shell(device, "dumpsys package io.github.jobdoctor.agent")
            .stdout()
            .contains("    versionName=0.1.0\n"));
  }

  private static byte[] zip(String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private Answer run(int level, String arguments) {
    return shell(level, "cmd jobscheduler run " + arguments);
  }

  private Answer state(int level, String arguments) {
    return shell(level, "cmd jobscheduler get-job-state " + arguments);
  }

  private String dump(int level) {
    return shell(level, "dumpsys jobscheduler").stdout();
  }

  private static String recorded(int level) {
    return new Recording("demo-api" + level).text("dumpsys-jobscheduler.txt");
  }

  private static int registered(String dump) {
    return Integer.parseInt(
        dump.substring(dump.indexOf("Registered ") + 11, dump.indexOf(" jobs:\n")));
  }

  private static String block(String dump, String uidAndId) {
    int start = dump.indexOf(uidAndId + ": ", dump.indexOf("Registered "));
    return dump.substring(start, dump.indexOf("comp=", start));
  }

  /** From a heading to the blank line after it, without this. */
  private static String section(String heading, String dump) {
    int start = dump.indexOf(heading + "\n");
    return dump.substring(start, dump.indexOf("\n\n", start) + 1);
  }

  private record Answer(String stdout, String stderr, int exitCode) {}

  private Answer shell(int level, String line) {
    VirtualDevice device =
        devices.stream()
            .filter(each -> each.serial().equals("demo-api" + level))
            .findFirst()
            .orElseThrow();
    return shell(device, line);
  }

  private static Answer shell(VirtualDevice device, String line) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    CommandOutput output =
        new CommandOutput() {
          @Override
          public void write(Stream stream, byte[] bytes, int offset, int length) {
            (stream == Stream.STDOUT ? stdout : stderr).write(bytes, offset, length);
          }

          @Override
          public void exit(int code) {}
        };
    try {
      int exitCode =
          device.shellWith(OptionalInt.empty()).run(line, InputStream.nullInputStream(), output);
      return new Answer(
          stdout.toString(StandardCharsets.UTF_8),
          stderr.toString(StandardCharsets.UTF_8),
          exitCode);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
