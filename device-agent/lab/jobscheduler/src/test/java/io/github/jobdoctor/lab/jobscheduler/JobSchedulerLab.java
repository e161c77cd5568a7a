package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobScheduler;
import android.content.Context;
import android.os.Binder;
import android.os.Build;
import android.os.Environment;
import android.os.HandlerThread;
import android.os.Looper;
import android.util.SparseBooleanArray;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.shadows.ShadowBinder;
import org.robolectric.shadows.ShadowLooper;
import org.robolectric.shadows.ShadowSystemClock;

/**
 * A device's job scheduler: Android's own service of the level that Robolectric runs. One at a
 * time; not for several threads. Its clock stands still until {@link #passTime} moves it, but for a
 * tick with everything that happens.
 */
public final class JobSchedulerLab {

  private static final int PHASE_LOCK_SETTINGS_READY = 480;
  private static final int PHASE_SYSTEM_SERVICES_READY = 500;
  private static final int PHASE_THIRD_PARTY_APPS_CAN_START = 600;
  private static final int SHELL_UID = 2000;

  /**
   * How far the clock goes with a message or an app's answer. It must go, as it does on a device:
   * when jobs fail in the same millisecond, and so wait for the same one, API 29 and 30 look at
   * them again and again until it comes.
   */
  static final Duration TICK = Duration.ofMillis(1);

  private static final int MOST_MESSAGES = 20_000;
  private static final String SERVICE = "com.android.server.job.JobSchedulerService";

  /**
   * What a shell command did.
   *
   * @param result what the service returned, before the shell makes an exit code of it
   * @param stdout standard output
   * @param stderr standard error
   */
  public record CommandResult(int result, String stdout, String stderr) {}

  private final JobServices apps;
  private final SystemServer system;
  private final Object service;
  private final TruthReader truth;

  private JobSchedulerLab(SystemServer system, JobServices apps, Context context) {
    this.system = system;
    this.apps = apps;
    this.service = Hidden.create(SERVICE, context);
    this.truth = new TruthReader(service);
  }

  /** Boots the service with nothing scheduled. */
  public static JobSchedulerLab boot(List<App> apps, List<Integer> users) {
    SystemServer system = new SystemServer(apps, users);
    JobServices services = new JobServices();
    SystemContext context =
        new SystemContext(RuntimeEnvironment.getApplication(), services, system.packageManager());
    forgetSingletons();
    forgetPersistedJobs();
    pauseSchedulerThread();
    replaceClock();
    system.start(context);
    Shadows.shadowOf(RuntimeEnvironment.getApplication())
        .grantPermissions("android.permission.READ_DEVICE_CONFIG");
    JobSchedulerLab lab = new JobSchedulerLab(system, services, context);
    lab.settle(); // From API 35 on that thread also loads the job store, which booting waits for.
    for (int phase :
        new int[] {
          PHASE_LOCK_SETTINGS_READY, PHASE_SYSTEM_SERVICES_READY, PHASE_THIRD_PARTY_APPS_CAN_START
        }) {
      Hidden.call(lab.service, "onBootPhase", phase);
      lab.settle();
    }
    return lab;
  }

  /** Those of the lab before: their loopers are dead, and their jobs another device's. */
  private static void forgetSingletons() {
    Hidden.set(Hidden.type("com.android.server.job.JobStore"), "sSingleton", null);
    for (String thread :
        List.of(
            "com.android.server.IoThread",
            "com.android.server.AppSchedulingModuleThread",
            "com.android.server.JobSchedulerBackgroundThread",
            "com.android.internal.os.BackgroundThread")) {
      Hidden.findType(thread)
          .filter(type -> Hidden.hasField(type, "sInstance"))
          .ifPresent(type -> Hidden.set(type, "sInstance", null));
    }
    forgetControllers();
  }

  /** Up to API 27 there is one of each in a process, which belongs to the first service. */
  private static void forgetControllers() {
    for (String controller :
        List.of(
            "AppIdle",
            "Battery",
            "Connectivity",
            "ContentObserver",
            "DeviceIdleJobs",
            "Idle",
            "Storage",
            "Time")) {
      Hidden.findType("com.android.server.job.controllers." + controller + "Controller")
          .ifPresent(
              type ->
                  List.of("sController", "mSingleton").stream()
                      .filter(field -> Hidden.hasField(type, field))
                      .forEach(field -> Hidden.set(type, field, null)));
    }
  }

  private static void forgetPersistedJobs() {
    Path system = Environment.getDataDirectory().toPath().resolve("system");
    if (system.startsWith("/data")) {
      throw new IllegalStateException("ANDROID_DATA must name a folder of the test's own");
    }
    for (String name : List.of("job", "job_backup")) {
      Path folder = system.resolve(name);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** From API 34 on it has a thread of its own: that one, too, moves only in {@link #settle}. */
  private static void pauseSchedulerThread() {
    if (Build.VERSION.SDK_INT >= 34) {
      HandlerThread thread =
          Hidden.call(Hidden.type("com.android.server.AppSchedulingModuleThread"), "get");
      Shadows.shadowOf(thread.getLooper()).pause();
    }
  }

  /** The wall clock of the service, which goes with the others instead of with the host's. */
  private static void replaceClock() {
    if (Build.VERSION.SDK_INT < 28) {
      return;
    }
    Hidden.set(
        Hidden.type(SERVICE),
        "sSystemClock",
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Instant.ofEpochMilli(ShadowSystemClock.currentTimeMillis());
          }
        });
  }

  /** The real service object. */
  Object service() {
    return service;
  }

  /** The text of {@code dumpsys jobscheduler ARGUMENTS}. */
  public String dump(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    ShadowBinder.setCallingUid(SHELL_UID);
    try {
      Hidden.call(stub(), "dump", new FileDescriptor(), writer, arguments);
    } finally {
      ShadowBinder.reset();
    }
    writer.flush();
    return text.toString();
  }

  /** The result of {@code cmd jobscheduler ARGUMENTS}. */
  public CommandResult command(String... arguments) {
    Object shell = Hidden.create("com.android.server.job.JobSchedulerShellCommand", service);
    try (ShellFiles files = new ShellFiles()) {
      ShadowBinder.setCallingUid(SHELL_UID);
      int result;
      try {
        result = files.run(shell, stub(), arguments);
      } finally {
        ShadowBinder.reset();
      }
      settle();
      return new CommandResult(result, files.stdout(), files.stderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the service's objects say now. */
  SchedulerTruth truth() {
    return truth.read();
  }

  /** The service's own objects of the registered jobs. */
  List<Object> jobObjects() {
    return truth.jobs();
  }

  /** The apps' side. */
  JobServices apps() {
    return apps;
  }

  /** The rest of the system. */
  SystemServer system() {
    return system;
  }

  /** Starts users; no job of another one runs. */
  public void startUsers(int... users) {
    Hidden.set(service, "mStartedUsers", users.clone());
  }

  /**
   * Tells the service how much of the user's attention an app's processes have.
   *
   * @param state as {@code ActivityManager.PROCESS_STATE_*}, which differ from level to level
   */
  void processState(int uid, int state) {
    system.processState(uid, state);
    if (Build.VERSION.SDK_INT >= 34) {
      Hidden.call(service, "updateUidState", uid, state, 0); // No capabilities.
    } else {
      Hidden.call(service, "updateUidState", uid, state);
    }
  }

  /** Begins or ends the backup of an app; before API 26 the service knows of none. */
  void backUp(int uid, boolean begins) {
    if (Build.VERSION.SDK_INT >= 26) {
      Object uids = Hidden.get(service, "mBackingUpUids");
      if (!begins) {
        Hidden.call(uids, "delete", uid);
      } else if (uids instanceof SparseBooleanArray flags) {
        flags.put(uid, true);
      } else {
        Hidden.call(uids, "put", uid, uid);
      }
    }
  }

  /**
   * How hot the device is; before API 29 that is nothing to the service.
   *
   * @param status as {@code PowerManager.THERMAL_STATUS_*}
   */
  void heat(int status) {
    int level = Build.VERSION.SDK_INT;
    boolean severe = status >= 3;
    if (level == 29) {
      Hidden.set(service, "mThermalConstraint", severe);
    } else if (level >= 30) {
      for (Object restriction : Hidden.<List<?>>get(service, "mJobRestrictions")) {
        if (restriction.getClass().getSimpleName().equals("ThermalStatusRestriction")) {
          Hidden.set(
              restriction,
              level >= 33 ? "mThermalStatus" : "mIsThermalRestricted",
              level >= 33 ? (Object) status : (Object) severe);
        }
      }
    }
  }

  /** Schedules a job; returns whether Android took it. */
  boolean schedule(JobRequest request) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(request.info());
    if (Build.VERSION.SDK_INT >= 26) {
      arguments.add(null); // No work item.
    }
    arguments.add(request.callingUid());
    arguments.add(request.sourcePackage().orElse(null));
    arguments.add(request.sourceUserId());
    if (Build.VERSION.SDK_INT >= 34) {
      arguments.add(request.namespace().orElse(null));
    }
    arguments.add(request.tag().orElse(null));
    return Hidden.<Integer>call(service, "scheduleAsPackage", arguments.toArray())
        == JobScheduler.RESULT_SUCCESS;
  }

  /** The app of that uid cancels one of its jobs, which is in no namespace. */
  void cancel(int uid, int jobId) {
    List<Object> arguments = new ArrayList<>(List.of(uid, jobId, uid, 1 /* by the app */));
    Method cancel = Hidden.methods(service, "cancelJob").get(0);
    if (List.of(cancel.getParameterTypes()).contains(String.class)) {
      arguments.add(1, null);
    }
    // Who asks, and why, came with later levels.
    List<Object> known = arguments.subList(0, cancel.getParameterCount());
    Hidden.invoke(() -> cancel.invoke(service, known.toArray()));
    settle();
  }

  /** Moves all clocks of the device, and lets what became due happen. */
  public void passTime(Duration time) {
    ShadowSystemClock.advanceBy(time);
    for (Object controller : Hidden.<List<?>>get(service, "mControllers")) {
      if (controller.getClass().getSimpleName().equals("TimeController")) {
        Hidden.call(controller, "checkExpiredDeadlinesAndResetAlarm");
        Hidden.call(controller, "checkExpiredDelaysAndResetAlarm");
      }
    }
    settle();
  }

  /** Makes the scheduler look at all jobs, as a controller does that saw a change. */
  void checkJobs() {
    if (Hidden.hasMethod(service, "onControllerStateChanged")) {
      Hidden.call(service, "onControllerStateChanged");
    } else {
      Hidden.call(service, "onControllerStateChanged", (Object) null);
    }
    settle();
  }

  private Binder stub() {
    return Hidden.get(service, "mJobSchedulerStub");
  }

  /**
   * Lets the service do what it put off to its handlers.
   *
   * @throws IllegalStateException when that has no end: each message asks for the next
   */
  public void settle() {
    int messages = 0;
    for (int round = 0; round < 3; round++) {
      for (Looper looper : ShadowLooper.getAllLoopers()) {
        ShadowLooper shadow = Shadows.shadowOf(looper);
        // One by one where they can be counted; a thread of its own does them as they come.
        while ((looper == Looper.myLooper() || shadow.isPaused()) && !shadow.isIdle()) {
          if (messages++ == MOST_MESSAGES) {
            throw new IllegalStateException("the job scheduler does not come to rest");
          }
          shadow.runOneTask();
          ShadowSystemClock.advanceBy(TICK);
        }
        shadow.idle();
      }
    }
  }
}
