package io.github.jobdoctor.agent.app;

import io.github.jobdoctor.agent.task.TaskResult;
import io.github.jobdoctor.agent.task.TaskRun;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that do something known, so that what Android makes of them can be seen.
 *
 * <table>
 *   <caption>Probes and their arguments</caption>
 *   <tr><td>noop</td><td>succeeds at once</td></tr>
 *   <tr><td>sleep</td><td>seconds to wait, default 10; ends early when it is stopped</td></tr>
 *   <tr><td>http</td><td>a URL to get; without one, a server of its own on the loopback interface</td></tr>
 *   <tr><td>cpu</td><td>seconds to calculate, default 5</td></tr>
 *   <tr><td>fail</td><td>the message to fail with</td></tr>
 *   <tr><td>hang</td><td>never ends, and ignores its stop signal until it is given up</td></tr>
 * </table>
 */
final class ProbeTasks {

  private static final int HTTP_TIMEOUT_MS = 20_000;

  private ProbeTasks() {}

  static void define() {
    BackgroundTasks.define("noop", run -> TaskResult.success());
    BackgroundTasks.define("sleep", ProbeTasks::sleep);
    BackgroundTasks.define("http", ProbeTasks::http);
    BackgroundTasks.define("cpu", ProbeTasks::cpu);
    BackgroundTasks.define("fail", ProbeTasks::fail);
    BackgroundTasks.define("hang", ProbeTasks::hang);
  }

  private static long seconds(TaskRun run, long otherwise) {
    return run.arguments().isEmpty() ? otherwise : Long.parseLong(run.arguments().trim());
  }

  private static TaskResult sleep(TaskRun run) throws InterruptedException {
    long seconds = seconds(run, 10);
    Thread sleeper = Thread.currentThread();
    run.onStop(sleeper::interrupt);
    try {
      TimeUnit.SECONDS.sleep(seconds);
      return TaskResult.success("slept " + seconds + " s");
    } catch (InterruptedException woken) {
      return TaskResult.failed("woken before " + seconds + " s were over");
    }
  }

  private static TaskResult cpu(TaskRun run) {
    long seconds = seconds(run, 5);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long rounds = 0;
    long number = 1;
    while (System.nanoTime() - end < 0) {
      for (int i = 0; i < 100_000; i++) {
        number = number * 6_364_136_223_846_793_005L + 1;
      }
      rounds++;
      if (run.isStopped()) {
        return TaskResult.failed("stopped after " + rounds + " rounds");
      }
    }
    return TaskResult.success(rounds + " rounds, last " + Long.toHexString(number));
  }

  private static TaskResult fail(TaskRun run) {
    return TaskResult.failed(run.arguments().isEmpty() ? "as asked" : run.arguments());
  }

  private static TaskResult hang(TaskRun run) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        TimeUnit.HOURS.sleep(1);
      } catch (InterruptedException givenUp) {
        // The runner interrupts only what it has given up.
        return TaskResult.failed("given up");
      }
    }
    return TaskResult.failed("given up");
  }

  private static TaskResult http(TaskRun run) throws IOException {
    if (!run.arguments().isEmpty()) {
      return get(run.arguments().trim());
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerOnce(server), "jobdoctor-loopback");
      answering.setDaemon(true);
      answering.start();
      return get("http://127.0.0.1:" + server.getLocalPort() + "/");
    }
  }

  private static TaskResult get(String url) throws IOException {
    if (!(URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection)) {
      return TaskResult.failed("not http or https: " + url);
    }
    connection.setConnectTimeout(HTTP_TIMEOUT_MS);
    connection.setReadTimeout(HTTP_TIMEOUT_MS);
    try {
      int status = connection.getResponseCode();
      String told = status + " from " + url;
      return status < 400 ? TaskResult.success(told) : TaskResult.failed(told);
    } finally {
      connection.disconnect();
    }
  }

  private static void answerOnce(ServerSocket server) {
    try (Socket client = server.accept();
        InputStream in = client.getInputStream()) {
      // The request ends with an empty line; only then may the answer begin.
      int newlines = 0;
      for (int c = in.read(); c >= 0 && newlines < 2; ) {
        newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        if (newlines < 2) {
          c = in.read();
        }
      }
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException clientWentAway) {
      // The probe itself reports that it got no answer.
    }
  }
}
