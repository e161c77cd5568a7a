package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.app.job.JobInfo;
import android.content.ComponentName;
import io.github.jobdoctor.command.Host;
import io.github.jobdoctor.command.JobDoctor;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The host program speaks through adb with Android's own job scheduler. */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = 34,
    shadows = ShadowAppGlobals.class,
    instrumentedPackages = "com.android.modules.expresslog")
public class LiveDeviceTest {

  private static final App APP = new App("com.example.app", 10123);
  private static final String WORK_MANAGER = "androidx.work.systemjobscheduler";

  private JobSchedulerLab lab;
  private LiveJobScheduler scheduler;
  private VirtualAdbServer server;

  @Before
  public void boot() throws Exception {
    lab = JobSchedulerLab.boot(List.of(APP), List.of(0));
    lab.startUsers(0);
    lab.passTime(Duration.ofDays(1));
    scheduler = new LiveJobScheduler(lab);
    VirtualDevice phone =
        VirtualDevice.named("phone").apiLevel(34, "14").service("jobscheduler", scheduler).build();
    server = VirtualAdbServer.start(List.of(phone), 0);
  }

  @After
  public void close() {
    server.close();
  }

  /** How a run of the program ended. */
  private record Result(int code, String out, String err) {}

  private Result run(String... arguments) throws Exception {
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
            Ticker.system(),
            Interruption.never(),
            Optional.empty());
    int code = scheduler.serve(() -> JobDoctor.run(host, arguments));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void schedule(JobInfo.Builder job, Optional<String> namespace) {
    assertTrue(
        lab.schedule(
            new JobRequest(
                job.build(), APP.uid(0), Optional.empty(), 0, namespace, Optional.empty())));
  }

  private static JobInfo.Builder job(int id) {
    return new JobInfo.Builder(id, new ComponentName("com.example.app", "com.example.app.Work"));
  }

  @Test
  public void theProgramListsAndShowsWhatTheServiceHolds() throws Exception {
    schedule(job(7).setRequiresCharging(true), Optional.of(WORK_MANAGER));
    schedule(job(8).setMinimumLatency(Duration.ofHours(2).toMillis()), Optional.empty());
    Result listed = run("jobs", "-o", "json");
    assertEquals(listed.err(), 0, listed.code());
    JSONObject source = new JSONObject(listed.out()).getJSONArray("sources").getJSONObject(0);
    assertEquals("whole", source.getString("extent"));
    assertEquals(listed.out(), 2, source.getJSONArray("jobs").length());
    Result shown = run("show", WORK_MANAGER + ":u0a123/7");
    assertEquals(shown.out() + shown.err(), 0, shown.code());
    assertTrue(shown.out(), shown.out().contains("CHARGING"));
  }

  @Test
  public void aJobWhoseTimeCameRunsOnTheProgramsOrder() throws Exception {
    schedule(job(8).setMinimumLatency(Duration.ofHours(2).toMillis()), Optional.empty());
    lab.passTime(Duration.ofMinutes(1));
    JobSchedulerLab.CommandResult state = lab.command("get-job-state", "com.example.app", "8");
    assertEquals(state.toString(), "waiting", state.stdout().strip());
    assertEquals(
        "Running job [FORCED]", lab.command("run", "-f", "com.example.app", "8").stdout().strip());
    assertEquals(List.of("10123/8"), lab.truth().active());
    Result shown = run("show", "u0a123/8");
    assertEquals(shown.out() + shown.err(), 0, shown.code());
    assertTrue(shown.out(), shown.out().contains("active"));
  }
}
