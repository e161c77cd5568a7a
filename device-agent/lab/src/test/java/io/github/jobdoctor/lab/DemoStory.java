package io.github.jobdoctor.lab;

import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.app.ApplicationStartInfo;
import android.app.usage.UsageStatsManager;
import android.os.BatteryManager;
import android.os.PowerManager;
import android.os.Process;
import android.provider.Settings;
import androidx.work.WorkInfo;
import androidx.work.testing.WorkManagerTestInitHelper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.task.TaskResult;
import io.github.jobdoctor.agent.work.AgentRule;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import io.github.jobdoctor.agent.work.WakeReason;
import io.github.jobdoctor.lab.Stage.Ending;
import io.github.jobdoctor.lab.Stage.Part;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.robolectric.shadows.ShadowActivityManager;
import org.robolectric.shadows.ShadowProcess;

/**
 * Two days in the life of an app's tasks, as a support engineer meets them. The story sets the
 * device: clocks, power, network, bucket, which process runs and why. What is in the log the agent
 * wrote, by the code that writes it on a device.
 */
final class DemoStory {

  static final String SYNC = "sync";
  static final String UPLOAD = "upload-photos";
  static final String CLEANUP = "cleanup-cache";
  static final String REFRESH = "refresh-token";

  /** All of them. */
  static final List<String> TASKS = List.of(SYNC, UPLOAD, CLEANUP, REFRESH);

  /** A token that does not come in this time does not come. */
  private static final int REFRESH_TIMEOUT_SECONDS = 5;

  private static final long GRACE_MS = 3_000;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final AgentLab lab;
  private final StoryClock clock;
  private final Stage stage;
  private final Random random = new Random(20_260_302);
  private int bootCount = 41;
  private int pid = 12_041;

  DemoStory(AgentLab lab, StoryClock clock) {
    this.lab = lab;
    this.clock = clock;
    this.stage = new Stage(clock);
  }

  /** The clocks at its beginning: a device that has been up for six days. */
  static StoryClock clock() {
    return new StoryClock(Instant.parse("2026-03-02T16:05:00Z").toEpochMilli(), 532_817_204L);
  }

  void tell() throws Exception {
    install();
    afternoon();
    night();
    nextDay();
    afterTheReboot();
  }

  private AgentRule agent() {
    return lab.agent();
  }

  // ------------------------------------------------------------------ the chapters

  /** The user installs the app, signs in, and goes on with something else. */
  private void install() throws Exception {
    bucket(UsageStatsManager.STANDBY_BUCKET_ACTIVE);
    shadowOf(agent().app().getPackageManager())
            .getInternalMutablePackageInfo(AgentLab.PACKAGE)
            .versionName =
        "1.4.2";
    forgetTheRulesOwnProcess();
    process(ApplicationStartInfo.START_REASON_LAUNCHER, WakeReason.APP, Set.of());
    clock.advance(2_310);
    agent().tasks().register(SYNC, TaskOptions.DEFAULT.withMinimumInterval(15));
    clock.advance(290);
    run("2026-03-02T16:05", sync()); // There is a network, so the first period begins at once.
    clock.advance(41_770);
    agent()
        .tasks()
        .register(
            REFRESH,
            TaskOptions.DEFAULT.withMinimumInterval(30).withTimeout(REFRESH_TIMEOUT_SECONDS));
  }

  /** In use: the worker comes every half hour, then every hour, and hardly late. */
  private void afternoon() throws Exception {
    run("2026-03-02T16:36", sync(), refresh());
    run("2026-03-02T17:06", sync(), refresh());
    run("2026-03-02T17:37", failing(SYNC, 4_210, "HTTP 503 from api.example.com"), refresh());
    run("2026-03-02T18:07", sync(), refresh());
    at("2026-03-02T18:31");
    agent().tasks().register(UPLOAD, TaskOptions.DEFAULT.withMinimumInterval(60));
    run("2026-03-02T19:08", sync(), refresh(), upload());
    run("2026-03-02T20:09", sync(), refresh(), upload());
    stopped(
        "2026-03-02T21:11",
        WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY,
        sync(),
        refresh(),
        whenStopped(UPLOAD, "stopped after 12 of 40 photos"));
    run("2026-03-02T21:34", sync(), refresh(), upload());
    at("2026-03-02T21:50");
    // The settings of the app; from now on the worker needs no network, since one task does not.
    agent()
        .tasks()
        .register(CLEANUP, TaskOptions.DEFAULT.withMinimumInterval(720).withRequiresNetwork(false));
    agent().tasks().register(UPLOAD, TaskOptions.DEFAULT.withMinimumInterval(60));
    agent().setNetwork(false);
    run("2026-03-02T22:36", cleanup());
    agent().setNetwork(true);
  }

  /** Doze: the gaps grow, and a run comes in a maintenance window or with a push message. */
  private void night() throws Exception {
    bucket(UsageStatsManager.STANDBY_BUCKET_WORKING_SET);
    run("2026-03-02T23:38", all());
    at("2026-03-03T00:52");
    idle(true);
    process(ApplicationStartInfo.START_REASON_PUSH, WakeReason.SCHEDULE, Set.of());
    run("2026-03-03T00:52", all());
    idle(false);
    run("2026-03-03T02:51", all());
    at("2026-03-03T05:36");
    idle(true);
    process(ApplicationStartInfo.START_REASON_PUSH, WakeReason.SCHEDULE, Set.of());
    run("2026-03-03T05:36", all());
    idle(false);
  }

  /** Not used: the bucket sinks, and with it what the app may do. */
  private void nextDay() throws Exception {
    run("2026-03-03T08:40", all());
    bucket(UsageStatsManager.STANDBY_BUCKET_FREQUENT);
    at("2026-03-03T09:44");
    // Its screen defines the upload, and in this process there is no screen.
    process(ApplicationStartInfo.START_REASON_JOB, WakeReason.SCHEDULE, Set.of(UPLOAD));
    run("2026-03-03T09:44", sync(), refresh(), cleanup());
    at("2026-03-03T10:52");
    process(ApplicationStartInfo.START_REASON_JOB, WakeReason.SCHEDULE, Set.of());
    killed("2026-03-03T10:52", "2026-03-03T10:54", sync(), refresh(), cleanup(), never(UPLOAD));
    run("2026-03-03T10:54", all());
    run("2026-03-03T12:03", all());
    bucket(UsageStatsManager.STANDBY_BUCKET_RARE);
    stopped(
        "2026-03-03T13:10",
        WorkInfo.STOP_REASON_QUOTA,
        sync(),
        refresh(),
        cleanup(),
        whenStopped(UPLOAD, "stopped after 31 of 57 photos"));
    saver(true);
    run("2026-03-03T17:22", all());
    saver(false);
    at("2026-03-03T17:48");
    clock.userSetsClock(HOUR);
    at("2026-03-03T18:10");
    process(ApplicationStartInfo.START_REASON_LAUNCHER, WakeReason.APP, Set.of());
    bucket(UsageStatsManager.STANDBY_BUCKET_ACTIVE);
    run("2026-03-03T18:24", all());
    timedOut("2026-03-03T19:25", sync(), cleanup(), upload());
    charging(true);
    run("2026-03-03T20:27", sync(), refresh(), cleanup(), upload());
  }

  /** The device updates itself and starts anew. */
  private void afterTheReboot() throws Exception {
    at("2026-03-03T22:40");
    clock.reboot();
    bootCount++;
    clock.advance(51_480);
    process(ApplicationStartInfo.START_REASON_BOOT_COMPLETE, WakeReason.SCHEDULE, Set.of());
    run("2026-03-03T22:41", all());
    run("2026-03-03T23:43", all());
    run("2026-03-04T02:31", all());
    run("2026-03-04T05:48", all());
    charging(false);
    at("2026-03-04T07:02");
    process(ApplicationStartInfo.START_REASON_JOB, WakeReason.SCHEDULE, Set.of());
    run(
        "2026-03-04T07:02",
        failing(SYNC, 9_870, "HTTP 503 from api.example.com"),
        refresh(),
        cleanup(),
        upload());
    run("2026-03-04T08:04", all());
    at("2026-03-04T08:31");
  }

  // ------------------------------------------------------------------ what tasks do

  private long millis(int from, int to) {
    return (long) from + random.nextInt(to - from);
  }

  private Part part(String task, long millis, TaskResult result) {
    return new Part(task, Ending.RETURNS, millis, result);
  }

  private Part[] all() {
    return new Part[] {sync(), refresh(), cleanup(), upload()};
  }

  Part sync() {
    return part(
        SYNC,
        millis(900, 2_600),
        TaskResult.success("sent " + random.nextInt(6) + ", received " + random.nextInt(30)));
  }

  Part refresh() {
    return part(REFRESH, millis(210, 890), TaskResult.success());
  }

  Part cleanup() {
    int megabytes = Math.max(0, random.nextInt(40) - 20);
    return part(
        CLEANUP,
        millis(60, 200),
        TaskResult.success(megabytes == 0 ? "nothing to delete" : "freed " + megabytes + " MB"));
  }

  Part upload() {
    int photos = Math.max(0, random.nextInt(12) - 6);
    return photos == 0
        ? part(UPLOAD, millis(3_000, 3_400), TaskResult.success("no new photos"))
        : part(
            UPLOAD,
            3_500 + photos * millis(2_100, 4_800),
            TaskResult.success("uploaded " + photos + (photos == 1 ? " photo" : " photos")));
  }

  private Part failing(String task, long millis, String message) {
    return part(task, millis, TaskResult.failed(message));
  }

  private static Part whenStopped(String task, String message) {
    return new Part(task, Ending.WHEN_STOPPED, 37, TaskResult.failed(message));
  }

  private static Part never(String task) {
    return new Part(task, Ending.NEVER, 0, TaskResult.success());
  }

  // ------------------------------------------------------------------ what happens

  /** Lets the clock go to this minute and some seconds of it, if it is not there yet. */
  private void at(String minute) {
    long time = Instant.parse(minute + ":00Z").toEpochMilli();
    if (time > clock.unset()) {
      clock.goTo(time + random.nextInt((int) MINUTE));
    }
  }

  /** The worker is due, and its tasks end by themselves. */
  private void run(String minute, Part... parts) throws Exception {
    begin(minute, parts);
    agent().awaitWorkerEnd();
  }

  private void begin(String minute, Part... parts) throws Exception {
    at(minute);
    List<Part> byTime = new ArrayList<>(List.of(parts));
    byTime.sort(Comparator.comparingLong(Part::millis));
    stage.prepare(agent().tasks().log(), byTime);
    agent().startPeriodic();
  }

  /** The system stops the worker in the middle of a run. */
  private void stopped(String minute, int reason, Part... parts) throws Exception {
    begin(minute, parts);
    awaitReturns();
    clock.advance(millis(20_000, 60_000));
    WorkManagerTestInitHelper.getTestDriver(agent().app())
        .stopRunningWorkWithReason(agent().periodic().getId(), reason);
    agent().awaitWorkerEnd();
  }

  /** The token does not come: the runner tells the run to stop, and then gives it up. */
  private void timedOut(String minute, Part... others) throws Exception {
    List<Part> parts = new ArrayList<>(List.of(others));
    parts.add(never(REFRESH));
    long expired = agent().log(LogEvent.EXPIRED).size();
    // No other may take as long, since the runner looks at the clock whenever one ends.
    parts.replaceAll(p -> new Part(p.task(), p.ending(), Math.min(p.millis(), 4_000), p.result()));
    begin(minute, parts.toArray(Part[]::new));
    long start = clock.unset();
    awaitReturns();
    clock.goTo(start + REFRESH_TIMEOUT_SECONDS * 1_000L);
    agent().awaitRecords(LogEvent.EXPIRED, expired + 1);
    clock.advance(GRACE_MS);
    agent().awaitWorkerEnd();
  }

  /** Android kills the process in the middle of a run, and starts another one for its job. */
  private void killed(String minute, String next, Part... parts) throws Exception {
    begin(minute, parts);
    awaitReturns();
    clock.advance(millis(4_000, 9_000));
    shadowOf(agent().app().getSystemService(ActivityManager.class))
        .addApplicationExitInfo(
            ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
                .setPid(Process.myPid())
                .setReason(ApplicationExitInfo.REASON_LOW_MEMORY)
                .setTimestamp(clock.wallTime())
                .build());
    at(next);
    process(ApplicationStartInfo.START_REASON_JOB, WakeReason.SCHEDULE, Set.of());
    // To WorkManager a run that died is one that did not end: it keeps its number of attempts. What
    // is left of the old process finds its log closed, so it writes nothing, as befits the dead.
    WorkManagerTestInitHelper.getTestDriver(agent().app())
        .stopRunningWorkWithReason(agent().periodic().getId(), WorkInfo.STOP_REASON_UNKNOWN);
    stage.lowerCurtain();
    for (int i = 0; i < 500 && agent().periodic().getState() == WorkInfo.State.RUNNING; i++) {
      AgentRule.letTimePass();
    }
  }

  /** WorkManager needs the main thread for starting, and that is this one. */
  private void awaitReturns() throws Exception {
    lab.ask(
        () -> {
          stage.awaitReturns();
          return null;
        });
  }

  /** The process ends and another one starts. */
  private void process(int startReason, WakeReason why, Set<String> notDefined) {
    StartReasons.set(startReason);
    pid += 1 + random.nextInt(4_000);
    ShadowProcess.setPid(pid);
    Settings.Global.putInt(
        agent().app().getContentResolver(), Settings.Global.BOOT_COUNT, bootCount);
    lab.startProcess(why);
    for (String task : TASKS) {
      if (!notDefined.contains(task)) {
        BackgroundTasks.define(task, stage::perform);
      }
    }
    clock.advance(millis(90, 400));
  }

  /** The rule has started a process before the story began; its files go. */
  private void forgetTheRulesOwnProcess() {
    for (File file : new File(agent().app().getNoBackupFilesDir(), "jobdoctor").listFiles()) {
      if (!file.delete()) {
        throw new IllegalStateException("cannot delete " + file);
      }
    }
  }

  private void bucket(int standbyBucket) {
    shadowOf(agent().app().getSystemService(UsageStatsManager.class))
        .setCurrentAppStandbyBucket(standbyBucket);
  }

  private void idle(boolean deviceIdle) {
    shadowOf(agent().app().getSystemService(PowerManager.class)).setIsDeviceIdleMode(deviceIdle);
  }

  private void saver(boolean powerSaveMode) {
    shadowOf(agent().app().getSystemService(PowerManager.class)).setIsPowerSaveMode(powerSaveMode);
  }

  private void charging(boolean charging) {
    shadowOf(agent().app().getSystemService(BatteryManager.class)).setIsCharging(charging);
  }

  // ------------------------------------------------------------------ one task at a time

  /** Prepares for one triggered run of a task of the story. */
  void expectOnly(String task) {
    Part part =
        switch (task) {
          case SYNC -> sync();
          case UPLOAD -> upload();
          case CLEANUP -> cleanup();
          case REFRESH -> refresh();
          default -> null;
        };
    stage.prepare(agent().tasks().log(), part == null ? List.of() : List.of(part));
  }
}
