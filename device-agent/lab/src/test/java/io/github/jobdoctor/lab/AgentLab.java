package io.github.jobdoctor.lab;

import static org.robolectric.Shadows.shadowOf;

import io.github.jobdoctor.agent.task.DeviceClock;
import io.github.jobdoctor.agent.work.AgentRule;
import io.github.jobdoctor.agent.work.WakeReason;
import io.github.jobdoctor.virtual.RealAdb;
import io.github.jobdoctor.virtual.VirtualApp;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.AssumptionViolatedException;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.opentest4j.TestAbortedException;

/**
 * A virtual device with the agent's APK on it: its application, probe tasks, provider and
 * WorkManager are the real ones, on Robolectric's Android.
 */
public final class AgentLab implements TestRule {

  /** The APK's application id. */
  public static final String PACKAGE = "io.github.jobdoctor.agent";

  /** Where its door is. */
  public static final String AUTHORITY = PACKAGE + ".jobdoctor";

  private static final long DEADLINE_SECONDS = 60;

  private final AgentRule agent;
  private ExecutorService host;
  private VirtualApp app;
  private VirtualDevice phone;

  /** With a wall clock that stands still until the test moves it. */
  public AgentLab() {
    this(new AgentRule());
  }

  /** With a clock of the test's own. */
  public AgentLab(DeviceClock clock) {
    this(new AgentRule(clock));
  }

  private AgentLab(AgentRule agent) {
    this.agent = agent;
  }

  @Override
  public Statement apply(Statement test, Description description) {
    return agent.apply(
        new Statement() {
          @Override
          public void evaluate() throws Throwable {
            open();
            try {
              test.evaluate();
            } finally {
              host.shutdownNow();
            }
          }
        },
        description);
  }

  private void open() {
    host = Executors.newCachedThreadPool();
    beginProcess(); // The rule has made one, in which nothing is defined.
    app =
        new VirtualApp(
            PACKAGE,
            "0.1.0",
            Map.of(
                AUTHORITY, new RobolectricProvider(agent.app().getContentResolver(), AUTHORITY)));
    phone = VirtualDevice.named("phone").apiLevel(34, "14").app(app).build();
  }

  /** The app's side. */
  public AgentRule agent() {
    return agent;
  }

  /** The device that the app is installed on; its adb server is the test's to start. */
  public VirtualDevice phone() {
    return phone;
  }

  /** The app as a device may have it installed. */
  public VirtualApp app() {
    return app;
  }

  /** The app's process ends and another one starts, whose Application defines the tasks again. */
  public void startProcess(WakeReason why) {
    agent.startProcess(why);
    beginProcess();
  }

  private void beginProcess() {
    // What the shell of adb may do and apps may not; Robolectric grants it to one process id.
    shadowOf(agent.app()).grantPermissions(android.Manifest.permission.DUMP);
    agent.app().onCreate();
  }

  /**
   * Does what a host does, on a thread of its own, and returns its result. This thread is the app's
   * main thread meanwhile: without it WorkManager starts nothing.
   */
  public <T> T ask(Callable<T> action) throws Exception {
    return await(begin(action));
  }

  /** Begins what a host does, on a thread of its own; {@link #await} waits for it. */
  public <T> Future<T> begin(Callable<T> action) {
    return host.submit(action);
  }

  /** Waits for what was begun, as {@link #ask} does. */
  public <T> T await(Future<T> result) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!result.isDone()) {
      if (System.nanoTime() - end > 0) {
        result.cancel(true);
        throw new AssertionError("the host got no answer in " + DEADLINE_SECONDS + " s");
      }
      AgentRule.letTimePass();
    }
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  /** Waits until {@code condition} holds; this thread is the app's main thread meanwhile. */
  public void awaitThat(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + DEADLINE_SECONDS + " s: " + what);
      }
      AgentRule.letTimePass();
    }
  }

  /** A real adb; where there is none the test is skipped, in the words of JUnit 4. */
  public static RealAdb realAdb(Supplier<RealAdb> start) {
    try {
      return start.get();
    } catch (TestAbortedException noAdb) {
      throw new AssumptionViolatedException(noAdb.getMessage(), noAdb);
    }
  }
}
