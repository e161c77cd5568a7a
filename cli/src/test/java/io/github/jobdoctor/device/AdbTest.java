package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What meets us at a port that is not a healthy adb server. */
@Timeout(30)
class AdbTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;

  @Test
  void aDeadPortWithoutAnAdbProgramSaysWhatToInstall() throws IOException {
    AdbServer dead = deadServer();
    DeviceException e = assertThrows(DeviceException.AdbMissing.class, () -> connect(dead));
    assertTrue(e.getMessage().contains(dead.toString()), e.getMessage());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void anAdbProgramThatFailsIsQuoted() throws IOException {
    AdbServer dead = deadServer();
    Map<String, String> environment = adbThat("echo \"no $4 today: $*\"; echo oops >&2; exit 3");
    List<String> progress = new ArrayList<>();

    DeviceException e =
        assertThrows(
            DeviceException.AdbUnreachable.class,
            () -> Adb.connect(dead, environment, SHORT, progress::add));

    assertTrue(
        e.getMessage().contains("no  today: -P " + dead.port() + " start-server; oops"),
        e.getMessage());
    assertEquals(
        List.of("Starting the adb server with " + environment.get("PATH") + "/adb"), progress);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void anAdbProgramThatStartsNothingIsSaid() throws IOException {
    AdbServer dead = deadServer();
    Map<String, String> environment = adbThat("exit 0");
    DeviceException e =
        assertThrows(
            DeviceException.AdbUnreachable.class,
            () -> Adb.connect(dead, environment, SHORT, sentence -> {}));
    assertTrue(e.getMessage().contains("cannot be reached"), e.getMessage());
  }

  @Test
  void aPortThatAcceptsAndNeverAnswersIsGivenUp() throws IOException {
    // The system accepts for it; nobody ever reads.
    try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      DeviceException e =
          assertThrows(DeviceException.AdbUnreachable.class, () -> connect(server(mute)));
      assertTrue(e.getMessage().contains("gave no answer within 0.3 s"), e.getMessage());
    }
  }

  @Test
  void aTimeThatTheUserChoseIsSaidToBeUp() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      DeviceException e =
          assertThrows(
              DeviceException.TimedOut.class,
              () -> Adb.connectWithin(SHORT, server(mute), Map.of(), sentence -> {}));
      assertTrue(
          e.getMessage().startsWith("The time given with --timeout, 0.3 s, was up"),
          e.getMessage());
    }
  }

  @Test
  void anotherProgramOnThePortIsRecognised() throws IOException {
    assertWord("HTTP/1.1 400 Bad Request\r\n\r\n", "another program may be using this port");
    assertWord("OKAYzzzz", "another program may be using this port");
    assertWord("OKAY0007nothing", "another program may be using this port");
    assertWord("\0\0\0\0\0\0\0\0", "another program may be using this port");
    assertWord("FAIL<htm", "another program may be using this port");
  }

  @Test
  void anAnswerThatStopsShortIsNoAnswer() throws IOException {
    assertWord("", "closed the connection without an answer");
    assertWord("OK", "closed the connection without an answer");
    assertWord("OKAY00ffshort", "closed the connection without an answer");
    assertWord("FAIL0010no", "closed the connection without an answer");
  }

  @Test
  void aRefusalIsQuoted() throws IOException {
    assertWord("FAIL0014unknown host service", "refused (unknown host service)");
  }

  @Test
  void anEmptyListIsAnAnswer() throws Exception {
    try (ServerSocket socket = answering("OKAY0000");
        Devices devices = connect(server(socket))) {
      assertEquals(List.of(), devices.list());
      assertThrows(DeviceException.NotFound.class, () -> devices.device("phone"));
    }
  }

  @Test
  void anUnknownHostIsSaid() {
    DeviceException e =
        assertThrows(
            DeviceException.AdbUnreachable.class,
            () -> connect(new AdbServer("no-such-host.invalid", 5037)));
    assertTrue(e.getMessage().contains("no-such-host.invalid:5037"), e.getMessage());
  }

  @Test
  void interruptingEndsTheWait() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  Adb.connect(server(mute), Map.of(), Duration.ofMinutes(10), sentence -> {});
                  flagKept.completeExceptionally(new AssertionError("connected"));
                } catch (DeviceException.Interrupted e) {
                  flagKept.complete(Thread.currentThread().isInterrupted());
                } catch (DeviceException e) {
                  flagKept.completeExceptionally(e);
                }
              });
      waiting.start();
      try (Socket accepted = mute.accept()) {
        assertTrue(accepted.getInputStream().read() >= 0);
        waiting.interrupt();
        assertTrue(flagKept.get());
      }
    }
  }

  private static void assertWord(String answer, String expected) throws IOException {
    try (ServerSocket socket = answering(answer)) {
      DeviceException e =
          assertThrows(DeviceException.AdbUnreachable.class, () -> connect(server(socket)));
      assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
  }

  private static Devices connect(AdbServer server) throws DeviceException {
    return Adb.connect(server, Map.of(), SHORT, sentence -> {});
  }

  private static AdbServer server(ServerSocket socket) {
    return new AdbServer("127.0.0.1", socket.getLocalPort());
  }

  private static AdbServer deadServer() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server(socket);
    }
  }

  /** Reads each request whole, says the same to all, and closes. */
  private static ServerSocket answering(String answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  int length =
                      Integer.parseInt(
                          new String(
                              socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII),
                          16);
                  socket.getInputStream().readNBytes(length);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // The test is over.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private Map<String, String> adbThat(String script) throws IOException {
    Path adb = Files.writeString(folder.resolve("adb"), "#!/bin/sh\n" + script + "\n");
    adb.toFile().setExecutable(true);
    return Map.of("PATH", folder.toString());
  }
}
