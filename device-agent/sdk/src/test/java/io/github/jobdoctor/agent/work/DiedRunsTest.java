package io.github.jobdoctor.agent.work;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.os.Build;
import android.os.Process;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.log.Trigger;
import io.github.jobdoctor.agent.task.DeviceConditions;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowActivityManager;

/** Processes that end in the middle of a run. */
@RunWith(RobolectricTestRunner.class)
public class DiedRunsTest {

  @Rule public final AgentRule agent = new AgentRule();

  private long begin(String task) {
    return agent.tasks().log().entry(task, Trigger.SCHEDULE, 1, DeviceConditions.UNKNOWN);
  }

  @Test
  public void aRunWithoutAnExitIsReportedAsDiedOnceByTheNextProcess() {
    long done = begin("done");
    agent
        .tasks()
        .log()
        .exit("done", Trigger.SCHEDULE, 1, done, Outcome.SUCCESS, 5, Integer.MIN_VALUE, "");
    long half = begin("half");
    agent.startProcess(WakeReason.SCHEDULE);
    agent.startProcess(WakeReason.SCHEDULE);
    assertEquals(1, agent.log(LogEvent.DIED).size());
    assertEquals(OptionalLong.of(half), agent.log(LogEvent.DIED).get(0).run());
    String told = agent.told(LogEvent.DIED).get(0);
    assertTrue(told, told.startsWith("half, "));
  }

  @Test
  public void aRunWhoseEndMayBeInADamagedRecordIsNotCalledDied() throws Exception {
    long run = begin("done");
    String message = "the last words of this run";
    agent
        .tasks()
        .log()
        .exit("done", Trigger.SCHEDULE, 1, run, Outcome.SUCCESS, 5, Integer.MIN_VALUE, message);
    agent.tasks().log().event(LogEvent.LOG, "a record behind it");
    BackgroundTasks.endProcess();
    File file = new File(agent.app().getNoBackupFilesDir(), "jobdoctor/tasks.ring");
    byte[] bytes = Files.readAllBytes(file.toPath());
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(message);
    assertTrue("the message stands in the file", at > 0);
    bytes[at] ^= 1;
    Files.write(file.toPath(), bytes);
    agent.startProcess(WakeReason.SCHEDULE);
    assertEquals(List.of(), agent.told(LogEvent.DIED));
  }

  @Test
  @Config(minSdk = Build.VERSION_CODES.R)
  public void fromApi30OnTheLogTellsWhyTheProcessEnded() {
    begin("half");
    ApplicationExitInfo exit =
        ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
            .setPid(Process.myPid())
            .setReason(ApplicationExitInfo.REASON_LOW_MEMORY)
            .setTimestamp(agent.clock().wallTime() + 1)
            .build();
    shadowOf(agent.app().getSystemService(ActivityManager.class)).addApplicationExitInfo(exit);
    agent.startProcess(WakeReason.SCHEDULE);
    assertEquals(List.of("half, process exit: LOW_MEMORY"), agent.told(LogEvent.DIED));
  }

  @Test
  @Config(minSdk = Build.VERSION_CODES.R)
  public void anEndBeforeTheRunBeganIsNotItsReason() {
    begin("half");
    ApplicationExitInfo exit =
        ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
            .setPid(Process.myPid())
            .setReason(ApplicationExitInfo.REASON_CRASH)
            .setTimestamp(agent.clock().wallTime() - 1)
            .build();
    shadowOf(agent.app().getSystemService(ActivityManager.class)).addApplicationExitInfo(exit);
    agent.startProcess(WakeReason.SCHEDULE);
    assertEquals(
        List.of("half, its process ended; Android kept no reason"), agent.told(LogEvent.DIED));
  }
}
