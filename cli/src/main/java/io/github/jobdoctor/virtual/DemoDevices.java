package io.github.jobdoctor.virtual;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The devices of the demonstration: no such phones exist, but what they say of their jobs was
 * recorded from Android's own scheduler of that release. Each remembers what it was told to run.
 * Where jobdoctor's agent was recorded too it is installed; elsewhere any APK installs it.
 */
public final class DemoDevices {

  private static final int[] API_LEVELS = {36, 34, 30, 28};

  /** How long a job that was told to run does so: long enough to be seen running. */
  private static final Duration RUN_TIME = Duration.ofSeconds(2);

  private DemoDevices() {}

  /**
   * New devices, the newest first: {@code demo-api36}, {@code demo-api34}, {@code demo-api30} (in
   * Doze and hot) and {@code demo-api28}. Costs next to nothing: a recording is read when its
   * device is first asked.
   */
  public static List<VirtualDevice> load() {
    return load(InstantSource.system());
  }

  /** The same with another clock than the machine's; for tests, which do not wait. */
  public static List<VirtualDevice> load(InstantSource clock) {
    List<VirtualDevice> devices = new ArrayList<>();
    Recording agentSource = new Recording("demo-api36");
    for (int level : API_LEVELS) {
      devices.add(device(level, new Recording("demo-api" + level), agentSource, clock));
    }
    return devices;
  }

  /**
   * One device.
   *
   * @param agentSource whose agent comes to this device when an APK is installed on it
   */
  static VirtualDevice device(
      int level, Recording recording, Recording agentSource, InstantSource clock) {
    VirtualConditions conditions = new VirtualConditions(level, recording);
    RecordedJobScheduler scheduler =
        new RecordedJobScheduler(level, recording, clock, RUN_TIME, conditions);
    VirtualDevice.Builder builder =
        VirtualDevice.named(recording.folder())
            .properties(recording::properties)
            .service("jobscheduler", scheduler)
            .program("logcat", scheduler::logcat);
    conditions.install(builder);
    builder.recordedPackages(() -> recording.text("dumpsys-package.txt"));
    if (recording.hasAgent()) {
      builder.app(RecordedAgent.recorded(recording::agentText, clock).app());
    }
    AtomicReference<VirtualDevice> device = new AtomicReference<>();
    if (agentSource.hasAgent()) {
      builder.installable(
          file ->
              isApk(file)
                  ? Optional.of(agentFor(device.get().packages(), level, agentSource, clock))
                  : Optional.empty());
    }
    device.set(builder.build());
    return device.get();
  }

  /** The agent that is there, since an update keeps an app's data; otherwise a new one. */
  private static VirtualApp agentFor(
      VirtualPackages packages, int level, Recording agentSource, InstantSource clock) {
    return packages
        .find(RecordedAgent.PACKAGE)
        .orElseGet(() -> RecordedAgent.justInstalled(agentSource::agentText, clock, level).app());
  }

  /** Every APK taken for the agent's: a ZIP file with a manifest. */
  private static boolean isApk(byte[] file) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals("AndroidManifest.xml")) {
          return true;
        }
      }
      return false;
    } catch (IOException damaged) {
      return false;
    }
  }
}
