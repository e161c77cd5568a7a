package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobParameters;
import android.content.ComponentName;
import android.content.ServiceConnection;
import android.os.Binder;
import android.os.IBinder;
import android.os.IInterface;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.robolectric.shadows.ShadowBinder;
import org.robolectric.shadows.ShadowSystemClock;

/**
 * The apps' job services, as far as the scheduler sees them: it binds, they start, and they finish
 * when a test says so.
 */
final class JobServices {

  /** A binding that the scheduler asked for. */
  private record Binding(ComponentName component, ServiceConnection connection) {}

  /** A run that an app was asked to begin. */
  private record Started(int uid, JobParameters parameters) {}

  private final List<Binding> asked = new ArrayList<>();
  private final List<Started> running = new ArrayList<>();

  /** What the scheduler's {@code bindServiceAsUser} does. */
  boolean bind(ComponentName component, ServiceConnection connection) {
    asked.add(new Binding(component, connection));
    return true;
  }

  /** Connects every service that the scheduler waits for; returns how many. */
  int connect() {
    List<Binding> now = List.copyOf(asked);
    asked.clear();
    for (Binding binding : now) {
      ShadowSystemClock.advanceBy(JobSchedulerLab.TICK);
      binding.connection().onServiceConnected(binding.component(), service(binding.connection()));
    }
    return now.size();
  }

  private IBinder service(ServiceConnection context) {
    Class<?> type = Hidden.type("android.app.job.IJobService");
    Binder binder = new Binder();
    Object service =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "startJob" ->
                    running.add(
                        new Started(
                            Hidden.call(Hidden.get(context, "mRunningJob"), "getUid"),
                            (JobParameters) arguments[0]));
                case "stopJob" -> stopping.add((JobParameters) arguments[0]);
                case "asBinder" -> {
                  return binder;
                }
                default -> {}
              }
              return null;
            });
    binder.attachInterface((IInterface) service, "android.app.job.IJobService");
    return binder;
  }

  private final List<JobParameters> stopping = new ArrayList<>();

  /** How many runs have begun and were not finished by the app. */
  int running() {
    return running.size();
  }

  /** The app says that it began, and that it goes on. */
  void acknowledgeStart(int run) {
    tell(running.get(run), "acknowledgeStartMessage", true);
  }

  /** The app says that its run is over. */
  void finish(int run, boolean reschedule) {
    tell(running.remove(run), "jobFinished", reschedule);
  }

  /** Acknowledges all stops that the scheduler asked for; returns how many. */
  int acknowledgeStops(boolean reschedule) {
    List<JobParameters> now = List.copyOf(stopping);
    stopping.clear();
    for (JobParameters parameters : now) {
      Object callback = Hidden.call(parameters, "getCallback");
      for (int i = running.size() - 1; i >= 0; i--) {
        if (Hidden.call(running.get(i).parameters(), "getCallback") == callback) {
          tell(running.remove(i), "acknowledgeStopMessage", reschedule);
        }
      }
    }
    return now.size();
  }

  private static void tell(Started run, String message, boolean value) {
    ShadowSystemClock.advanceBy(JobSchedulerLab.TICK);
    ShadowBinder.setCallingUid(run.uid());
    try {
      Object callback = Hidden.call(run.parameters(), "getCallback");
      Hidden.call(callback, message, run.parameters().getJobId(), value);
    } finally {
      ShadowBinder.reset();
    }
  }
}
