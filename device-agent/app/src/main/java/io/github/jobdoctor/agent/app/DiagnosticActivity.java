package io.github.jobdoctor.agent.app;

import android.app.Activity;
import android.content.Intent;
import android.os.Build;
import android.os.Bundle;
import android.os.Handler;
import android.os.Looper;
import android.text.TextUtils;
import android.text.format.DateUtils;
import android.view.View;
import android.view.ViewGroup;
import android.view.WindowInsets;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.ScrollView;
import android.widget.TextView;
import android.widget.Toast;
import io.github.jobdoctor.agent.R;
import io.github.jobdoctor.agent.log.LogJson;
import io.github.jobdoctor.agent.log.LogRecord;
import io.github.jobdoctor.agent.log.Outcome;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.work.BackgroundStatus;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import io.github.jobdoctor.agent.work.ScheduledWork;
import io.github.jobdoctor.agent.work.TriggerResult;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Status, registered tasks and last runs, from top to bottom, in plain views: each line is one text
 * that TalkBack reads as one, headings are headings, and colour never says what the words do not.
 */
public final class DiagnosticActivity extends Activity {

  private static final int TASKS_SHOWN = 50;
  private static final int RECORDS_READ = 400;
  private static final int RUNS_SHOWN = 50;

  /** An Intent holds less than a megabyte, and two bytes for each character. */
  private static final int SHARED_CHARS = 200_000;

  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final Handler main = new Handler(Looper.getMainLooper());
  private LinearLayout content;

  /** What the screen shows, read away from the main thread. */
  private record Shown(
      BackgroundStatus status,
      Optional<ScheduledWork> work,
      String origin,
      int taskCount,
      List<RegisteredTask> tasks,
      List<LogRecord> records) {}

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    content = new LinearLayout(this);
    content.setOrientation(LinearLayout.VERTICAL);
    int margin = pixels(16);
    content.setPadding(margin, margin, margin, margin);
    ScrollView scroll = new ScrollView(this);
    scroll.addView(content);
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
      // From API 35 on the window lies under the bars of the system.
      scroll.setOnApplyWindowInsetsListener(
          (view, insets) -> {
            var bars = insets.getInsets(WindowInsets.Type.systemBars());
            view.setPadding(bars.left, bars.top, bars.right, bars.bottom);
            return insets;
          });
    }
    setContentView(scroll);
  }

  @Override
  protected void onResume() {
    super.onResume();
    refresh();
  }

  @Override
  protected void onDestroy() {
    background.shutdown();
    super.onDestroy();
  }

  private void refresh() {
    inBackground(
        tasks ->
            new Shown(
                tasks.status(),
                tasks.scheduled(),
                tasks.log().origin().kind().wireName(),
                tasks.registeredCount(),
                tasks.registered(0, TASKS_SHOWN),
                tasks.log().newest(RECORDS_READ)),
        this::show);
  }

  /** Asks away from the main thread, and hands the answer over on it. */
  private <T> void inBackground(Function<BackgroundTasks, T> question, Consumer<T> answer) {
    background.execute(
        () -> {
          T value = question.apply(BackgroundTasks.get(this));
          main.post(
              () -> {
                if (!isDestroyed()) {
                  answer.accept(value);
                }
              });
        });
  }

  private void show(Shown shown) {
    content.removeAllViews();
    heading(R.string.status);
    boolean available = shown.status.availability() == BackgroundStatus.Availability.AVAILABLE;
    line(
        available
            ? getString(R.string.available)
            : getString(R.string.restricted, TextUtils.join(", ", shown.status.reasons())),
        available ? R.color.success : R.color.failure);
    line(shown.work.map(this::describe).orElse(getString(R.string.not_scheduled)), R.color.text);
    line(getString(R.string.log_origin, shown.origin), R.color.text_secondary);
    buttons();
    heading(R.string.tasks);
    for (RegisteredTask task : shown.tasks) {
      line(describe(task), R.color.text);
    }
    if (shown.taskCount == 0) {
      line(getString(R.string.no_tasks), R.color.text_secondary);
    } else if (shown.taskCount > shown.tasks.size()) {
      line(
          getString(R.string.more_tasks, shown.taskCount - shown.tasks.size()),
          R.color.text_secondary);
    }
    heading(R.string.runs);
    int runs = 0;
    for (int i = shown.records.size() - 1; i >= 0 && runs < RUNS_SHOWN; i--) {
      if (showRun(shown.records.get(i))) {
        runs++;
      }
    }
    if (runs == 0) {
      line(getString(R.string.no_runs), R.color.text_secondary);
    }
  }

  private String describe(ScheduledWork work) {
    return getString(
        R.string.scheduled,
        work.state(),
        work.intervalMinutes(),
        work.nextRunAt().isPresent() ? time(work.nextRunAt().getAsLong()) : "–");
  }

  private String describe(RegisteredTask task) {
    String last =
        task.lastRunAt().isPresent() && task.lastOutcome().isPresent()
            ? getString(
                R.string.last_run,
                time(task.lastRunAt().getAsLong()),
                task.lastOutcome().get().wireName())
            : getString(R.string.never_ran);
    return oneLine(task.name())
        + " · "
        + task.options().minimumIntervalMinutes()
        + " min · "
        + last;
  }

  /** Shows a record that ends a run, or tells why there was none. */
  private boolean showRun(LogRecord record) {
    int word;
    int color;
    switch (record.event()) {
      case EXIT -> {
        boolean success = record.outcome().map(o -> o == Outcome.SUCCESS).orElse(false);
        word = success ? R.string.outcome_success : R.string.outcome_failed;
        color = success ? R.color.success : R.color.failure;
      }
      case DIED -> {
        word = R.string.outcome_died;
        color = R.color.failure;
      }
      case UNDEFINED -> {
        word = R.string.outcome_undefined;
        color = R.color.attention;
      }
      case SKIPPED -> {
        word = R.string.outcome_skipped;
        color = R.color.attention;
      }
      default -> {
        return false;
      }
    }
    StringBuilder text = new StringBuilder(time(record.wallTime()));
    text.append(" · ").append(oneLine(record.task().orElse("–")));
    text.append(" · ").append(getString(word));
    record.durationMs().ifPresent(ms -> text.append(" · ").append(ms).append(" ms"));
    record
        .stopReason()
        .ifPresent(reason -> text.append(" · ").append(LogJson.stopReasonName(reason)));
    record.message().ifPresent(message -> text.append("\n").append(oneLine(message)));
    line(text.toString(), color);
    return true;
  }

  private void buttons() {
    LinearLayout row = new LinearLayout(this);
    if (BackgroundTasks.isDebuggable(this)) {
      row.addView(button(R.string.run_now, this::runNow));
    }
    row.addView(button(R.string.share_log, this::shareLog));
    row.addView(button(R.string.refresh, this::refresh));
    content.addView(row);
  }

  private Button button(int text, Runnable action) {
    Button button = new Button(this);
    button.setText(text);
    button.setMinHeight(pixels(48));
    button.setOnClickListener(view -> action.run());
    button.setLayoutParams(
        new LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1));
    return button;
  }

  private void runNow() {
    inBackground(
        tasks -> tasks.trigger(Collections.emptyList()),
        result -> {
          String told =
              result.code() == TriggerResult.Code.STARTED
                  ? getString(R.string.started)
                  : result.message();
          Toast.makeText(this, told, Toast.LENGTH_SHORT).show();
          main.postDelayed(this::refresh, 1_000);
        });
  }

  private void shareLog() {
    inBackground(
        tasks -> {
          StringBuilder lines = new StringBuilder();
          for (LogRecord record : tasks.log().newest(Integer.MAX_VALUE)) {
            LogJson.append(lines, record);
            lines.append('\n');
          }
          // The newest records matter most; the first line that remains must be whole.
          return lines.length() <= SHARED_CHARS
              ? lines.toString()
              : lines.substring(lines.indexOf("\n", lines.length() - SHARED_CHARS) + 1);
        },
        text ->
            startActivity(
                Intent.createChooser(
                    new Intent(Intent.ACTION_SEND)
                        .setType("text/plain")
                        .putExtra(Intent.EXTRA_SUBJECT, getString(R.string.app_name))
                        .putExtra(Intent.EXTRA_TEXT, text),
                    getString(R.string.share_log))));
  }

  private void heading(int text) {
    TextView view = text(getString(text), R.color.accent, 20);
    view.setPadding(0, pixels(16), 0, pixels(4));
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
      view.setAccessibilityHeading(true);
    }
    content.addView(view);
  }

  private void line(String text, int color) {
    TextView view = text(text, color, 15);
    view.setPadding(0, pixels(4), 0, pixels(4));
    view.setFocusable(true);
    content.addView(view);
  }

  private TextView text(String text, int color, int size) {
    TextView view = new TextView(this);
    view.setText(text);
    view.setTextSize(size);
    view.setTextColor(getColor(color));
    view.setTextDirection(View.TEXT_DIRECTION_LOCALE);
    return view;
  }

  /** A name with a newline or a control character shall not look like two tasks. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private String time(long wallTime) {
    return DateUtils.formatDateTime(
        this,
        wallTime,
        DateUtils.FORMAT_SHOW_DATE | DateUtils.FORMAT_SHOW_TIME | DateUtils.FORMAT_ABBREV_ALL);
  }

  private int pixels(int dp) {
    return Math.round(dp * getResources().getDisplayMetrics().density);
  }
}
