package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The devices of the demonstration: no such phones exist, but what they say of their jobs was
 * recorded from Android's own scheduler of that release. Each remembers what it was told to run.
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
    for (int level : API_LEVELS) {
      Recording recording = new Recording("demo-api" + level);
      devices.add(
          VirtualDevice.named(recording.folder())
              .properties(recording::properties)
              .service("jobscheduler", new RecordedJobScheduler(level, recording, clock, RUN_TIME))
              .build());
    }
    return devices;
  }
}
