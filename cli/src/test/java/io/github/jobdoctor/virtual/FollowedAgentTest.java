package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that is followed over a connection while other connections change it. */
class FollowedAgentTest {

  private static final String READ =
      "content read --uri 'content://io.github.jobdoctor.agent.jobdoctor/log?after=8&follow=";
  private static final String CALL =
      "content call --uri content://io.github.jobdoctor.agent.jobdoctor --method ";

  private final CompletableFuture<Thread> reading = new CompletableFuture<>();
  private final VirtualProvider agent = noting(reading);
  private final VirtualDevice phone =
      VirtualDevice.named("phone")
          .app(
              new VirtualApp(
                  RecordedAgent.PACKAGE, "0.1.0", Map.of(RecordedAgent.AUTHORITY, agent)))
          .build();
  private final VirtualAdbServer server = start();

  private VirtualAdbServer start() {
    try {
      return VirtualAdbServer.start(List.of(phone), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The recorded agent, which tells which thread reads it. */
  static VirtualProvider noting(CompletableFuture<Thread> reading) {
    RecordedAgent agent =
        RecordedAgent.recorded(new Recording("recorded-agent")::agentText, InstantSource.system());
    return new VirtualProvider() {
      @Override
      public String call(String method, Optional<String> argument, List<Extra> extras) {
        return agent.call(method, argument, extras);
      }

      @Override
      public void read(String pathAndQuery, OutputStream out) throws IOException {
        reading.complete(Thread.currentThread());
        agent.read(pathAndQuery, out);
      }
    };
  }

  static void assertEnds(CompletableFuture<Thread> reading) throws Exception {
    Thread thread = reading.get(10, TimeUnit.SECONDS);
    thread.join(10_000);
    assertFalse(thread.isAlive(), () -> thread + " still reads");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private AdbClient following(int seconds) throws IOException {
    AdbClient client = AdbClient.to(server.port(), "phone");
    client.request("shell,v2,raw:" + READ + seconds + "'");
    assertTrue(client.outputUntil("ran 1, failed 1").startsWith("{\"format\":"));
    return client;
  }

  @Test
  void bringsNewRecordsAsTheyAreWritten() throws Exception {
    try (AdbClient client = following(600)) {
      shell(CALL + "register --arg noop");
      assertTrue(client.outputUntil("\"event\":\"registered\"").contains("{\"seq\":11,"));
      shell(CALL + "trigger --arg noop");
      String records = client.outputUntil("\"event\":\"worker-end\"");
      for (String seq : List.of("12", "13", "14", "15")) {
        assertTrue(records.contains("{\"seq\":" + seq + ","), records);
      }
      assertFalse(records.contains("jobdoctor-log"), "the head comes once");
    }
  }

  @Test
  void bringsAnEmptyLineWhereNothingHappens() throws Exception {
    try (AdbClient client = following(600)) {
      assertEquals("\n", client.outputUntil("\n"));
      assertEquals("\n", client.outputUntil("\n"));
    }
  }

  @Test
  void endsWhenItsTimeIsOver() throws Exception {
    String said = shell(READ + "1'");
    assertTrue(said.startsWith("out<{\"format\":\"jobdoctor-log\""), said);
    assertTrue(said.endsWith("exit<0>"), said);
    assertEnds(reading);
  }

  @Test
  void endsWhenTheLogIsCleared() throws Exception {
    try (AdbClient client = following(600)) {
      shell(CALL + "clear");
      assertTrue(client.packets().endsWith("exit<0>"));
    }
  }

  @Test
  void endsWhenTheAppIsUninstalled() throws Exception {
    try (AdbClient client = following(600)) {
      shell("pm uninstall io.github.jobdoctor.agent");
      assertTrue(client.packets().endsWith("exit<0>"));
    }
    assertEnds(reading);
  }

  @Test
  void leavesNoThreadBehindWhenTheClientGoesAway() throws Exception {
    following(600).close();
    assertEnds(reading);
  }

  @Test
  void leavesNoThreadBehindWhenTheServerCloses() throws Exception {
    try (AdbClient client = following(600)) {
      server.close();
      assertTrue(client.packets().endsWith("lost"));
    }
    assertEnds(reading);
  }

  @Test
  void losesItsConnectionInTheMiddleWhenThatIsInjected() throws Exception {
    phone.inject(Faults.none().droppingAfter(2_000).onlyFor("follow"));
    assertTrue(shell(CALL + "status").endsWith("exit<0>"), "calls are not hit");
    try (AdbClient client = AdbClient.to(server.port(), "phone")) {
      client.request("shell,v2,raw:" + READ + "600'");
      for (int i = 0; i < 9; i++) {
        shell(CALL + "register --arg sync");
      }
      String said = client.packets();
      assertTrue(said.endsWith(">lost"), said);
      String sent = said.replaceAll("^out<|>out<|>lost$", "");
      assertEquals(2_000, sent.getBytes(UTF_8).length, sent);
    }
    assertEnds(reading);
  }

  private String shell(String line) throws IOException {
    return AdbClient.shell(server.port(), "phone", line);
  }
}
