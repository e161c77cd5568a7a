package io.github.jobdoctor.agent.work;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.os.Looper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;

/** Work when the app goes to the background. */
@RunWith(RobolectricTestRunner.class)
public class BeforeExitTest {

  @Rule public final AgentRule agent = new AgentRule();

  private static ActivityController<Activity> openApp() {
    return Robolectric.buildActivity(Activity.class).create().start().resume();
  }

  private static void leave(ActivityController<Activity> activity) {
    activity.pause().stop();
  }

  @Test
  public void runsOnceWhenTheLastActivityStopsAndEndsWithFinish() throws Exception {
    ActivityController<Activity> activity = openApp();
    CountDownLatch ran = new CountDownLatch(1);
    long id = agent.tasks().beforeExit(ran::countDown);
    assertEquals(1, ran.getCount());
    leave(activity);
    assertTrue(agent.await(ran));
    assertEquals(List.of(), agent.told(LogEvent.EXIT));
    assertTrue(agent.tasks().finish(id));
    assertFalse(agent.tasks().finish(id));
    assertEquals(List.of("before-exit: success"), agent.told(LogEvent.EXIT));
    assertEquals(Optional.of(Trigger.BEFORE_EXIT), agent.log(LogEvent.ENTRY).get(0).trigger());
    leave(openApp());
    assertEquals(1, agent.log(LogEvent.ENTRY).size());
  }

  @Test
  public void isGivenUpAfterThreeMinutes() throws Exception {
    ActivityController<Activity> activity = openApp();
    CountDownLatch ran = new CountDownLatch(1);
    long id = agent.tasks().beforeExit(ran::countDown);
    leave(activity);
    assertTrue(agent.await(ran));
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(179));
    assertEquals(List.of(), agent.told(LogEvent.EXPIRED));
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
    assertEquals(List.of("before-exit, not finished after 180 s"), agent.told(LogEvent.EXPIRED));
    assertEquals(
        List.of("before-exit: failed, not finished after 180 s"), agent.told(LogEvent.EXIT));
    assertFalse(agent.tasks().finish(id));
  }

  @Test
  public void whatTheWorkThrowsIsItsOutcome() throws Exception {
    ActivityController<Activity> activity = openApp();
    agent
        .tasks()
        .beforeExit(
            () -> {
              throw new IllegalStateException("no");
            });
    leave(activity);
    agent.awaitRecords(LogEvent.EXIT, 1);
    assertEquals(
        List.of("before-exit: failed, java.lang.IllegalStateException: no"),
        agent.told(LogEvent.EXIT));
  }

  @Test
  public void finishedBeforeTheAppWasLeftItDoesNotRun() {
    ActivityController<Activity> activity = openApp();
    long id =
        agent
            .tasks()
            .beforeExit(
                () -> {
                  throw new AssertionError("ran");
                });
    assertTrue(agent.tasks().finish(id));
    leave(activity);
    assertEquals(List.of(), agent.log(LogEvent.ENTRY));
  }
}
