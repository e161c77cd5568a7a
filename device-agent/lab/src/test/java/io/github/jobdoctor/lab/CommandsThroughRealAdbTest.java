package io.github.jobdoctor.lab;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.github.jobdoctor.virtual.RealAdb;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualAdbd;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The commands with a real adb server between them and the device, and the agent's real APK. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34, shadows = RealPipes.class)
public class CommandsThroughRealAdbTest {

  private static final int API_LEVEL = 34;
  private static final String TRICKY = "it's $(reboot)\n\"♥\"";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AgentLab lab = new AgentLab();

  private HostProgram host(int adbPort) {
    return new HostProgram(lab, adbPort, folder.getRoot().toPath());
  }

  /** What a test does with a host whose adb server knows one device. */
  @FunctionalInterface
  private interface Story {
    void tell(HostProgram host) throws Exception;
  }

  private void throughARealServer(VirtualDevice phone, Story story) throws Exception {
    try (RealAdb adb = AgentLab.realAdb(RealAdb::withOwnServer);
        VirtualAdbd adbd = VirtualAdbd.start(phone, 0)) {
      lab.ask(() -> adb.run("connect", "127.0.0.1:" + adbd.port()));
      story.tell(host(adb.port()));
    }
  }

  private static List<JSONObject> exits(HostProgram.Result logs) throws Exception {
    return logs.lines().stream()
        .filter(record -> record.optString("event").equals("exit"))
        .toList();
  }

  @Test
  public void aTaskIsRegisteredTriggeredFollowedAndUnregistered() throws Exception {
    throughARealServer(
        lab.phone(),
        host -> {
          host.run("tasks", "register", "sleep", "--arguments", "0", "--interval", "30m")
              .endedWith(0);
          host.run("tasks", "register", "fail", "--arguments", TRICKY).endedWith(0);
          host.run("tasks", "register", TRICKY).endedWith(0);
          assertTrue(lab.agent().tasks().isRegistered(TRICKY));
          lab.agent().runPeriodic();
          HostProgram.Running following =
              host.begin("logs", "--follow", "--for", "4s", "-o", "ndjson", "--task", "fail");
          lab.awaitThat("the follower shows a record", () -> following.out().contains("\n"));
          host.run("trigger", "sleep", "fail").endedWith(1);
          List<JSONObject> followed = exits(host.end(following).endedWith(0));
          assertEquals("by schedule and by trigger", 2, followed.size());
          assertEquals("test", followed.get(1).getString("trigger"));
          assertEquals(TRICKY, followed.get(1).getString("message"));
          host.run("logs", "--export", "x.ndjson").endedWith(0);
          List<JSONObject> slept =
              exits(host.run("logs", "--from", "x.ndjson", "--task", "sleep", "-o", "ndjson"));
          assertEquals(2, slept.size());
          assertEquals("success", slept.get(0).getString("outcome"));
          assertEquals("schedule", slept.get(0).getString("trigger"));
          host.run("tasks", "unregister", TRICKY).endedWith(0);
          assertFalse(lab.agent().tasks().isRegistered(TRICKY));
          host.run("tasks", "status").endedWith(0);
        });
  }

  // ------------------------------------------------------------------ the APK

  private static Path apk() {
    Path apk = Path.of(System.getProperty("lab.apk"));
    assumeTrue(
        "the agent's APK is not built: `mvn verify` and scripts/build-agent do", Files.exists(apk));
    return apk;
  }

  /** A device without the agent, whose package manager looks at what it is given. */
  private VirtualDevice bare() {
    return VirtualDevice.named("bare")
        .apiLevel(API_LEVEL, "14")
        .installable(new ApkInstaller(lab.app(), API_LEVEL))
        .build();
  }

  private void comesAndGoes(HostProgram host) throws Exception {
    host.run("agent", "status").endedWith(5);
    host.run("trigger", "noop").endedWith(5);
    HostProgram.Result installed =
        host.run("agent", "install", "--apk", apk().toString(), "-o", "json").endedWith(0);
    JSONObject agent = installed.source().getJSONObject("agent");
    assertEquals(AgentLab.PACKAGE, agent.getString("package"));
    host.run("tasks", "register", "noop").endedWith(0);
    host.run("trigger", "noop").endedWith(0);
    host.run("agent", "uninstall").endedWith(0);
    HostProgram.Result gone = host.run("agent", "status").endedWith(5);
    assertTrue(gone.err(), gone.err().contains("is not installed"));
    host.run("agent", "uninstall").endedWith(5);
    host.run("logs").endedWith(5);
  }

  @Test
  public void theRealApkIsInstalledAnswersAndIsUninstalled() throws Exception {
    apk();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(bare()), 0)) {
      comesAndGoes(host(server.port()));
    }
  }

  @Test
  public void theRealApkComesAndGoesThroughARealServer() throws Exception {
    apk();
    throughARealServer(bare(), this::comesAndGoes);
  }

  @Test
  public void anApkWithOneOtherByteIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(apk());
    bytes[offsetOfCode(bytes.length)] ^= 1;
    Path spoiled = folder.getRoot().toPath().resolve("spoiled.apk");
    Files.write(spoiled, bytes);
    VirtualDevice bare = bare();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(bare), 0)) {
      HostProgram host = host(server.port());
      HostProgram.Result refused =
          host.run("agent", "install", "--apk", spoiled.toString()).endedWith(6);
      assertTrue(refused.err(), refused.err().contains("INSTALL_PARSE_FAILED_NOT_APK"));
      assertEquals(List.of(), bare.packages().all());
      host.run("agent", "status").endedWith(5);
    }
  }

  /** A byte in the middle of the file, where its largest entry lies: the code. */
  private static int offsetOfCode(int length) throws Exception {
    try (ZipFile zip = new ZipFile(apk().toFile())) {
      ZipEntry code = zip.getEntry("classes.dex");
      assertTrue("most of the APK is code", code.getCompressedSize() * 2 > length);
    }
    return length / 2;
  }
}
