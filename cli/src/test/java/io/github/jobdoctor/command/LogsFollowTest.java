package io.github.jobdoctor.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.HandmadeAgent;
import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log that is followed")
class LogsFollowTest {

  private static final int PATIENCE_SECONDS = 30;

  private final HandmadeAgent agent = new HandmadeAgent();
  private final VirtualDevice phone = VirtualDevice.named("phone").app(agent.app()).build();
  private final VirtualDevice bare = VirtualDevice.named("bare").build();
  private final Output out = new Output();
  private VirtualAdbServer server;

  /** Results that somebody waits for. */
  private static final class Output extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      bytes.write(b);
      notifyAll();
    }

    @Override
    public synchronized void write(byte[] text, int offset, int length) {
      bytes.write(text, offset, length);
      notifyAll();
    }

    synchronized String text() {
      return bytes.toString(UTF_8);
    }

    synchronized void await(String wanted) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!text().contains(wanted)) {
        if (System.nanoTime() > end) {
          fail("'" + wanted + "' does not come: " + text());
        }
        wait(100);
      }
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = VirtualAdbServer.start(List.of(phone, bare), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private CompletableFuture<Program.Result> follow(String... args) {
    return into(out, args);
  }

  private CompletableFuture<Program.Result> into(OutputStream results, String... args) {
    String[] all =
        Stream.concat(
                Stream.of("-P", Integer.toString(server.port()), "logs", "--follow"),
                Stream.of(args))
            .toArray(String[]::new);
    return CompletableFuture.supplyAsync(
        () -> new Program().runInto(results, all), run -> new Thread(run, "follows").start());
  }

  private static Program.Result end(CompletableFuture<Program.Result> following) throws Exception {
    return following.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void log(String message) {
    agent.write("\"event\":\"log\",\"message\":\"" + message + "\"");
  }

  @Test
  @DisplayName("shows what was there, then each record as it is written, and ends with 0 in time")
  void asItIsWritten() throws Exception {
    log("before");
    var following = follow("-s", "phone", "--for", "3s", "-o", "ndjson");
    out.await("before");
    for (int i = 1; i <= 5; i++) {
      log("number-" + i);
      out.await("number-" + i + "\"");
    }
    assertEquals(0, end(following).code());
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L),
        out.text()
            .lines()
            .map(line -> Long.parseLong(line.replaceAll(".*\"seq\":(\\d+).*", "$1")))
            .toList());
    assertTrue(agent.reads().get(0).contains("follow="), agent.reads().get(0));
  }

  @Test
  @DisplayName("comes as well from an agent that does not keep its answers open")
  void oldAgent() throws Exception {
    agent.thatDoesNotFollow();
    var following = follow("-s", "phone", "--for", "2s");
    out.await("TIME");
    log("first");
    out.await("first");
    log("second");
    out.await("second");
    assertEquals(0, end(following).code());
    assertEquals(3, out.text().lines().count(), out.text());
  }

  @Test
  @DisplayName("goes on when the device is back: nothing is missing, nothing twice, and it is said")
  void lostAndBack() throws Exception {
    var following = follow("-s", "phone", "--for", "8s", "-o", "ndjson");
    log("first");
    out.await("first");
    phone.state(ConnectionState.OFFLINE);
    log("while-it-was-away");
    phone.state(ConnectionState.DEVICE);
    out.await("while-it-was-away");
    phone.state(ConnectionState.GONE);
    log("again");
    phone.state(ConnectionState.DEVICE);
    out.await("again");
    Program.Result result = end(following);
    assertEquals(0, result.code(), result.err());
    assertEquals(3, out.text().lines().count(), out.text());
    assertTrue(result.err().contains("phone is lost, and waited for."), result.err());
    assertTrue(result.err().contains("phone is back, and no record was lost."), result.err());
    assertFalse(result.err().contains("thrown away"), result.err());
  }

  @Test
  @DisplayName("goes on when the adb server is back, and names what was overwritten meanwhile")
  void serverGone() throws Exception {
    int port = server.port();
    var following = follow("-s", "phone", "--for", "8s", "-o", "ndjson");
    log("first");
    out.await("first");
    server.close();
    for (int i = 0; i < 9; i++) {
      log("unseen");
    }
    agent.overwriteUpTo(10);
    log("after-all");
    server = VirtualAdbServer.start(List.of(phone), port);
    out.await("after-all");
    Program.Result result = end(following);
    assertEquals(0, result.code(), result.err());
    assertTrue(
        result.err().contains("9 records are missing (2 to 10): the ring log was full"),
        result.err());
    assertTrue(result.err().contains("phone is back.\n"), result.err());
  }

  @Test
  @DisplayName("goes on with the next log when it is cleared, and that is said")
  void cleared() throws Exception {
    var following = follow("-s", "phone", "--for", "4s", "-o", "name");
    log("a");
    log("b");
    out.await("2");
    agent.clear("00000000000000bb");
    log("c");
    Program.Result result = end(following);
    assertEquals("1\n2\n1\n", out.text());
    assertTrue(result.err().contains("phone: the agent's log was begun anew."), result.err());
  }

  @Test
  @DisplayName("ends with 5 when the agent is uninstalled")
  void uninstalled() throws Exception {
    var following = follow("-s", "phone", "--for", "60s");
    log("a");
    out.await("2026");
    phone.packages().uninstall(Agent.APK_PACKAGE);
    Program.Result result = end(following);
    assertEquals(5, result.code());
    assertTrue(result.err().contains("is not installed on phone"), result.err());
  }

  @Test
  @DisplayName("of several devices goes on when one has no agent, whose error names that one")
  void severalDevices() throws Exception {
    var following = follow("--all-devices", "--for", "3s", "-o", "ndjson");
    out.await("\"error\"");
    log("of-the-phone");
    out.await("of-the-phone");
    Program.Result result = end(following);
    assertEquals(5, result.code());
    assertTrue(result.err().contains("bare: The agent is not installed"), result.err());
    String error = out.text().lines().filter(line -> line.contains("error")).findFirst().get();
    assertTrue(error.contains("\"source\":\"bare\""), error);
  }

  @Test
  @DisplayName("ends when nobody takes the records any more")
  void brokenPipe() throws Exception {
    OutputStream head =
        new OutputStream() {
          private int lines;

          @Override
          public void write(int b) throws IOException {
            if (lines > 1) {
              throw new IOException("Broken pipe");
            }
            lines += b == '\n' ? 1 : 0;
          }
        };
    log("1");
    log("2");
    log("3");
    assertEquals(0, end(into(head, "-s", "phone", "--for", "300s", "-o", "ndjson")).code());
  }

  @Test
  @DisplayName("is refused in forms that need an end, and with what has one")
  void wrongUsage() throws Exception {
    for (List<String> words :
        List.of(
            List.of("-o", "json"),
            List.of("-o", "yaml"),
            List.of("--export", "a.csv"),
            List.of("--resume", "a"),
            List.of("stats"))) {
      assertEquals(2, end(follow(words.toArray(String[]::new))).code(), words.toString());
    }
    assertEquals(2, new Program().run("logs", "--for", "3s").code());
  }
}
