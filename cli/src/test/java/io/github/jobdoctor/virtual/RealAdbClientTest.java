package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real adb program as a client of the virtual adb server. */
class RealAdbClientTest {

  private final VirtualDevice phone =
      VirtualDevice.named("phone").dumpsys("jobscheduler", "Registered 0 jobs:\n").build();
  private final VirtualDevice tablet = VirtualDevice.named("tablet").withoutShellV2().build();
  private VirtualAdbServer server;
  private RealAdb adb;

  @BeforeEach
  void start() throws IOException {
    server = VirtualAdbServer.start(List.of(phone, tablet), 0);
    adb = RealAdb.clientOf(server.port());
  }

  @AfterEach
  void close() {
    if (adb != null) {
      adb.close();
    }
    server.close();
  }

  @Test
  void listsTheDevices() {
    assertEquals(
        "List of devices attached\nphone\tdevice\ntablet\tdevice\n\n", adb.run("devices").stdout());
  }

  @Test
  void runsCommandsWithStreamsAndExitCodes() {
    assertEquals(
        new RealAdb.Result(0, "Registered 0 jobs:\n", ""),
        adb.run("-s", "phone", "shell", "dumpsys", "jobscheduler"));
    assertEquals(
        new RealAdb.Result(20, "", "cmd: Can't find service: power\n"),
        adb.run("-s", "phone", "shell", "cmd", "power"));
    assertEquals("36\n", adb.run("-s", "tablet", "shell", "getprop ro.build.version.sdk").stdout());
    assertEquals(
        "Registered 0 jobs:\n",
        adb.run("-s", "phone", "exec-out", "dumpsys jobscheduler").stdout());
  }

  @Test
  void refusesInAdbsWords() {
    phone.state(ConnectionState.UNAUTHORIZED);
    assertTrue(adb.run("-s", "phone", "shell", "id").stderr().contains("device unauthorized"));
    assertTrue(adb.run("-s", "watch", "shell", "id").stderr().contains("device 'watch' not found"));
    assertEquals("device\n", adb.run("-s", "tablet", "get-state").stdout());
  }

  @Test
  void pushesAndPullsByteForByte(@TempDir Path directory) throws Exception {
    byte[] content = new byte[2_000_003];
    new Random(1).nextBytes(content);
    Path there = Files.write(directory.resolve("there"), content);
    Path back = directory.resolve("back");
    assertEquals(
        0, adb.run("-s", "phone", "push", there.toString(), "/data/local/tmp/f").exitCode());
    assertArrayEquals(content, phone.files().content("/data/local/tmp/f").orElseThrow());
    assertEquals(
        0, adb.run("-s", "phone", "pull", "/data/local/tmp/f", back.toString()).exitCode());
    assertArrayEquals(content, Files.readAllBytes(back));
    assertEquals(1, adb.run("-s", "phone", "pull", "/no/such", back.toString()).exitCode());
    assertTrue(adb.run("-s", "phone", "ls", "/data/local/tmp").stdout().endsWith(" f\n"));
  }

  @Test
  void runsAJobOfTheDemonstration() throws Exception {
    try (VirtualAdbServer demo = VirtualAdbServer.start(DemoDevices.load(), 0);
        RealAdb adb = RealAdb.clientOf(demo.port())) {
      assertTrue(adb.run("devices", "-l").stdout().contains("model:Demo_phone__API_36_"));
      String[] run = {"-s", "demo-api36", "shell", "cmd jobscheduler run com.example.app"};
      assertEquals(
          22, adb.run(run[0], run[1], run[2], run[3] + " 5").exitCode(), "network is missing");
      assertEquals(
          new RealAdb.Result(0, "Running job\n", ""),
          adb.run(run[0], run[1], run[2], run[3] + " 1"));
      RealAdb.Result dump = adb.run("-s", "demo-api36", "exec-out", "dumpsys", "jobscheduler");
      assertTrue(dump.stdout().contains("START: #u0a123/1 com.example.app/.ChargingJob\n"));
    }
  }
}
