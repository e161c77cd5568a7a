package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final VirtualDevice phone = VirtualDevice.named("phone").build();
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

  private String shell(String line) throws IOException {
    return AdbClient.shell(server.port(), "phone", line);
  }
}
