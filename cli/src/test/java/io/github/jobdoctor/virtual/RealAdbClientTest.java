package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
  void asksAnAgent() throws Exception {
    CompletableFuture<Thread> reading = new CompletableFuture<>();
    phone
        .packages()
        .install(
            new VirtualApp(
                RecordedAgent.PACKAGE,
                "0.1.0",
                Map.of(RecordedAgent.AUTHORITY, FollowedAgentTest.noting(reading))));
    String uri = "content://" + RecordedAgent.AUTHORITY;
    RealAdb.Result tasks =
        adb.run("-s", "phone", "shell", "content call --uri " + uri + " --method tasks");
    assertEquals(0, tasks.exitCode());
    assertTrue(tasks.stdout().startsWith("Result: Bundle[{answer={\"code\":\"ok\","));
    assertTrue(tasks.stdout().endsWith("}]}}]\n"));
    assertTrue(
        adb.run("-s", "phone", "shell", "content call --uri content://no.such --method status")
            .stderr()
            .contains("java.lang.IllegalStateException: Could not find provider: no.such\n"));
    Process following =
        adb.start("-s", "phone", "exec-out", "content read --uri '" + uri + "/log?follow=600'");
    try (BufferedReader lines = following.inputReader(UTF_8)) {
      assertTrue(lines.readLine().startsWith("{\"format\":\"jobdoctor-log\""));
    } finally {
      following.destroy();
    }
    FollowedAgentTest.assertEnds(reading);
  }

  @Test
  void installsAndUninstallsAnApp(@TempDir Path directory) throws Exception {
    VirtualDevice watch =
        VirtualDevice.named("watch")
            .installable(file -> Optional.of(new VirtualApp("app", "v" + file.length, Map.of())))
            .build();
    Path apk = Files.write(directory.resolve("app.apk"), new byte[100_000]);
    try (VirtualAdbServer other = VirtualAdbServer.start(List.of(watch), 0);
        RealAdb toWatch = RealAdb.clientOf(other.port())) {
      RealAdb.Result installed = toWatch.run("install", apk.toString());
      assertEquals(0, installed.exitCode(), installed.toString());
      assertEquals("v100000", watch.packages().find("app").orElseThrow().versionName());
      assertEquals(0, toWatch.run("uninstall", "app").exitCode());
      assertEquals(List.of(), watch.packages().all());
    }
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
