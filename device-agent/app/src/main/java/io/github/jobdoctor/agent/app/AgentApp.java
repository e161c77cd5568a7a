package io.github.jobdoctor.agent.app;

import android.app.Application;

/** Defines the probe tasks at every start of the process, and does nothing else. */
public final class AgentApp extends Application {

  @Override
  public void onCreate() {
    super.onCreate();
    ProbeTasks.define();
  }
}
