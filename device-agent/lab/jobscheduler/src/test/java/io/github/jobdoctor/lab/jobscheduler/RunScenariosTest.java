package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import android.app.job.JobInfo;
import android.content.ComponentName;
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
 * {@code jobdoctor run} against Android's own job scheduler, over adb: what the program says came
 * of the order is what really came of it. Whether a run began, the apps know, which were asked or
 * not; what the history holds, the service's own objects.
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = Config.ALL_SDKS,
    shadows = ShadowAppGlobals.class,
    instrumentedPackages = "com.android.modules.expresslog")
public class RunScenariosTest {

  private static final App APP = new App("com.example.app", 10123);
  private static final App OTHER = new App("com.example.other", 10124);
  private static final String NAMESPACE = "androidx.work.systemjobscheduler";
  private static final int SYSTEM_UID = 1000;

  private static final int RARE = 40;
  private static final int RESTRICTED = 45;
  private static final int SEVERE_HEAT = 3;

  /** From here on the history says how a run ended, and which job's it was. */
  private static final int FIRST_WITH_REASONS = 28;

  private final int level = Build.VERSION.SDK_INT;
  private LiveDevice device;

  @Before
  public void boot() throws Exception {
    device = new LiveDevice(List.of(APP, OTHER), List.of(0, 10));
  }

  @After
  public void close() {
    device.close();
  }

  // The seven that the product is accepted by.

  @Test
  public void aJobThatSucceedsIsReportedSoWhereAndroidTells() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.succeedsAfter(Duration.ofSeconds(2)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertSucceeded(ordered);
    assertFalse("it is done", isRegistered(job));
  }

  @Test
  public void aJobThatFailsIsReportedAsToBeRunAgain() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.retriesAfter(Duration.ofSeconds(2)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    if (endsAreTold()) {
      assertOutcome(ordered, "retry", 1);
    } else {
      assertEndedWithoutSuccess(ordered);
    }
    assertEquals(1, truth(job).failures());
  }

  @Test
  public void aJobThatLosesItsConstraintWhileItRunsIsReportedAsStoppedForThat() throws Exception {
    device.surroundings().charges(true);
    String job = device.schedule(APP, 0, job(7).setRequiresCharging(true));
    device
        .apps()
        .script(
            job,
            Script.keepsRunningUntil(
                Duration.ofSeconds(5), () -> device.surroundings().charges(false)));
    device.passTime(Duration.ofSeconds(2));
    assertBegan(job); // By itself: an order would override the constraint, and nothing stop it.
    Ordered ordered = run(job, "run", "7");
    assertTrue(ordersGiven().toString(), ordersGiven().isEmpty());
    assertStopped(ordered, "constraints");
  }

  @Test
  public void aJobThatRunsWhenDozeBeginsIsReportedAsStoppedForThat() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device
        .apps()
        .script(
            job,
            Script.keepsRunningUntil(
                Duration.ofSeconds(2), () -> device.surroundings().dozes(true)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertStopped(ordered, "device_idle");
  }

  @Test
  public void aForcedJobOfAnAppThatHasUsedUpItsQuotaDoesNotStart() throws Exception {
    useUpQuota();
    List<String> before = device.apps().begun();
    String job = device.schedule(APP, 0, later(7));
    Ordered ordered = run(job, "run", "7", "-f", "--timeout", "5s");
    assertEquals(before, device.apps().begun());
    assertTrue(ordered.proofs().toString(), says(ordered, "Running job [FORCED]"));
    String finding =
        level >= 29 ? "quota-sessions" : level == 28 ? "standby-heartbeat" : "app-idle";
    assertNotStarted(ordered, finding);
  }

  @Test
  public void aForcedJobDoesNotStartWhileTheDeviceDozes() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.surroundings().dozes(true);
    Ordered ordered = run(job, "run", "7", "-f", "--timeout", "5s");
    assertTrue(ordered.proofs().toString(), says(ordered, "Running job [FORCED]"));
    assertNotStarted(ordered, "doze");
  }

  /**
   * Android's default form of the order cannot help here (-1002), its forced one can. Where the
   * program chooses by itself, {@link #SOFT} is the option that forbids it.
   */
  @Test
  public void aJobThatLacksItsNetworkIsRefusedWithoutForceAndRunsWithIt() throws Exception {
    String job = device.schedule(APP, 0, later(7).setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY));
    List<String> order = new ArrayList<>(List.of("run", "7"));
    order.addAll(SOFT);
    Ordered refused = run(job, order.toArray(String[]::new));
    assertOutcome(refused, "constraintsUnmet", 1);
    // The dumps of these print nothing of the device's networks.
    boolean silent = level < 26 || level == 28;
    assertEquals(List.of(silent ? "network-unsuitable" : "no-network"), refused.findings());
    assertTrue(device.apps().begun().isEmpty());
    Ordered forced = run(job, "run", "7", "-f");
    assertBegan(job);
    assertSucceeded(forced);
  }

  /** What makes the program give the order in Android's default form, whatever it thinks. */
  private static final List<String> SOFT = List.of("--soft");

  @Test
  public void aJobInANamespaceIsFoundAndRun() throws Exception {
    assumeTrue("there are namespaces", level >= 34);
    String job =
        device.schedule(
            new JobRequest(
                later(7).build(),
                APP.uid(0),
                Optional.empty(),
                0,
                Optional.of(NAMESPACE),
                Optional.empty()));
    device.schedule(APP, 0, later(8)); // With it there would be one to take for it.
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertSucceeded(ordered);
    assertEquals(
        List.of("cmd jobscheduler run -n " + NAMESPACE + " com.example.app 7"), ordersGiven());
  }

  // WorkManager.

  @Test
  public void workBeforeItsTimeIsNoSuccessSinceWorkManagerSkipsIt() throws Exception {
    String job = device.schedule(APP, 0, work(7).setMinimumLatency(hours(2)));
    device.apps().script(job, Script.succeedsAfter(Duration.ofMillis(100)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertOutcome(ordered, "unobservable", 8);
  }

  @Test
  public void workThatIsScheduledAnewUnderAnotherNumberIsStillSeenToItsEnd() throws Exception {
    String job = device.schedule(APP, 0, work(7).setRequiresCharging(true));
    device
        .apps()
        .script(
            job,
            Script.succeedsAfter(Duration.ofSeconds(2))
                .butFirst(() -> device.schedule(APP, 0, work(8).setMinimumLatency(hours(1)))));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertSucceeded(ordered);
    assertFalse(isRegistered(job));
    assertTrue(isRegistered(APP.uid(0) + "/8"));
  }

  // What else may come of a run.

  @Test
  public void aPeriodicJobThatSucceedsStaysRegistered() throws Exception {
    String job = device.schedule(APP, 0, job(7).setPeriodic(hours(4), hours(1)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    if (level == 27) {
      assertOutcome(ordered, "succeeded", 0); // It has no word for the end, but notes the success.
    } else {
      assertSucceeded(ordered);
    }
    assertTrue(isRegistered(job));
  }

  @Test
  public void aJobWithNothingToDoSucceeds() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.hasNothingToDo());
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertSucceeded(ordered);
  }

  @Test
  public void anOrderOverridesChargingForTheWholeRun() throws Exception {
    device.surroundings().charges(true);
    String job = device.schedule(APP, 0, later(7).setRequiresCharging(true));
    device
        .apps()
        .script(
            job,
            Script.keepsRunningUntil(
                Duration.ofSeconds(2), () -> device.surroundings().charges(false)));
    Ordered ordered = run(job, "run", "7", "--timeout", "5s");
    assertBegan(job);
    assertOutcome(ordered, "started", 7);
    assertEquals(List.of(job), device.lab().truth().active());
  }

  @Test
  public void aJobThatItsAppCancelsWhileItRunsIsNoSuccess() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device
        .apps()
        .script(
            job,
            Script.keepsRunningUntil(
                Duration.ofSeconds(2), () -> device.lab().cancel(APP.uid(0), 7)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertFalse(isRegistered(job));
    if (level >= FIRST_WITH_REASONS) {
      assertStopped(ordered, "canceled");
    } else {
      // API 27 calls a normal end the same.
      assertOutcome(ordered, "unobservable", 8);
    }
  }

  @Test
  public void aJobWhoseAppCrashesIsReportedAsStopped() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.crashesAfter(Duration.ofSeconds(2)));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertTrue(isRegistered(job));
    if (endsAreTold()) {
      assertStoppedFor(ordered, "unexpectedly disconnected");
    } else {
      assertEndedWithoutSuccess(ordered);
    }
  }

  @Test
  public void aJobWhoseAppDoesNotComeUpIsNeverASuccess() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.hasNoProcess());
    Ordered ordered = run(job, "run", "7", "--timeout", "1m");
    assertTrue(device.apps().begun().isEmpty());
    if (endsAreTold()) {
      assertStoppedFor(ordered, "timed out while binding");
    } else {
      assertOutcome(ordered, "unobservable", 8);
    }
  }

  @Test
  public void aJobThatRunsAlreadyIsWatchedAndNotOrdered() throws Exception {
    String job = device.schedule(APP, 0, job(7).setOverrideDeadline(1));
    device.apps().script(job, Script.succeedsAfter(Duration.ofSeconds(5)));
    device.passTime(Duration.ofSeconds(2));
    assertBegan(job);
    Ordered ordered = run(job, "run", "7");
    assertTrue(ordersGiven().toString(), ordersGiven().isEmpty());
    assertSucceeded(ordered);
  }

  @Test
  public void aJobThatDoesNotEndInTimeIsReportedAsStarted() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.apps().script(job, Script.keepsRunning());
    assertOutcome(run(job, "run", "7", "--timeout", "5s"), "started", 7);
    assertOutcome(run(job, "run", "7", "--no-wait"), "started", 0);
    assertBegan(job);
  }

  @Test
  public void aJobOfAnotherUserIsRunForThatUser() throws Exception {
    device.schedule(APP, 0, later(7));
    String job = device.schedule(APP, 10, later(7));
    Ordered ordered = run(job, "run", "7", "-u", "10");
    assertBegan(job);
    assertSucceeded(ordered);
    assertEquals(List.of("cmd jobscheduler run -u 10 com.example.app 7"), ordersGiven());
  }

  @Test
  public void aSyncIsOrderedFromTheSystemThatScheduledIt() throws Exception {
    ComponentName service =
        new ComponentName("android", "com.android.server.content.SyncJobService");
    String job =
        device.schedule(
            new JobRequest(
                new JobInfo.Builder(7, service).setMinimumLatency(hours(2)).build(),
                SYSTEM_UID,
                Optional.of(APP.packageName()),
                0,
                Optional.empty(),
                Optional.of("com.example.app/sync")));
    Ordered ordered = run(job, "run", "android/7");
    assertBegan(job);
    assertSucceeded(ordered);
    assertEquals(List.of("cmd jobscheduler run android 7"), ordersGiven());
  }

  @Test
  public void anOrderOverridesDeviceIdle() throws Exception {
    assumeTrue("the constraint is overridden", level >= 24);
    String job = device.schedule(APP, 0, later(7).setRequiresDeviceIdle(true));
    Ordered ordered = run(job, "run", "7");
    assertBegan(job);
    assertSucceeded(ordered);
  }

  // What else may hold a job.

  @Test
  public void aJobWhoseDeadlineIsOverStillWaitsForTheEndOfDoze() throws Exception {
    device.surroundings().dozes(true);
    String job =
        device.schedule(APP, 0, job(7).setRequiresCharging(true).setOverrideDeadline(60_000));
    device.passTime(Duration.ofSeconds(90));
    assertNotStarted(run(job, "run", "7", "--timeout", "5s"), "doze");
  }

  @Test
  public void aJobWaitsWhileOthersTakeAllSlots() throws Exception {
    for (int id = 200; id < 280; id++) {
      String other = device.schedule(OTHER, 0, LiveDevice.job(OTHER, id).setOverrideDeadline(1));
      device.apps().script(other, Script.keepsRunning());
    }
    device.lab().checkJobs();
    device.passTime(Duration.ofSeconds(2));
    assertFalse(device.lab().truth().pending().isEmpty());
    String job = device.schedule(APP, 0, later(7));
    Ordered ordered = run(job, "run", "7", "--timeout", "5s");
    assertTrue(ordered.toString(), device.lab().truth().pending().contains(job));
    assertNotStarted(ordered, "waiting-for-slot");
  }

  @Test
  public void aJobOfAUserWhoIsNotStartedWaits() throws Exception {
    String job = device.schedule(APP, 10, later(7));
    device.lab().startUsers(0);
    assertNotStarted(run(job, "run", "7", "--timeout", "5s"), "user-not-started");
  }

  @Test
  public void aJobWaitsWhileTheDeviceIsTooHot() throws Exception {
    assumeTrue("heat counts", level >= 29);
    String job = device.schedule(APP, 0, later(7).setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY));
    device.surroundings().heat(SEVERE_HEAT);
    assertNotStarted(run(job, "run", "7", "-f", "--timeout", "5s"), "thermal");
  }

  @Test
  public void aJobWaitsWhileBatterySaverIsOn() throws Exception {
    assumeTrue("it counts", level >= 28);
    String job = device.schedule(APP, 0, later(7));
    device.surroundings().savesBattery(true);
    assertNotStarted(run(job, "run", "7", "-f", "--timeout", "5s"), "battery-saver");
  }

  @Test
  public void aJobOfAnAppThatTheUserRestrictedWaits() throws Exception {
    assumeTrue("it counts", level >= 28);
    String job = device.schedule(APP, 0, later(7));
    device.surroundings().isRestricted(APP, 0, true);
    assertNotStarted(run(job, "run", "7", "-f", "--timeout", "5s"), "background-restricted");
  }

  @Test
  public void anAppInTheRestrictedBucketHasOneSessionADay() throws Exception {
    assumeTrue("there is such a bucket", level >= 30);
    device.surroundings().bucket(APP, 0, RESTRICTED);
    String first = device.schedule(APP, 0, later(6));
    assertSucceeded(run(first, "run", "6"));
    device.passTime(Duration.ofMinutes(10));
    String job = device.schedule(APP, 0, later(7));
    Ordered ordered = run(job, "run", "7", "-f", "--timeout", "5s");
    assertEquals(List.of(first), device.apps().begun());
    assertNotStarted(ordered, "bucket-restricted", "quota-sessions");
  }

  @Test
  public void anExpeditedJobHasAQuotaOfItsOwn() throws Exception {
    assumeTrue("there are expedited jobs", level >= 31);
    useUpQuota();
    device.surroundings().storageIsLow(true);
    String job = device.schedule(APP, 0, expedited(7));
    assertSucceeded(run(job, "run", "7"));
    String hungry = device.schedule(APP, 0, expedited(8));
    // In time: Android takes none of an app that has no quota left.
    String tooMuch = device.schedule(APP, 0, expedited(9));
    device.apps().script(hungry, Script.keepsRunning());
    assertOutcome(run(hungry, "run", "8", "--timeout", "5s"), "started", 7);
    device.passTime(Duration.ofMinutes(40));
    assertFalse(device.lab().truth().active().contains(hungry));
    Ordered ordered = run(tooMuch, "run", "9", "-f", "--timeout", "5s");
    assertFalse(device.apps().begun().contains(tooMuch));
    // Without expedited quota it is treated like any other job, and of that quota nothing is left.
    assertNotStarted(ordered, "quota-sessions");
  }

  @Test
  public void aJobWhoseServiceIsGoneDoesNotStart() throws Exception {
    String job = device.schedule(APP, 0, later(7));
    device.surroundings().lacks(new ComponentName("com.example.app", "com.example.app.Work"), true);
    assertNotStarted(run(job, "run", "7", "-f", "--timeout", "5s"), "component-missing");
  }

  @Test
  public void aJobOfAnAppInABackupWaits() throws Exception {
    assumeTrue("it counts", level >= 30);
    String job = device.schedule(APP, 0, later(7));
    device.surroundings().isBackedUp(APP.uid(0), true);
    assertNotStarted(run(job, "run", "7", "-f", "--timeout", "5s"), "backing-up");
  }

  // How the device is brought there.

  private static JobInfo.Builder job(int id) {
    return LiveDevice.job(APP, id);
  }

  /** A job that does not run by itself during a test. */
  private static JobInfo.Builder later(int id) {
    return job(id).setMinimumLatency(hours(20));
  }

  private static JobInfo.Builder work(int id) {
    return new JobInfo.Builder(
        id,
        new ComponentName(
            APP.packageName(), "androidx.work.impl.background.systemjob.SystemJobService"));
  }

  /** An expedited job, which waits for storage as long as nobody orders it. */
  private static JobInfo.Builder expedited(int id) {
    return job(id).setExpedited(true).setRequiresStorageNotLow(true);
  }

  private static long hours(int hours) {
    return Duration.ofHours(hours).toMillis();
  }

  /** The app has run what an app that is rarely used may run. */
  private void useUpQuota() {
    if (level < 28) {
      device.surroundings().isUnused(APP, 0, true);
      return;
    }
    device.surroundings().bucket(APP, 0, RARE);
    int sessions = level == 28 ? 1 : 3;
    for (int id = 100; id < 100 + sessions; id++) {
      String job = device.schedule(APP, 0, later(id));
      device.lab().command("run", "-f", APP.packageName(), Integer.toString(id));
      device.passTime(Duration.ofMinutes(1));
      assertTrue("the app still has quota", device.apps().begun().contains(job));
    }
    if (level == 28) {
      device.lab().command("heartbeat", "1");
    }
  }

  // What is asserted.

  /** Lets the program run a job; what it says it saw must be true. */
  private Ordered run(String job, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("-o", "json"));
    Ordered ordered = Ordered.of(device.run(words.toArray(String[]::new)));
    boolean reached = isInHistory(job);
    for (Ordered.Proof proof : ordered.proofs()) {
      if (proof.source().equals("history")) {
        assertTrue(proof + " in " + device.lab().truth().history(), isTrue(proof));
      }
      if (proof.text().contains("active")) {
        assertTrue(proof + ", but Android never started it", reached);
      }
    }
    boolean began = device.apps().begun().contains(job);
    switch (ordered.outcome()) {
      case "succeeded", "retry" -> assertTrue("no app was asked: " + ordered, began);
      case "stopped", "started" -> assertTrue("Android never started it: " + ordered, reached);
      case "notStarted", "constraintsUnmet", "refused" ->
          assertFalse("it was started: " + ordered, began || reached);
      default -> {}
    }
    return ordered;
  }

  private boolean isTrue(Ordered.Proof proof) {
    boolean start = proof.text().startsWith("START ");
    String event = proof.text().substring(proof.text().indexOf(' ') + 1);
    return device.lab().truth().history().stream()
        .anyMatch(
            truth ->
                truth.start() == start
                    && (event.equals(truth.name()) || event.startsWith(truth.name() + " ")));
  }

  /** Whether Android counts a start of the job; before API 27 it keeps no number, only the app. */
  private boolean isInHistory(String job) {
    String[] uidAndId = job.substring(job.indexOf(':') + 1).split("/", -1);
    int uid = Integer.parseInt(uidAndId[0]);
    int id = Integer.parseInt(uidAndId[1]);
    return device.lab().truth().history().stream()
        .filter(SchedulerTruth.EventTruth::start)
        .filter(event -> event.sourceUid() == uid || uid == SYSTEM_UID)
        .anyMatch(event -> event.jobId().map(it -> it == id).orElse(true));
  }

  private void assertBegan(String job) {
    assertTrue(
        "asked were " + device.apps().begun() + ", not " + job,
        device.apps().begun().contains(job));
  }

  private static void assertOutcome(Ordered ordered, String outcome, int exitCode) {
    assertEquals(ordered.toString(), outcome, ordered.outcome());
    assertEquals(ordered.toString(), exitCode, ordered.exitCode());
  }

  /** Where Android does not tell how a run ended, the program must not, either. */
  private void assertSucceeded(Ordered ordered) {
    if (endsAreTold()) {
      assertOutcome(ordered, "succeeded", 0);
    } else {
      assertOutcome(ordered, "unobservable", 8);
    }
  }

  private void assertStopped(Ordered ordered, String reason) {
    if (level < 27) {
      assertEndedWithoutSuccess(ordered);
    } else {
      assertStoppedFor(ordered, reason);
    }
  }

  private static void assertStoppedFor(Ordered ordered, String reason) {
    assertOutcome(ordered, "stopped", 1);
    assertEquals(reason, ordered.reason());
  }

  /** Of an end without an order to stop API 26 and 27 tell at the slot, which is free then. */
  private boolean endsAreTold() {
    return level >= 26;
  }

  /** Before API 28 all that may be seen of an end is that Android counts a failure. */
  private static void assertEndedWithoutSuccess(Ordered ordered) {
    assertOutcome(ordered, "failed", 1);
    assertTrue(ordered.toString(), says(ordered, "Num failures: 1"));
  }

  private static void assertNotStarted(Ordered ordered, String... findings) {
    assertOutcome(ordered, "notStarted", 1);
    assertEquals(List.of(findings), ordered.findings());
  }

  private static boolean says(Ordered ordered, String text) {
    return ordered.proofs().stream().anyMatch(proof -> proof.text().equals(text));
  }

  private List<String> ordersGiven() {
    return device.commands().stream()
        .filter(line -> line.startsWith("cmd jobscheduler run "))
        .toList();
  }

  private SchedulerTruth.JobTruth truth(String job) {
    return device.lab().truth().jobs().stream()
        .filter(truth -> truth.key().equals(job))
        .findFirst()
        .orElseThrow();
  }

  private boolean isRegistered(String job) {
    return device.lab().truth().jobs().stream().anyMatch(truth -> truth.key().equals(job));
  }
}
