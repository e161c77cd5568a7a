package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.RealAdb;
import io.github.jobdoctor.virtual.VirtualAdbd;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same through a real adb server, which we start ourselves and which has a virtual device. */
@Timeout(60)
class RealAdbServerTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ShellCommand BLOB = ShellCommand.of("blob");

  @TempDir Path home;

  private final byte[] blob = new byte[2_000_003];
  private final List<byte[]> installed = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final VirtualDevice phone =
      VirtualDevice.named("phone")
          .program(
              "blob",
              invocation -> {
                invocation.stdout().write(blob);
                return 7;
              })
          .program("pm", invocation -> install(invocation))
          .build();
  private final VirtualDevice old = VirtualDevice.named("old").withoutShellV2().build();
  private VirtualAdbd adbd;
  private VirtualAdbd oldAdbd;
  private RealAdb adb;
  private Devices devices;

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(blob);
    adb = RealAdb.withOwnServer();
    adbd = VirtualAdbd.start(phone, 0);
    oldAdbd = VirtualAdbd.start(old, 0);
    devices =
        Adb.connect(
            new AdbServer("127.0.0.1", adb.port()),
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", home.toString(),
                "TMPDIR", home.toString(),
                "ADB_MDNS", "0",
                "ANDROID_ADB_SERVER_ADDRESS", "elsewhere.invalid"),
            LONG,
            progress::add);
    adb.run("connect", serial(adbd));
    adb.run("connect", serial(oldAdbd));
  }

  @AfterEach
  void close() {
    if (devices != null) {
      devices.close();
    }
    if (adb != null) {
      adb.close();
    }
    adbd.close();
    oldAdbd.close();
  }

  @Test
  void theServerIsStartedWhenNoneAnswers() {
    assertEquals(1, progress.size());
    assertTrue(progress.get(0).startsWith("Starting the adb server with "), progress.get(0));
    assertTrue(adb.run("devices").stdout().contains(serial(adbd)));
  }

  @Test
  void devicesAreListedAsAdbListsThem() throws DeviceException {
    List<DeviceEntry> listed = devices.list();
    assertEquals(
        Set.of(
            new DeviceEntry(serial(adbd), DeviceState.DEVICE),
            new DeviceEntry(serial(oldAdbd), DeviceState.DEVICE)),
        Set.copyOf(listed));
    assertEquals(
        "List of devices attached\n"
            + listed.get(0).serial()
            + "\tdevice\n"
            + listed.get(1).serial()
            + "\tdevice\n\n",
        adb.run("devices").stdout());
  }

  @Test
  void commandsHaveStreamsAndExitCodes() throws DeviceException {
    Device device = devices.device(serial(adbd));
    assertEquals(
        new ShellResult("", "cmd: Can't find service: power\n", 20),
        device.shell(ShellCommand.of("cmd", "power"), LONG));
    assertEquals(OptionalInt.of(36), device.properties().apiLevel());
    assertEquals(
        new ShellResult("cmd: Can't find service: power\n", "", 20),
        devices.device(serial(oldAdbd)).shell(ShellCommand.of("cmd", "power"), LONG));
  }

  @Test
  void twoMegabytesAreIdentical() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertEquals(7, devices.device(serial(adbd)).exec(BLOB, LONG, bytes));
    assertArrayEquals(blob, bytes.toByteArray());
  }

  @Test
  void anApkArrivesIdenticalAndIsInstalled() throws Exception {
    Path apk = Files.write(home.resolve("agent.apk"), blob);
    assertEquals(
        new ShellResult("Success\n", "", 0),
        devices.device(serial(adbd)).install(apk, List.of(), LONG));
    assertArrayEquals(blob, installed.get(0));
  }

  @Test
  void aDeviceThatVanishesInTheMiddleOfADumpIsLost() throws DeviceException {
    for (VirtualAdbd vanishing : List.of(adbd, oldAdbd)) {
      VirtualDevice its = vanishing == adbd ? phone : old;
      its.inject(Faults.none().withExtraOutput(100_000_000));
      Device device = devices.device(serial(vanishing));
      assertThrows(
          DeviceException.Lost.class,
          () ->
              device.stream(
                  ShellCommand.of("id"),
                  LONG,
                  stdout -> {
                    stdout.readNBytes(100_000);
                    vanishing.close();
                    return stdout.readAllBytes().length;
                  }));
    }
  }

  @Test
  void aServerThatIsKilledInTheMiddleOfADumpLosesIt() throws DeviceException {
    phone.inject(Faults.none().withExtraOutput(100_000_000));
    Device device = devices.device(serial(adbd));
    assertThrows(
        DeviceException.Lost.class,
        () ->
            device.stream(
                ShellCommand.of("id"),
                LONG,
                stdout -> {
                  stdout.readNBytes(100_000);
                  adb.run("kill-server");
                  return stdout.readAllBytes().length;
                }));
  }

  @Test
  void aMuteDeviceTimesOut() throws DeviceException {
    phone.inject(Faults.none().notAnswering());
    Device device = devices.device(serial(adbd));
    assertThrows(
        DeviceException.TimedOut.class,
        () -> device.shell(ShellCommand.of("id"), Duration.ofMillis(300)));
  }

  private int install(Program.Invocation invocation) throws IOException {
    installed.add(phone.files().content(invocation.arguments().get(1)).orElseThrow());
    invocation.print("Success\n");
    return 0;
  }

  private static String serial(VirtualAdbd adbd) {
    return "127.0.0.1:" + adbd.port();
  }
}
