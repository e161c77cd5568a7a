package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobParameters;
import android.content.ComponentName;
import android.content.ServiceConnection;
import android.os.Binder;
import android.os.IBinder;
import android.os.IInterface;
import android.os.SystemClock;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.robolectric.shadows.ShadowBinder;
import org.robolectric.shadows.ShadowSystemClock;

/**
 * The apps' job services, as far as the scheduler sees them: it binds, they start, and they finish
 * when a test says so.
 */
final class JobServices {

  /**
   * A binding that the scheduler asked for.
   *
   * @param connection the scheduler's slot
   * @param asked when, elapsed milliseconds
   */
  record Binding(ComponentName component, ServiceConnection connection, long asked) {

    /** The job that the slot is for; absent when the scheduler has given it up. */
    Optional<Object> job() {
      return jobIn(connection);
    }
  }

  /**
   * A run that an app was asked to begin: the scheduler called {@code startJob}.
   *
   * @param job the service's own object of the job
   * @param binding how the scheduler reached the app
   * @param parameters what the app got
   * @param begun when, elapsed milliseconds
   */
  record Run(Object job, Binding binding, JobParameters parameters, long begun) {

    /** {@code NAMESPACE:callingUid/id}. */
    String key() {
      return TruthReader.key(job);
    }

    /** Whether the scheduler still waits for the app to end it. */
    boolean isWanted() {
      return jobIn(binding.connection()).filter(now -> now == job).isPresent();
    }
  }

  private final List<Binding> asked = new ArrayList<>();
  private final List<Run> running = new ArrayList<>();
  private final List<JobParameters> stopping = new ArrayList<>();
  private final List<Run> begun = new ArrayList<>();

  private static Optional<Object> jobIn(ServiceConnection slot) {
    return Optional.ofNullable(Hidden.get(slot, "mRunningJob"));
  }

  /** What the scheduler's {@code bindServiceAsUser} does. */
  boolean bind(ComponentName component, ServiceConnection connection) {
    asked.add(new Binding(component, connection, SystemClock.elapsedRealtime()));
    return true;
  }

  /** The bindings that no app has answered. */
  List<Binding> asked() {
    return List.copyOf(asked);
  }

  /** Connects every service that the scheduler waits for; returns how many. */
  int connect() {
    List<Binding> now = asked();
    now.forEach(this::connect);
    return now.size();
  }

  /** Connects one of them. */
  void connect(Binding binding) {
    asked.remove(binding);
    ShadowSystemClock.advanceBy(JobSchedulerLab.TICK);
    binding.connection().onServiceConnected(binding.component(), service(binding));
  }

  /** The app's process never comes up. */
  void forget(Binding binding) {
    asked.remove(binding);
  }

  private IBinder service(Binding binding) {
    Class<?> type = Hidden.type("android.app.job.IJobService");
    Binder binder = new Binder();
    Object service =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "startJob" -> begin(binding, (JobParameters) arguments[0]);
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

  private void begin(Binding binding, JobParameters parameters) {
    Run run =
        new Run(binding.job().orElseThrow(), binding, parameters, SystemClock.elapsedRealtime());
    running.add(run);
    begun.add(run);
  }

  /** How many runs have begun and were not finished by the app. */
  int running() {
    return running.size();
  }

  /** These runs, oldest first. */
  List<Run> runs() {
    return List.copyOf(running);
  }

  /** All runs that ever began, oldest first. */
  List<Run> begun() {
    return List.copyOf(begun);
  }

  /** The app says that it began, and that it goes on. */
  void acknowledgeStart(int run) {
    acknowledgeStart(running.get(run), true);
  }

  /**
   * The app says that it began.
   *
   * @param goesOn whether there is work left; else the run is over
   */
  void acknowledgeStart(Run run, boolean goesOn) {
    if (!goesOn) {
      running.remove(run);
    }
    tell(run, "acknowledgeStartMessage", goesOn);
  }

  /** The app says that its run is over. */
  void finish(int run, boolean reschedule) {
    finish(running.get(run), reschedule);
  }

  /** The app says that its run is over. */
  void finish(Run run, boolean reschedule) {
    running.remove(run);
    tell(run, "jobFinished", reschedule);
  }

  /** The app's process dies. */
  void crash(Run run) {
    running.remove(run);
    ShadowSystemClock.advanceBy(JobSchedulerLab.TICK);
    run.binding().connection().onServiceDisconnected(run.binding().component());
  }

  /** The app's process is gone, and nobody waits for it. */
  void forget(Run run) {
    running.remove(run);
  }

  /** Acknowledges all stops that the scheduler asked for; returns how many. */
  int acknowledgeStops(boolean reschedule) {
    List<JobParameters> now = List.copyOf(stopping);
    stopping.clear();
    for (JobParameters parameters : now) {
      Object callback = Hidden.call(parameters, "getCallback");
      for (int i = running.size() - 1; i >= 0; i--) {
        Run run = running.get(i);
        if (Hidden.call(run.parameters(), "getCallback") == callback) {
          running.remove(i);
          tell(run, "acknowledgeStopMessage", reschedule);
        }
      }
    }
    return now.size();
  }

  private static void tell(Run run, String message, boolean value) {
    ShadowSystemClock.advanceBy(JobSchedulerLab.TICK);
    ShadowBinder.setCallingUid(Hidden.<Integer>call(run.job(), "getUid"));
    try {
      Object callback = Hidden.call(run.parameters(), "getCallback");
      Hidden.call(callback, message, run.parameters().getJobId(), value);
    } finally {
      ShadowBinder.reset();
    }
  }
}
