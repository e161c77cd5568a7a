package com.example.consumer;

import android.app.Activity;
import android.os.Bundle;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.work.BackgroundTasks;

/** Registers a task, as an app would after its user logged in. */
public final class MainActivity extends Activity {

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    BackgroundTasks tasks = BackgroundTasks.get(this);
    tasks.register("sync", TaskOptions.DEFAULT.withMinimumInterval(60));
    long[] work = new long[1];
    work[0] = tasks.beforeExit(() -> tasks.finish(work[0]));
  }
}
