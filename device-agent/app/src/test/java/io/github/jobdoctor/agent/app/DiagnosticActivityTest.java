package io.github.jobdoctor.agent.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.database.sqlite.SQLiteDatabase;
import android.os.Looper;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import androidx.work.testing.WorkManagerTestInitHelper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.LogRecord;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import io.github.jobdoctor.agent.work.TriggerResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a person sees and hears; one process per Android, since an app has one registry. */
@RunWith(RobolectricTestRunner.class)
public class DiagnosticActivityTest {

  private DiagnosticActivity screen;

  @Before
  public void open() throws Exception {
    SQLiteDatabase.create(null).close(); // Robolectric's SQLite must not be loaded by two threads.
    WorkManagerTestInitHelper.initializeTestWorkManager(
        ApplicationProvider.getApplicationContext());
  }

  @After
  public void close() {
    WorkManagerTestInitHelper.closeWorkDatabase();
  }

  private List<View> views() throws Exception {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      shadowOf(Looper.getMainLooper()).idle();
      views.clear();
      collect(screen.findViewById(android.R.id.content), views);
      if (views.stream().anyMatch(TextView.class::isInstance)) {
        return views;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the screen stayed empty");
  }

  private static void collect(View view, List<View> into) {
    into.add(view);
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), into);
      }
    }
  }

  private List<String> texts() throws Exception {
    return views().stream()
        .filter(TextView.class::isInstance)
        .map(view -> ((TextView) view).getText().toString())
        .toList();
  }

  @Test
  @Config(sdk = 34)
  public void showsStatusTasksAndRunsAndSharesTheLog() throws Exception {
    BackgroundTasks tasks = BackgroundTasks.get(ApplicationProvider.getApplicationContext());
    assertTrue(
        tasks.defined().containsAll(List.of("noop", "sleep", "http", "cpu", "fail", "hang")));
    tasks.register("noop", TaskOptions.DEFAULT);
    tasks.register("two\nlines", TaskOptions.DEFAULT.withMinimumInterval(30));
    tasks.log().event(LogEvent.SKIPPED, "two\nlines", "for a reason");
    screen = Robolectric.buildActivity(DiagnosticActivity.class).setup().get();
    List<String> texts = texts();
    assertTrue(texts.toString(), texts.contains("Available: Android lets tasks run"));
    assertTrue(texts.stream().anyMatch(t -> t.startsWith("Worker ENQUEUED, every 30 min")));
    assertTrue(texts.contains("noop · 720 min · has not run yet"));
    assertTrue(texts.contains("two lines · 30 min · has not run yet"));
    assertTrue(texts.stream().anyMatch(t -> t.contains("two lines · skipped\nfor a reason")));
    assertTrue(texts.contains("Run all now"));
    for (View view : views()) {
      if (view instanceof Button button) {
        assertTrue(button.getMinHeight() >= 48 * screen.getResources().getDisplayMetrics().density);
      } else if (view instanceof TextView text && text.getTextSize() > 19) {
        assertTrue("a heading for TalkBack: " + text.getText(), text.isAccessibilityHeading());
      }
    }

    views().stream()
        .filter(v -> v instanceof Button b && b.getText().toString().equals("Share log"))
        .forEach(View::performClick);
    Intent chooser = null;
    for (int i = 0; i < 1_000 && chooser == null; i++) {
      shadowOf(Looper.getMainLooper()).idle();
      chooser = shadowOf(screen).getNextStartedActivity();
      Thread.sleep(5);
    }
    @SuppressWarnings("deprecation") // The typed one came with API 33.
    Intent send = chooser.getParcelableExtra(Intent.EXTRA_INTENT);
    String shared = send.getStringExtra(Intent.EXTRA_TEXT);
    assertTrue(shared, shared.contains("\"event\":\"skipped\""));
    assertEquals(Intent.ACTION_SEND, send.getAction());

    // The probes need no screen, but this process: an app has one registry, and it is open.
    TaskOptions offline = TaskOptions.DEFAULT.withRequiresNetwork(false);
    tasks.register("fail", offline.withArguments("on purpose"));
    tasks.register("cpu", offline.withArguments("1"));
    tasks.register("http", offline);
    assertEquals(TriggerResult.Code.STARTED, tasks.trigger(List.of("fail", "cpu", "http")).code());
    assertEquals("on purpose", exitOf(tasks, "fail", Outcome.FAILED));
    assertTrue(exitOf(tasks, "cpu", Outcome.SUCCESS).contains(" rounds, last "));
    assertTrue(exitOf(tasks, "http", Outcome.SUCCESS).startsWith("204 from http://127.0.0.1:"));
  }

  private static String exitOf(BackgroundTasks tasks, String task, Outcome outcome)
      throws Exception {
    for (int i = 0; i < 2_000; i++) {
      shadowOf(Looper.getMainLooper()).idle();
      for (LogRecord record : tasks.log().newest(200)) {
        if (record.event() == LogEvent.EXIT && record.task().orElse("").equals(task)) {
          assertEquals(outcome, record.outcome().orElse(null));
          return record.message().orElse("");
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no exit of " + task + " in " + tasks.log().newest(200));
  }

  @Test
  @Config(sdk = 34, qualifiers = "night")
  public void theDarkThemeHasItsOwnColours() {
    int dark =
        ApplicationProvider.getApplicationContext()
            .getColor(io.github.jobdoctor.agent.R.color.background);
    assertEquals(0xFF121316, dark);
    assertFalse(
        dark
            == ApplicationProvider.getApplicationContext()
                .getColor(io.github.jobdoctor.agent.R.color.text));
  }
}
