package io.github.jobdoctor.agent.work;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.usage.UsageStatsManager;
import android.os.Build;
import androidx.work.NetworkType;
import androidx.work.WorkInfo;
import androidx.work.WorkManager;
import androidx.work.testing.WorkManagerTestInitHelper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.LogRecord;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.log.Trigger;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.task.TaskResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Each row of the agent's contract, against real WorkManager. */
@RunWith(RobolectricTestRunner.class)
public class BackgroundTasksTest {

  @Rule public final AgentRule agent = new AgentRule();

  private static final TaskOptions HOURLY = TaskOptions.DEFAULT.withMinimumInterval(60);

  @Test
  public void aRegistrationSurvivesTheDeathOfTheProcess() throws Exception {
    agent.tasks().register("sync", HOURLY.withArguments("a=1").withRequiresNetwork(false));
    agent.startProcess(WakeReason.SCHEDULE);
    assertTrue(agent.tasks().isRegistered("sync"));
    TaskOptions restored = agent.tasks().registered().get(0).options();
    assertEquals(HOURLY.withArguments("a=1").withRequiresNetwork(false), restored);
    assertTrue(agent.tasks().scheduled().isPresent());
  }

  @Test
  public void theFirstUseInAProcessBringsBackAWorkThatSomebodyCancelled() throws Exception {
    agent.tasks().register("sync", HOURLY);
    WorkManager.getInstance(agent.app()).cancelAllWork().getResult().get();
    assertFalse(agent.tasks().scheduled().isPresent());
    agent.startProcess(WakeReason.APP);
    assertEquals(60, agent.tasks().scheduled().get().intervalMinutes());
  }

  @Test
  public void theNextProcessLeavesAWorkThatIsThereAlone() throws Exception {
    agent.tasks().register("sync", HOURLY);
    UUID before = agent.periodic().getId();
    agent.startProcess(WakeReason.APP);
    assertEquals(before, agent.periodic().getId());
    assertEquals(0, agent.periodic().getGeneration());
  }

  @Test
  public void theDefaultIsEveryTwelveHoursWithANetwork() throws Exception {
    agent.tasks().register("sync", TaskOptions.DEFAULT);
    ScheduledWork work = agent.tasks().scheduled().get();
    assertEquals(720, work.intervalMinutes());
    assertTrue(work.requiresNetwork());
    assertEquals(NetworkType.CONNECTED, agent.periodic().getConstraints().getRequiredNetworkType());
  }

  @Test
  public void anIntervalBelowFifteenMinutesBecomesFifteen() throws Exception {
    for (long asked : new long[] {14, 1, 0, -5, Long.MIN_VALUE}) {
      assertEquals(
          15,
          agent
              .tasks()
              .register("sync", TaskOptions.DEFAULT.withMinimumInterval(asked))
              .options()
              .minimumIntervalMinutes());
    }
    agent.tasks().register("sync", TaskOptions.DEFAULT.withMinimumInterval(Long.MAX_VALUE));
    assertEquals(
        TaskOptions.MAX_INTERVAL_MINUTES, agent.tasks().scheduled().get().intervalMinutes());
  }

  @Test
  public void theIntervalRegisteredLastDecides() throws Exception {
    agent.tasks().register("a", TaskOptions.DEFAULT.withMinimumInterval(30));
    agent.tasks().register("b", TaskOptions.DEFAULT.withMinimumInterval(300));
    assertEquals(300, agent.tasks().scheduled().get().intervalMinutes());
    agent.tasks().register("a", TaskOptions.DEFAULT.withMinimumInterval(45));
    assertEquals(45, agent.tasks().scheduled().get().intervalMinutes());
    agent.tasks().unregister("a");
    assertEquals(300, agent.tasks().scheduled().get().intervalMinutes());
  }

  @Test
  public void registeringAgainKeepsTheOneWork() throws Exception {
    agent.tasks().register("a", HOURLY);
    UUID id = agent.periodic().getId();
    for (int i = 0; i < 5; i++) {
      agent.tasks().register("a", HOURLY);
    }
    assertEquals(id, agent.periodic().getId());
    assertEquals(1, agent.tasks().registeredCount());
  }

  @Test
  public void theWorkAsksForANetworkOnlyWhenEveryTaskDoes() throws Exception {
    agent.tasks().register("online", HOURLY);
    agent.tasks().register("offline", HOURLY.withRequiresNetwork(false));
    assertFalse(agent.tasks().scheduled().get().requiresNetwork());
    agent.tasks().unregister("offline");
    assertTrue(agent.tasks().scheduled().get().requiresNetwork());
  }

  @Test
  public void aTaskThatRequiresANetworkIsSkippedWithoutOneAndTheOthersRun() throws Exception {
    agent.define("online");
    agent.define("offline");
    agent.tasks().register("online", HOURLY);
    agent.tasks().register("offline", HOURLY.withRequiresNetwork(false));
    agent.setNetwork(false);
    agent.runPeriodic();
    assertEquals(List.of("offline: success"), agent.told(LogEvent.EXIT));
    assertEquals(
        List.of("online, it requires a network and there is none"), agent.told(LogEvent.SKIPPED));
  }

  @Test
  public void unregisteringTheLastTaskCancelsTheWork() throws Exception {
    agent.tasks().register("sync", HOURLY);
    assertTrue(agent.tasks().unregister("sync"));
    assertFalse(agent.tasks().unregister("sync"));
    assertFalse(agent.tasks().isRegistered("sync"));
    assertEquals(WorkInfo.State.CANCELLED, agent.periodic().getState());
    assertFalse(agent.tasks().scheduled().isPresent());
  }

  @Test
  public void oneWorkerRunsAllTasksAndTheLogTellsEntryAndExitOfEach() throws Exception {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    for (String name : List.of("a", "b", "c")) {
      agent.define(
          name,
          run -> {
            ran.add(run.name() + run.arguments() + run.trigger() + run.attempt());
            return TaskResult.success("did " + name);
          });
      agent.tasks().register(name, HOURLY.withArguments("-" + name + "-"));
    }
    agent.runPeriodic();
    Collections.sort(ran);
    assertEquals(List.of("a-a-SCHEDULE1", "b-b-SCHEDULE1", "c-c-SCHEDULE1"), ran);
    assertEquals(1, agent.log(LogEvent.WORKER_START).size());
    assertEquals(List.of("-, ran 3, failed 0"), agent.told(LogEvent.WORKER_END));
    for (LogRecord exit : agent.log(LogEvent.EXIT)) {
      assertEquals(Optional.of(Outcome.SUCCESS), exit.outcome());
      assertTrue(exit.durationMs().isPresent());
      LogRecord entry =
          agent.log().stream()
              .filter(r -> r.seq().equals(exit.run()))
              .findFirst()
              .orElseThrow(AssertionError::new);
      assertEquals(LogEvent.ENTRY, entry.event());
      assertEquals(exit.task(), entry.task());
      assertEquals(Optional.of(Trigger.SCHEDULE), entry.trigger());
      assertEquals(Optional.of("1.2.3-test"), entry.appVersion());
      assertTrue(entry.power().isPresent());
      assertEquals(
          Build.VERSION.SDK_INT >= Build.VERSION_CODES.P, entry.standbyBucket().isPresent());
    }
    assertEquals(Optional.of(Outcome.SUCCESS), agent.tasks().registered().get(0).lastOutcome());
    assertTrue(agent.tasks().registered().get(0).lastRunAt().isPresent());
  }

  @Test
  public void theWorkerRunsAgainInTheNextPeriod() throws Exception {
    agent.define("sync");
    agent.tasks().register("sync", HOURLY);
    agent.runPeriodic();
    assertEquals(WorkInfo.State.ENQUEUED, agent.periodic().getState());
    agent.runPeriodic();
    assertEquals(2, agent.log(LogEvent.EXIT).size());
  }

  @Test
  public void aTaskWithoutCodeIsLoggedKeptAsPendingAndHoldsNothingUp() throws Exception {
    agent.define("ready");
    agent.tasks().register("js", HOURLY);
    agent.tasks().register("ready", HOURLY);
    agent.runPeriodic();
    agent.runPeriodic();
    assertEquals(
        List.of(
            "js, nothing defined its code in this process",
            "js, nothing defined its code in this process"),
        agent.told(LogEvent.UNDEFINED));
    assertEquals(List.of("ready: success", "ready: success"), agent.told(LogEvent.EXIT));
    assertEquals(Map.of("js", 2), agent.tasks().pendingRuns());
    agent.startProcess(WakeReason.APP);
    assertEquals(2, agent.tasks().takePendingRuns("js").size());
    assertEquals(Map.of(), agent.tasks().pendingRuns());
  }

  @Test
  public void aTaskThatFailsOrThrowsIsLoggedWithItsReasonAndTheOthersRun() throws Exception {
    agent.define("fails", run -> TaskResult.failed("no account"));
    agent.define(
        "throws",
        run -> {
          throw new IllegalStateException("bad state", new RuntimeException("why"));
        });
    agent.define(
        "dies",
        run -> {
          throw new StackOverflowError();
        });
    agent.define("works");
    for (String name : List.of("fails", "throws", "dies", "works")) {
      agent.tasks().register(name, HOURLY);
    }
    agent.runPeriodic();
    List<String> told = new ArrayList<>(agent.told(LogEvent.EXIT));
    Collections.sort(told);
    assertEquals(4, told.size());
    assertTrue(told.get(0), told.get(0).startsWith("dies: failed, java.lang.StackOverflowError"));
    assertEquals("fails: failed, no account", told.get(1));
    assertTrue(
        told.get(2),
        told.get(2).startsWith("throws: failed, java.lang.IllegalStateException: bad state at ")
            && told.get(2).endsWith("caused by java.lang.RuntimeException: why"));
    assertEquals("works: success", told.get(3));
    assertEquals(List.of("-, ran 4, failed 3"), agent.told(LogEvent.WORKER_END));
    assertEquals(
        "a failed run does not end the period", 1, agent.works(TaskScheduler.UNIQUE_NAME).size());
    assertEquals(WorkInfo.State.ENQUEUED, agent.periodic().getState());
  }

  @Test
  public void aTaskThatHangsIsToldToStopThenGivenUpAndTheOthersRun() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    agent.define(
        "hangs",
        run -> {
          run.onStop(told::countDown);
          try {
            never.await();
          } catch (InterruptedException givenUp) {
            interrupted.countDown();
          }
          return TaskResult.success("too late to count");
        });
    agent.define("works");
    agent.tasks().register("hangs", HOURLY.withTimeout(1));
    agent.tasks().register("works", HOURLY);
    agent.runPeriodic();
    assertTrue(agent.await(told));
    assertTrue(agent.await(interrupted));
    assertEquals("works: success", agent.told(LogEvent.EXIT).get(0));
    assertTrue(agent.told(LogEvent.EXIT).get(1).startsWith("hangs: failed, timed out after "));
    assertEquals(List.of("hangs, its time is up"), agent.told(LogEvent.EXPIRED));
    assertEquals("a late result is not a second exit", 2, agent.log(LogEvent.EXIT).size());
  }

  @Test
  public void aStoppedWorkerTellsItsRunsAndTheLogSaysWhy() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    List<OptionalInt> reasons = Collections.synchronizedList(new ArrayList<>());
    agent.define(
        "listens",
        run -> {
          run.onStop(stopped::countDown);
          running.countDown();
          stopped.await();
          reasons.add(run.stopReason());
          return TaskResult.failed("stopped: " + run.isStopped());
        });
    agent.tasks().register("listens", HOURLY);
    agent.startPeriodic();
    assertTrue(agent.await(running));
    WorkManagerTestInitHelper.getTestDriver(agent.app())
        .stopRunningWorkWithReason(
            agent.periodic().getId(), WorkInfo.STOP_REASON_CONSTRAINT_CONNECTIVITY);
    agent.awaitWorkerEnd();
    OptionalInt expected =
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.S ? OptionalInt.of(7) : OptionalInt.empty();
    assertEquals(List.of(expected), reasons);
    assertEquals(List.of("listens, the system stopped the worker"), agent.told(LogEvent.EXPIRED));
    assertEquals(expected, agent.log(LogEvent.EXPIRED).get(0).stopReason());
    assertEquals(List.of("listens: failed, stopped: true"), agent.told(LogEvent.EXIT));
    assertEquals(expected, agent.log(LogEvent.EXIT).get(0).stopReason());
  }

  @Test
  public void aTaskThatIgnoresItsStopSignalIsGivenUpAndThoseNotYetStartedAreSkipped()
      throws Exception {
    CountDownLatch running = new CountDownLatch(4);
    CountDownLatch never = new CountDownLatch(1);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      agent.define(
          name,
          run -> {
            running.countDown();
            while (true) {
              try {
                never.await();
              } catch (InterruptedException ignored) {
                // On purpose.
              }
            }
          });
      agent.tasks().register(name, HOURLY);
    }
    agent.startPeriodic();
    assertTrue(agent.await(running));
    WorkManagerTestInitHelper.getTestDriver(agent.app())
        .stopRunningWorkWithReason(agent.periodic().getId(), WorkInfo.STOP_REASON_QUOTA);
    agent.awaitWorkerEnd();
    assertEquals(4, agent.log(LogEvent.EXPIRED).size());
    assertEquals(List.of("e, the system stopped the worker"), agent.told(LogEvent.SKIPPED));
    for (String told : agent.told(LogEvent.EXIT)) {
      assertTrue(told, told.endsWith(": failed, did not end when the system stopped the worker"));
    }
    assertEquals(4, agent.log(LogEvent.EXIT).size());
  }

  @Test
  public void theTriggerRunsTheNamedTasksNowWhateverTheirInterval() throws Exception {
    agent.setDebuggable(true);
    agent.define("a");
    agent.define("b");
    agent.tasks().register("a", HOURLY);
    agent.tasks().register("b", HOURLY);
    assertEquals(TriggerResult.Code.STARTED, agent.tasks().trigger(List.of("b")).code());
    agent.awaitWorkerEnd();
    assertEquals(List.of("b: success"), agent.told(LogEvent.EXIT));
    assertEquals(Optional.of(Trigger.TEST), agent.log(LogEvent.ENTRY).get(0).trigger());
    assertEquals(TriggerResult.Code.STARTED, agent.tasks().trigger(List.of()).code());
    agent.awaitWorkerEnd();
    assertEquals(3, agent.log(LogEvent.EXIT).size());
    assertNotEquals(WorkInfo.State.RUNNING, agent.periodic().getState());
  }

  @Test
  public void theTriggerNamesWhatItCannotRun() {
    agent.setDebuggable(true);
    assertEquals(TriggerResult.Code.NOTHING_REGISTERED, agent.tasks().trigger(List.of()).code());
    assertEquals(
        new TriggerResult(TriggerResult.Code.NOT_REGISTERED, "no task is registered as x"),
        agent.tasks().trigger(List.of("x")));
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = i + "n".repeat(190);
      agent.tasks().register(name, HOURLY);
      many.add(name);
    }
    assertEquals(TriggerResult.Code.TOO_MANY, agent.tasks().trigger(many).code());
  }

  @Test
  public void aReleaseBuildRefusesTheTrigger() throws Exception {
    agent.setDebuggable(false);
    agent.define("a");
    agent.tasks().register("a", HOURLY);
    assertEquals(TriggerResult.Code.RELEASE_BUILD, agent.tasks().trigger(List.of()).code());
    assertEquals(TriggerResult.Code.RELEASE_BUILD, agent.tasks().trigger(List.of("a")).code());
    assertEquals(List.of(), agent.works(TaskScheduler.TRIGGER_NAME));
  }

  @Test
  public void statusIsAvailableWhileNothingRestrictsTheApp() {
    assertEquals(
        new BackgroundStatus(BackgroundStatus.Availability.AVAILABLE, List.of()),
        agent.tasks().status());
  }

  @Test
  @Config(minSdk = Build.VERSION_CODES.P)
  public void statusIsRestrictedWhenTheUserRestrictedTheApp() {
    shadowOf(agent.app().getSystemService(ActivityManager.class)).setBackgroundRestricted(true);
    assertEquals(
        new BackgroundStatus(
            BackgroundStatus.Availability.RESTRICTED, List.of("BACKGROUND_RESTRICTION")),
        agent.tasks().status());
  }

  @Test
  @Config(minSdk = Build.VERSION_CODES.R)
  public void statusIsRestrictedInTheRestrictedBucketAndEntriesNameTheBucket() throws Exception {
    shadowOf(agent.app().getSystemService(UsageStatsManager.class))
        .setCurrentAppStandbyBucket(UsageStatsManager.STANDBY_BUCKET_RESTRICTED);
    assertEquals(
        new BackgroundStatus(
            BackgroundStatus.Availability.RESTRICTED, List.of("STANDBY_BUCKET_RESTRICTED")),
        agent.tasks().status());
    agent.define("a");
    agent.tasks().register("a", HOURLY);
    agent.runPeriodic();
    assertEquals(OptionalInt.of(45), agent.log(LogEvent.ENTRY).get(0).standbyBucket());
  }

  @Test
  public void processStartsAreCountedByReason() {
    agent.startProcess(WakeReason.SCHEDULE);
    agent.startProcess(WakeReason.HOST);
    agent.startProcess(WakeReason.SCHEDULE);
    assertEquals(Map.of("app", 1, "schedule", 2, "host", 1), agent.tasks().processStarts());
    assertEquals(
        List.of("-, app", "-, schedule", "-, host", "-, schedule"),
        agent.told(LogEvent.PROCESS_START));
  }

  @Test
  public void definingATaskTouchesNothingOnTheDevice() {
    BackgroundTasks.endProcess();
    java.io.File folder = new java.io.File(agent.app().getNoBackupFilesDir(), "jobdoctor");
    for (java.io.File file : folder.listFiles()) {
      assertTrue(file.delete());
    }
    BackgroundTasks.define("a", run -> null);
    assertEquals(0, folder.listFiles().length);
    assertThrows(IllegalArgumentException.class, () -> BackgroundTasks.define("", run -> null));
    assertThrows(
        IllegalArgumentException.class, () -> BackgroundTasks.define("x".repeat(201), run -> null));
  }

  @Test
  public void theSingleTaskSurfaceRegistersOneTaskWithoutANetwork() throws Exception {
    SingleTask single = new SingleTask(agent.tasks());
    SingleTask.define(run -> TaskResult.success("uploaded"));
    single.schedule(100, 30);
    assertTrue(single.isScheduled());
    assertEquals(15, agent.tasks().scheduled().get().intervalMinutes());
    agent.setNetwork(false);
    agent.runPeriodic();
    assertEquals(List.of("background-task: success, uploaded"), agent.told(LogEvent.EXIT));
    single.cancel();
    single.cancel();
    assertFalse(single.isScheduled());
    assertEquals(BackgroundStatus.Availability.AVAILABLE, single.status().availability());
  }
}
