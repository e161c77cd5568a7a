package com.example.consumer;

import android.app.Application;
import io.github.jobdoctor.agent.task.TaskResult;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import io.github.jobdoctor.agent.work.SingleTask;

/** Defines its tasks at every start of the process. */
public final class ConsumerApp extends Application {

  @Override
  public void onCreate() {
    super.onCreate();
    BackgroundTasks.define("sync", run -> TaskResult.success("attempt " + run.attempt()));
    SingleTask.define(run -> null);
  }
}
