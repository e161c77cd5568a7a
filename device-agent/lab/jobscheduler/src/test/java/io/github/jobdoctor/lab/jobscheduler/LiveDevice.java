package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobInfo;
import android.content.ComponentName;
import android.os.Build;
import android.os.SystemClock;
import io.github.jobdoctor.command.Host;
import io.github.jobdoctor.command.JobDoctor;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * A virtual device that lives: Android's own job scheduler of the level that Robolectric runs
 * answers over adb, apps do what their {@link Script} says, and time passes while the host waits,
 * without anybody waiting. One at a time; everything but {@link #run} belongs to the lab's thread.
 */
final class LiveDevice implements AutoCloseable {

  /** What an answer costs the device, about. */
  private static final Duration ANSWER = Duration.ofMillis(20);

  private static final Duration FINE = Duration.ofMillis(200);

  /** How a run of the host program ended. */
  record Result(int code, String out, String err) {

    /** The only source of the document that the program printed. */
    JSONObject source() {
      try {
        return new JSONObject(out).getJSONArray("sources").getJSONObject(0);
      } catch (JSONException e) {
        throw new AssertionError("no document: " + this, e);
      }
    }
  }

  private final JobSchedulerLab lab;
  private final Surroundings surroundings;
  private final ScriptedApps apps;
  private final LiveJobScheduler scheduler;
  private final VirtualDevice device;
  private final VirtualAdbServer server;

  LiveDevice(List<App> installed, List<Integer> users) throws IOException {
    Surroundings.forgetReceivers();
    lab = JobSchedulerLab.boot(installed, users);
    surroundings = new Surroundings(lab);
    apps = new ScriptedApps(lab.apps());
    surroundings.hasNoNetwork();
    lab.startUsers(users.stream().mapToInt(Integer::intValue).toArray());
    lab.passTime(Duration.ofDays(2));
    scheduler = new LiveJobScheduler(lab, () -> passTime(ANSWER));
    VirtualDevice.Builder described =
        VirtualDevice.named("lab")
            .apiLevel(Build.VERSION.SDK_INT, Build.VERSION.RELEASE)
            .service("jobscheduler", scheduler)
            .program("logcat", Program.printing(""));
    device = new ShellConditions(lab, surroundings, installed, scheduler).addTo(described).build();
    server = VirtualAdbServer.start(List.of(device), 0);
  }

  JobSchedulerLab lab() {
    return lab;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  ScriptedApps apps() {
    return apps;
  }

  /** The shell lines that reached the device. */
  List<String> commands() {
    return device.commands();
  }

  /** Schedules a job of an app's service {@code .Work}; returns its key. */
  String schedule(App app, int userId, JobInfo.Builder job) {
    return schedule(
        new JobRequest(
            job.build(),
            app.uid(userId),
            Optional.empty(),
            userId,
            Optional.empty(),
            Optional.empty()));
  }

  /** Schedules a job; returns its key. */
  String schedule(JobRequest request) {
    if (!lab.schedule(request)) {
      throw new AssertionError("Android did not take " + request);
    }
    lab.settle();
    return request.namespace().map(namespace -> namespace + ":").orElse("")
        + request.callingUid()
        + "/"
        + request.info().getId();
  }

  /** A job of an app's service {@code .Work}. */
  static JobInfo.Builder job(App app, int id) {
    return new JobInfo.Builder(
        id, new ComponentName(app.packageName(), app.packageName() + ".Work"));
  }

  /**
   * Moves the device's clocks; apps and scheduler do meanwhile what they do. What comes up while
   * nothing goes on may be late by a hundredth of the time.
   */
  void passTime(Duration time) {
    long end = SystemClock.elapsedRealtime() + time.toMillis();
    Duration coarse = time.dividedBy(100).plus(FINE);
    do {
      long left = end - SystemClock.elapsedRealtime();
      lab.passTime(Duration.ofMillis(Math.min(left, apps.untilNext().orElse(coarse).toMillis())));
      apps.act();
      lab.settle();
    } while (SystemClock.elapsedRealtime() < end);
  }

  /** Runs the host program, which talks with this device over adb. */
  Result run(String... arguments) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host =
        new Host(
            InputStream.nullInputStream(),
            out,
            err,
            Map.of("ANDROID_ADB_SERVER_PORT", Integer.toString(server.port())),
            Path.of("").toAbsolutePath(),
            OptionalInt.empty(),
            new DeviceTicker(),
            Interruption.never(),
            Optional.empty());
    int code = scheduler.serve(() -> JobDoctor.run(host, arguments));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What a shell line prints that somebody else types into the device over adb. */
  String shell(String line) throws Exception {
    return scheduler.serve(() -> new AdbShell(server.port(), device.serial()).run(line));
  }

  @Override
  public void close() {
    server.close();
  }

  /** The host's clock is the device's: when one waits, the other goes on. */
  private final class DeviceTicker implements Ticker {

    @Override
    public long nanoTime() {
      try {
        return scheduler.ask(SystemClock::elapsedRealtimeNanos);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      try {
        scheduler.ask(
            () -> {
              passTime(duration);
              return null;
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
