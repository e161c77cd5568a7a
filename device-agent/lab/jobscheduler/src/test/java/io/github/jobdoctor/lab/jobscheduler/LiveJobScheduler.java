package io.github.jobdoctor.lab.jobscheduler;

import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.Program;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A lab as the {@code jobscheduler} service of a virtual device: {@code dumpsys jobscheduler} and
 * {@code cmd jobscheduler …} are answered by Android's own code. Requests come on the threads of an
 * adb server, while a lab belongs to one thread, so they are answered while {@link #serve} runs.
 */
public final class LiveJobScheduler implements AndroidService {

  private static final long DEADLINE_SECONDS = 60;

  private final JobSchedulerLab lab;
  private final Runnable beforeEach;
  private final BlockingQueue<FutureTask<?>> requests = new LinkedBlockingQueue<>();

  /** The lab stays the caller's: its jobs, its clock. */
  public LiveJobScheduler(JobSchedulerLab lab) {
    this(lab, () -> {});
  }

  /**
   * The same for a device that also lives.
   *
   * @param beforeEach what happens on the lab's thread before each answer
   */
  LiveJobScheduler(JobSchedulerLab lab, Runnable beforeEach) {
    this.lab = lab;
    this.beforeEach = beforeEach;
  }

  /**
   * Does what a host does on a thread of its own, and returns its result; answers the device's
   * requests meanwhile, on the calling thread, which must be the lab's.
   */
  public <T> T serve(Callable<T> host) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<T> result = thread.submit(host);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
      while (!result.isDone()) {
        FutureTask<?> request = requests.poll(10, TimeUnit.MILLISECONDS);
        if (request != null) {
          request.run();
          request.get(); // It is the lab that went wrong: no answer may hide that.
        } else if (System.nanoTime() - end > 0) {
          throw new AssertionError("the host got no answer in " + DEADLINE_SECONDS + " s");
        }
      }
      return result.get();
    } finally {
      thread.shutdownNow();
    }
  }

  @Override
  public int dump(Program.Invocation invocation) throws IOException {
    String text =
        ask(
            () -> {
              beforeEach.run();
              return lab.dump(arguments(invocation));
            });
    invocation.print(text);
    return 0;
  }

  @Override
  public int command(Program.Invocation invocation) throws IOException {
    JobSchedulerLab.CommandResult result =
        ask(
            () -> {
              beforeEach.run();
              return lab.command(arguments(invocation));
            });
    invocation.print(result.stdout());
    invocation.printError(result.stderr());
    return result.result() & 0xff;
  }

  private static String[] arguments(Program.Invocation invocation) {
    return invocation.arguments().toArray(String[]::new);
  }

  /**
   * Lets the lab's thread do something, and waits for the result.
   *
   * @throws IOException when it fails, or nobody serves
   */
  <T> T ask(Callable<T> question) throws IOException {
    FutureTask<T> request = new FutureTask<>(question);
    requests.add(request);
    try {
      return request.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the job scheduler did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
