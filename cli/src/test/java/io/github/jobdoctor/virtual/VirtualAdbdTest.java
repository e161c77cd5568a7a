package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The virtual adbd as a device of a real adb server. */
@Timeout(120)
class VirtualAdbdTest {

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final VirtualDevice phone =
      VirtualDevice.named("phone")
          .dumpsys("jobscheduler", "Registered 0 jobs:\n")
          .program("hang", call -> hang())
          .build();
  private VirtualAdbd adbd;
  private RealAdb adb;
  private String serial;

  private int hang() {
    hanging.countDown();
    try {
      return released.await(60, TimeUnit.SECONDS) ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  @BeforeEach
  void connect() throws IOException {
    adbd = VirtualAdbd.start(phone, 0);
    adb = RealAdb.withOwnServer();
    serial = "127.0.0.1:" + adbd.port();
    RealAdb.Result connected = adb.run("connect", serial);
    assertEquals("connected to " + serial + "\n", connected.stdout(), connected.stderr());
  }

  @AfterEach
  void close() {
    if (adb != null) {
      adb.close();
    }
    adbd.close();
  }

  @Test
  void isListedByARealServer() {
    assertTrue(
        adb.run("devices", "-l")
            .stdout()
            .contains("device product:virtual model:Virtual_phone device:virtual"));
  }

  @Test
  void runsCommandsWithStreamsAndExitCodes() {
    assertEquals(
        new RealAdb.Result(0, "Registered 0 jobs:\n", ""),
        adb.run("-s", serial, "shell", "dumpsys", "jobscheduler"));
    assertEquals(
        new RealAdb.Result(20, "", "cmd: Can't find service: power\n"),
        adb.run("-s", serial, "shell", "cmd", "power"));
    assertEquals(
        "36\n", adb.run("-s", serial, "exec-out", "getprop ro.build.version.sdk").stdout());
  }

  @Test
  void pushesAndPullsByteForByte(@TempDir Path directory) throws Exception {
    byte[] content = new byte[2_000_003];
    new Random(2).nextBytes(content);
    Path there = Files.write(directory.resolve("there"), content);
    Path back = directory.resolve("back");
    assertEquals(0, adb.run("-s", serial, "push", there.toString(), "/sdcard/f").exitCode());
    assertArrayEquals(content, phone.files().content("/sdcard/f").orElseThrow());
    assertEquals(0, adb.run("-s", serial, "pull", "/sdcard/f", back.toString()).exitCode());
    assertArrayEquals(content, Files.readAllBytes(back));
    RealAdb.Result cat = adb.run("-s", serial, "exec-out", "cat", "/sdcard/f");
    assertArrayEquals(content, cat.stdout().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void vanishesInTheMiddleOfACommand() throws Exception {
    Process shell = adb.start("-s", serial, "shell", "hang");
    try {
      shell.getOutputStream().close();
      assertTrue(hanging.await(30, TimeUnit.SECONDS), "the command did not arrive");
      adbd.close();
      assertTrue(shell.waitFor(30, TimeUnit.SECONDS), "the command outlived its device");
    } finally {
      released.countDown();
      shell.destroyForcibly();
    }
    assertFalse(adb.run("devices").stdout().contains("\tdevice"));
  }

  @Test
  void cutsACommandOffWhenToldTo() {
    phone.inject(Faults.none().withExtraOutput(3_000_000).droppingAfter(1_000_000));
    RealAdb.Result cut = adb.run("-s", serial, "shell", "id");
    assertTrue(cut.stdout().length() <= 1_000_000, () -> "got " + cut.stdout().length());
  }

  @Test
  void canBeConnectedToAgainAfterItWasLost() throws Exception {
    int port = adbd.port();
    adbd.close();
    adb.run("disconnect", serial);
    adbd = VirtualAdbd.start(phone, port);
    assertEquals("connected to " + serial + "\n", adb.run("connect", serial).stdout());
    assertEquals("hello\n", adb.run("-s", serial, "shell", "echo", "hello").stdout());
  }

  @Test
  void asksForAKeyWhenItIsUnauthorized() {
    adb.run("disconnect", serial);
    phone.state(ConnectionState.UNAUTHORIZED);
    adb.run("connect", serial);
    String listed = adb.run("devices").stdout();
    // The real server tries its keys first.
    for (int tries = 0; listed.contains("authorizing") && tries < 500; tries++) {
      listed = adb.run("devices").stdout();
    }
    assertEquals("List of devices attached\n" + serial + "\tunauthorized\n\n", listed);
  }
}
