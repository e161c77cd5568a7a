package io.github.jobdoctor.agent.work;

import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.pm.ApplicationInfo;
import android.database.sqlite.SQLiteDatabase;
import android.net.ConnectivityManager;
import android.net.NetworkCapabilities;
import android.os.Looper;
import androidx.test.core.app.ApplicationProvider;
import androidx.work.Configuration;
import androidx.work.WorkInfo;
import androidx.work.WorkManager;
import androidx.work.testing.TestDriver;
import androidx.work.testing.WorkManagerTestInitHelper;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.LogRecord;
import io.github.jobdoctor.agent.task.DeviceClock;
import io.github.jobdoctor.agent.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.rules.ExternalResource;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowNetworkCapabilities;
import org.robolectric.shadows.ShadowProcess;

/** An app with the agent in it: a device to set up, processes to end, a worker to let run. */
public final class AgentRule extends ExternalResource {

  private final FakeClock fakeClock = new FakeClock();
  private final DeviceClock clock;
  private ExecutorService workers;

  /** With a {@link FakeClock}. */
  public AgentRule() {
    this.clock = fakeClock;
  }

  /** With a clock of the test's own. */
  public AgentRule(DeviceClock clock) {
    this.clock = clock;
  }

  @Override
  protected void before() {
    // Robolectric loads its native SQLite at first use, and two threads that do so at once block
    // each
    // other for good. Here only one is there yet.
    SQLiteDatabase.create(null).close();
    ShadowProcess.setPid(4711);
    workers = Executors.newFixedThreadPool(2);
    WorkManagerTestInitHelper.initializeTestWorkManager(
        app(),
        new Configuration.Builder().setExecutor(workers).setClock(clock::wallTime).build(),
        WorkManagerTestInitHelper.ExecutorsMode.PRESERVE_EXECUTORS);
    setNetwork(true);
    startProcess(WakeReason.APP);
  }

  @Override
  protected void after() {
    BackgroundTasks.endProcess();
    workers.shutdownNow();
    WorkManagerTestInitHelper.closeWorkDatabase();
  }

  /** The app. */
  public Application app() {
    return ApplicationProvider.getApplicationContext();
  }

  /** The clock of the agent, unless the test brought one. */
  public FakeClock clock() {
    return fakeClock;
  }

  /** The app's tasks in the present process. */
  public BackgroundTasks tasks() {
    return BackgroundTasks.get(app());
  }

  /** Ends the process: definitions are gone, what was kept on the disk stays. */
  public void startProcess(WakeReason why) {
    BackgroundTasks.endProcess();
    BackgroundTasks.restart(app(), clock, why);
  }

  /** Connects the device, or not. */
  public void setNetwork(boolean connected) {
    ConnectivityManager connectivity = app().getSystemService(ConnectivityManager.class);
    NetworkCapabilities capabilities = ShadowNetworkCapabilities.newInstance();
    if (connected) {
      ShadowNetworkCapabilities shadow = Shadow.extract(capabilities);
      shadow.addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET);
    }
    shadowOf(connectivity).setNetworkCapabilities(connectivity.getActiveNetwork(), capabilities);
  }

  /** Makes this a debuggable build, or a release build. */
  public void setDebuggable(boolean debuggable) {
    ApplicationInfo info = app().getApplicationInfo();
    info.flags =
        debuggable
            ? info.flags | ApplicationInfo.FLAG_DEBUGGABLE
            : info.flags & ~ApplicationInfo.FLAG_DEBUGGABLE;
  }

  /** Defines a task that succeeds. */
  public void define(String name) {
    BackgroundTasks.define(name, run -> null);
  }

  /** Defines a task. */
  public void define(String name, Task body) {
    BackgroundTasks.define(name, body);
  }

  /** All works of a unique name as WorkManager has them. */
  public List<WorkInfo> works(String uniqueName) throws Exception {
    return WorkManager.getInstance(app()).getWorkInfosForUniqueWork(uniqueName).get();
  }

  /** The periodic work. */
  public WorkInfo periodic() throws Exception {
    List<WorkInfo> works = works(TaskScheduler.UNIQUE_NAME);
    if (works.size() != 1) {
      throw new AssertionError("not one periodic work: " + works);
    }
    return works.get(0);
  }

  /** Lets the periodic work be due, and waits until its worker has ended. */
  public void runPeriodic() throws Exception {
    startPeriodic();
    awaitWorkerEnd();
  }

  /** Lets the periodic work be due. */
  public void startPeriodic() throws Exception {
    endsSeen = count(LogEvent.WORKER_END);
    TestDriver driver = WorkManagerTestInitHelper.getTestDriver(app());
    driver.setPeriodDelayMet(periodic().getId());
    driver.setAllConstraintsMet(periodic().getId());
  }

  private long endsSeen;

  /** Waits until a worker that {@link #startPeriodic} or a trigger started has ended. */
  public void awaitWorkerEnd() throws Exception {
    awaitRecords(LogEvent.WORKER_END, endsSeen + 1);
    endsSeen = count(LogEvent.WORKER_END);
    for (String name : List.of(TaskScheduler.UNIQUE_NAME, TaskScheduler.TRIGGER_NAME)) {
      for (int i = 0; i < 500; i++) {
        if (works(name).stream().noneMatch(work -> work.getState() == WorkInfo.State.RUNNING)) {
          break;
        }
        letTimePass();
      }
    }
  }

  /** Waits for the {@code number}-th record of an event. */
  public void awaitRecords(LogEvent event, long number) throws Exception {
    for (int i = 0; i < 2_000; i++) {
      if (count(event) >= number) {
        return;
      }
      letTimePass();
    }
    throw new AssertionError("no " + event + " number " + number + " in " + log());
  }

  /** Waits for {@code latch}; false when it does not come. */
  public boolean await(CountDownLatch latch) throws InterruptedException {
    for (int i = 0; i < 2_000 && latch.getCount() > 0; i++) {
      letTimePass();
    }
    return latch.getCount() == 0;
  }

  /**
   * WorkManager starts its workers on the main thread, which under Robolectric is the test's own.
   */
  public static void letTimePass() throws InterruptedException {
    shadowOf(Looper.getMainLooper()).idle();
    Thread.sleep(10);
  }

  private long count(LogEvent event) {
    return log().stream().filter(record -> record.event() == event).count();
  }

  /** All records. */
  public List<LogRecord> log() {
    List<LogRecord> records = new ArrayList<>();
    tasks().log().snapshot().forEach(records::add);
    return records;
  }

  /** The records of an event. */
  public List<LogRecord> log(LogEvent event) {
    return log().stream().filter(record -> record.event() == event).toList();
  }

  /** What the records of an event say of which task: {@code task: outcome, message}. */
  public List<String> told(LogEvent event) {
    return log(event).stream()
        .map(
            r ->
                r.task().orElse("-")
                    + r.outcome().map(o -> ": " + o.wireName()).orElse("")
                    + r.message().map(m -> ", " + m).orElse(""))
        .toList();
  }
}
