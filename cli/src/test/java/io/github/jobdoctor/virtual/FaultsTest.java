package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final String READ = "content read --uri content://many/log";

  private final VirtualDevice phone =
      VirtualDevice.named("phone")
          .app(
              new VirtualApp(
                  "com.example.many", "1.0", Map.of("many", ManyRecords.records(10_000))))
          .build();
  private final VirtualAdbServer server = start();

  private VirtualAdbServer start() {
    try {
      return VirtualAdbServer.start(List.of(phone), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void dropsTheConnectionInTheMiddleOfOneCommand() throws Exception {
    phone.inject(Faults.none().droppingAfter(5));
    assertEquals("out<01234>lost", shell("echo 0123456789"));
    assertEquals("out<0123456789\n>exit<0>", shell("echo 0123456789"));
  }

  @Test
  void dropsTheConnectionBeforeTheExitPacketOfAShortCommand() throws Exception {
    phone.inject(Faults.none().droppingAfter(100));
    assertEquals("out<0123456789\n>lost", shell("echo 0123456789"));
  }

  @Test
  void truncatesSilentlyWithoutShellV2() throws Exception {
    phone.inject(Faults.none().droppingAfter(5));
    try (AdbClient client = AdbClient.to(server.port(), "phone")) {
      client.request("shell:echo 0123456789; echo \"jobdoctor-exit:$?\"");
      assertEquals("01234", client.rest());
    }
  }

  @Test
  void leavesTheExitPacketOut() throws Exception {
    phone.inject(Faults.none().withoutExitPacket());
    assertEquals("out<all of it\n>lost", shell("echo all of it"));
  }

  @Test
  void exitsWithACodeOfChoice() throws Exception {
    phone.inject(Faults.none().exitingWith(42).times(2));
    assertTrue(shell("id").endsWith("exit<42>"));
    assertTrue(shell("id; echo \"jobdoctor-exit:$?\"").contains("jobdoctor-exit:42\n"));
    assertTrue(shell("id").endsWith("exit<0>"));
  }

  @Test
  void waitsForTheCommandItIsMeantFor() throws Exception {
    phone.inject(Faults.none().exitingWith(3).onlyFor("jobscheduler"));
    assertTrue(shell("id").endsWith("exit<0>"));
    assertTrue(shell("dumpsys jobscheduler").endsWith("exit<3>"));
    assertTrue(shell("dumpsys jobscheduler").endsWith("exit<0>"));
  }

  @Test
  void writesHugeOutput() throws Exception {
    phone.inject(Faults.none().withExtraOutput(3_000_000));
    String said = shell("echo end");
    assertTrue(said.length() > 3_000_000);
    assertTrue(said.endsWith("out<end\n>exit<0>"));
  }

  @Test
  void delaysEachChunk() throws Exception {
    phone.inject(Faults.none().delayingEachChunkBy(Duration.ofMillis(1)));
    assertEquals("out<late\n>exit<0>", shell("echo late"));
  }

  @Test
  void hitsTheReadingOfAProvidersFileLikeAnyOutput() throws Exception {
    String whole = shell(READ);
    assertTrue(whole.endsWith("}\n>exit<0>"));
    phone.inject(Faults.none().droppingAfter(1_000_000).onlyFor("content read"));
    assertEquals(1_000_000, output(shell(READ), "lost").length());
    assertEquals(whole, shell(READ));
    phone.inject(Faults.none().delayingEachChunkBy(Duration.ofMillis(1)).withoutExitPacket());
    assertEquals(output(whole, "exit<0>"), output(shell(READ), "lost"));
    phone.inject(Faults.none().withExtraOutput(100).exitingWith(7));
    String more = output(shell(READ), "exit<7>");
    assertTrue(more.startsWith("0123456789 "));
    assertTrue(more.endsWith(output(whole, "exit<0>")));
  }

  /** What stands in the packets before this end; the bytes are taken for ASCII. */
  private static String output(String said, String end) {
    assertTrue(said.endsWith(">" + end), () -> said.substring(said.length() - 100));
    return said.substring(4, said.length() - 1 - end.length()).replace(">out<", "");
  }

  private String shell(String line) throws IOException {
    return AdbClient.shell(server.port(), "phone", line);
  }
}
