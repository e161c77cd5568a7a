package io.github.jobdoctor.agent.work;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.task.TaskRegistry;
import io.github.jobdoctor.agent.task.TaskResult;
import java.io.File;
import java.io.RandomAccessFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Ten thousand tasks, odd names, and disks that are of no help. */
@RunWith(RobolectricTestRunner.class)
public class ManyTasksTest {

  @Rule public final AgentRule agent = new AgentRule();

  @Test
  @Config(sdk = 34)
  public void tenThousandTasksAllRunInOneWorker() throws Exception {
    int count = 10_000;
    agent.tasks().register("task-0", TaskOptions.DEFAULT);
    try (TaskRegistry registry = new TaskRegistry(agent.app())) {
      for (int i = 1; i < count; i++) {
        registry.register("task-" + i, TaskOptions.DEFAULT, i);
      }
    }
    Set<String> ran = new HashSet<>();
    for (int i = 0; i < count; i++) {
      agent.define(
          "task-" + i,
          run -> {
            synchronized (ran) {
              ran.add(run.name());
            }
            return TaskResult.success();
          });
    }
    agent.runPeriodic();
    assertEquals(count, ran.size());
    assertEquals(List.of("-, ran 10000, failed 0"), agent.told(LogEvent.WORKER_END));
    for (RegisteredTask task : agent.tasks().registered()) {
      assertTrue(task.name(), task.lastOutcome().isPresent());
    }
  }

  @Test
  public void oddNamesAreTasksLikeAllOthers() throws Exception {
    List<String> names =
        List.of("new\nline", "'; DROP TABLE task; --", "\"quotes\"", "🦊 日本", "%_", " ", "a/b?c=d");
    for (String name : names) {
      agent.define(name);
      agent.tasks().register(name, TaskOptions.DEFAULT.withArguments(name));
    }
    agent.startProcess(WakeReason.SCHEDULE);
    names.forEach(agent::define);
    agent.runPeriodic();
    Set<String> expected = new HashSet<>();
    names.forEach(name -> expected.add(name + ": success"));
    assertEquals(expected, new HashSet<>(agent.told(LogEvent.EXIT)));
    for (String name : names) {
      assertTrue(agent.tasks().unregister(name));
    }
    assertEquals(0, agent.tasks().registeredCount());
  }

  @Test
  public void whoWaitedLongestRunsFirst() throws Exception {
    for (String name : List.of("a", "b")) {
      agent.define(name);
      agent.tasks().register(name, TaskOptions.DEFAULT);
    }
    agent.runPeriodic();
    agent.clock().jump(60_000);
    agent.define("c");
    agent.tasks().register("c", TaskOptions.DEFAULT);
    agent.runPeriodic();
    assertEquals("c", agent.log(LogEvent.ENTRY).get(2).task().get());
  }

  @Test
  public void aLogThatWasCutBetweenRunsStartsAnewAndSaysSoAndTheTasksRun() throws Exception {
    agent.define("a");
    agent.tasks().register("a", TaskOptions.DEFAULT);
    agent.runPeriodic();
    File log = new File(agent.app().getNoBackupFilesDir(), "jobdoctor/tasks.ring");
    try (RandomAccessFile file = new RandomAccessFile(log, "rw")) {
      file.setLength(10);
    }
    agent.tasks().log().ensureIntact();
    agent.runPeriodic();
    assertEquals(List.of("a: success"), agent.told(LogEvent.EXIT));
    assertEquals(
        List.of("-, started-anew: the file ends after 10 bytes"), agent.told(LogEvent.LOG));
  }

  @Test
  public void aClockThatJumpsChangesNothingAboutOrderAndDuration() throws Exception {
    agent.define(
        "a",
        run -> {
          agent.clock().jump(-86_400_000L);
          return TaskResult.success();
        });
    agent.tasks().register("a", TaskOptions.DEFAULT);
    agent.runPeriodic();
    long duration = agent.log(LogEvent.EXIT).get(0).durationMs().getAsLong();
    assertTrue("duration " + duration, duration >= 0 && duration < 60_000);
  }
}
