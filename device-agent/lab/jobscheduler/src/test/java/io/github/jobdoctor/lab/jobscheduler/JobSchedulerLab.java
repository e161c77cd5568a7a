package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobInfo;
import android.content.Context;
import android.os.Binder;
import android.os.Build;
import android.os.Looper;
import android.os.ResultReceiver;
import android.os.SystemClock;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.shadows.ShadowBinder;
import org.robolectric.shadows.ShadowLooper;
import org.robolectric.shadows.ShadowSystemClock;

/**
 * A device's job scheduler: Android's own service of the level that Robolectric runs. One at a
 * time; not for several threads. Its clock stands still until {@link #passTime} moves it.
 */
public final class JobSchedulerLab {

  private static final int PHASE_LOCK_SETTINGS_READY = 480;
  private static final int PHASE_SYSTEM_SERVICES_READY = 500;
  private static final int PHASE_THIRD_PARTY_APPS_CAN_START = 600;
  private static final int SHELL_UID = 2000;
  private static final String SERVICE = "com.android.server.job.JobSchedulerService";

  /**
   * What a shell command did.
   *
   * @param result what the service returned, before the shell makes an exit code of it
   * @param stdout standard output
   * @param stderr standard error
   */
  public record CommandResult(int result, String stdout, String stderr) {}

  private final JobServices jobServices = new JobServices();
  private final SystemServer system;
  private final Object service;

  private JobSchedulerLab(SystemServer system, Context context) {
    this.system = system;
    this.service = Hidden.create(SERVICE, context);
  }

  /** Boots the service with nothing scheduled. */
  public static JobSchedulerLab boot(List<App> apps, List<Integer> users) {
    SystemServer system = new SystemServer(apps, users);
    JobServices services = new JobServices();
    SystemContext context =
        new SystemContext(
            RuntimeEnvironment.getApplication(), services, system.packageManager());
    replaceClock();
    system.start(context);
    JobSchedulerLab lab = new JobSchedulerLab(system, context);
    for (int phase :
        new int[] {
          PHASE_LOCK_SETTINGS_READY, PHASE_SYSTEM_SERVICES_READY, PHASE_THIRD_PARTY_APPS_CAN_START
        }) {
      Hidden.call(lab.service, "onBootPhase", phase);
      lab.settle();
    }
    return lab;
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

  private Binder stub() {
    return Hidden.get(service, "mJobSchedulerStub");
  }

  /** Lets the service do what it put off to its handlers. */
  public void settle() {
    for (int round = 0; round < 3; round++) {
      for (Looper looper : ShadowLooper.getAllLoopers()) {
        Shadows.shadowOf(looper).idle();
      }
    }
  }
}
