package io.github.jobdoctor.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on virtual devices, as they should go and as they should not. */
@Timeout(60)
class AdbDeviceTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final ShellCommand BLOB = ShellCommand.of("blob");
  private static final ShellCommand DUMP = ShellCommand.of("dumpsys", "jobscheduler");
  private static final String JOBS = "Registered 1 jobs:\n  JOB #u0a453/275: é日😀\n";

  private final byte[] blob = new byte[2_000_003];
  private final AtomicLong written = new AtomicLong();
  private final VirtualDevice phone = device("phone").build();
  private final VirtualDevice old = device("old").withoutShellV2().build();
  private VirtualAdbServer server;
  private Devices devices;

  private VirtualDevice.Builder device(String serial) {
    return VirtualDevice.named(serial)
        .apiLevel(30, "11")
        .dumpsys("jobscheduler", JOBS)
        .program("blob", invocation -> blob(invocation))
        .program("flood", invocation -> flood(invocation))
        .program("crlf", Program.printing("one\r\ntwo\r\n"))
        .program("grumble", invocation -> grumble(invocation))
        .program("wants-input", invocation -> invocation.stdin().readAllBytes().length);
  }

  @BeforeEach
  void connect() throws Exception {
    new Random(1).nextBytes(blob);
    server = VirtualAdbServer.start(List.of(phone, old), 0);
    devices = Adb.connect(new AdbServer("127.0.0.1", server.port()), Map.of(), LONG, s -> {});
  }

  @AfterEach
  void close() {
    devices.close();
    server.close();
  }

  @Test
  void theListIsAdbsAndFollowsItsChanges() throws DeviceException {
    assertEquals(
        List.of(
            new DeviceEntry("phone", DeviceState.DEVICE),
            new DeviceEntry("old", DeviceState.DEVICE)),
        devices.list());
    phone.state(ConnectionState.GONE);
    old.state(ConnectionState.UNAUTHORIZED);
    assertEquals(List.of(new DeviceEntry("old", DeviceState.UNAUTHORIZED)), devices.list());
  }

  @Test
  void aCommandHasOutputErrorsAndAnExitCode() throws DeviceException {
    assertEquals(new ShellResult(JOBS, "", 0), phone().shell(DUMP, LONG));
    assertEquals(
        new ShellResult("", "cmd: Can't find service: power\n", 20),
        phone().shell(ShellCommand.of("cmd", "power"), LONG));
  }

  @Test
  void anOldDeviceMixesItsStreamsButHasAnExitCode() throws DeviceException {
    assertEquals(new ShellResult(JOBS, "", 0), old().shell(DUMP, LONG));
    assertEquals(
        new ShellResult("cmd: Can't find service: power\n", "", 20),
        old().shell(ShellCommand.of("cmd", "power"), LONG));
    assertEquals("cmd power; echo \"jobdoctor-exit:$?\"", old.commands().get(1));
  }

  @Test
  void lineEndsOfAnOldDevicesTerminalAreUndoneInTextOnly() throws Exception {
    ShellCommand crlf = ShellCommand.of("crlf");
    assertEquals("one\ntwo\n", old().shell(crlf, LONG).stdout());
    assertEquals("one\r\ntwo\r\n", phone().shell(crlf, LONG).stdout());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertEquals(0, old().exec(crlf, LONG, bytes));
    assertEquals("one\r\ntwo\r\n", bytes.toString(UTF_8));
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws DeviceException {
    for (Device device : List.of(phone(), old())) {
      String odd = "a b; c $? $(d) 'e' \"f\" é";
      assertEquals(odd + "\n", device.shell(ShellCommand.of("echo", odd), LONG).stdout());
    }
  }

  @Test
  void aCommandThatWantsInputFindsNone() throws DeviceException {
    assertEquals(new ShellResult("", "", 0), phone().shell(ShellCommand.of("wants-input"), LONG));
  }

  @Test
  void binaryOutputIsIdentical() throws Exception {
    for (Device device : List.of(phone(), old())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      assertEquals(7, device.exec(BLOB, LONG, bytes));
      assertArrayEquals(blob, bytes.toByteArray());
    }
  }

  @Test
  void propertiesAreAskedOnce() throws DeviceException {
    Device device = phone();
    assertEquals(
        new DeviceProperties(
            Optional.of("Virtual phone"),
            Optional.of("jobdoctor"),
            Optional.of("11"),
            OptionalInt.of(30),
            Optional.empty()),
        device.properties());
    assertSame(device.properties(), device.properties());
    assertEquals(List.of("getprop"), phone.commands());
  }

  @Test
  void standardErrorIsKeptUpTo64KibibytesWhileOutputFlows() throws DeviceException {
    ShellResult result = phone().shell(ShellCommand.of("grumble"), LONG);
    assertEquals("done\n", result.stdout());
    assertEquals(64 * 1024, result.stderr().length());
    assertTrue(result.stderr().startsWith("grumble 0\n"));
  }

  @Test
  void aLongOutputWaitsOnTheDeviceUntilItIsRead() throws DeviceException {
    for (Device device : List.of(phone(), old())) {
      written.set(0);
      long ahead =
          device.stream(
                  ShellCommand.of("flood"),
                  LONG,
                  stdout -> {
                    stdout.readNBytes(1_000_000);
                    return written.get();
                  })
              .value();
      assertTrue(ahead < FLOOD / 2, "the device was ahead by " + ahead + " bytes");
      assertEquals(FLOOD, written.get(), "the rest was read to the command's end");
    }
  }

  @Test
  void outputReachesTheReaderBeforeTheCommandEnds() throws DeviceException {
    CountDownLatch seen = new CountDownLatch(1);
    VirtualDevice patient =
        VirtualDevice.named("patient")
            .program(
                "talk",
                invocation -> {
                  invocation.print("first\n");
                  try {
                    seen.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  invocation.print("second\n");
                  return 0;
                })
            .build();
    try (VirtualAdbServer other = VirtualAdbServer.start(List.of(patient), 0);
        Devices there =
            Adb.connect(new AdbServer("localhost", other.port()), Map.of(), LONG, s -> {})) {
      Device.Streamed<List<String>> lines =
          there.device("patient").stream(
              ShellCommand.of("talk"),
              LONG,
              stdout -> {
                BufferedReader reader = new BufferedReader(new InputStreamReader(stdout, UTF_8));
                String first = reader.readLine();
                seen.countDown();
                return List.of(first, reader.readLine());
              });
      assertEquals(List.of("first", "second"), lines.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDeviceLostInTheMiddleNeverHandsOutAPart() throws Exception {
    for (VirtualDevice hit : List.of(phone, old)) {
      Device device = devices.device(hit.serial());
      for (long bytes : new long[] {0, 1, 10, JOBS.getBytes(UTF_8).length}) {
        hit.inject(Faults.none().droppingAfter(bytes));
        assertThrows(DeviceException.Lost.class, () -> device.shell(DUMP, LONG));
      }
      hit.inject(Faults.none().droppingAfter(1_000_000));
      assertThrows(
          DeviceException.Lost.class,
          () -> device.exec(BLOB, LONG, OutputStream.nullOutputStream()));
      assertEquals(0, device.shell(DUMP, LONG).exitCode(), "and the next command works");
    }
  }

  @Test
  void anEndInGoodOrderWithoutAnExitCodeIsALossToo() throws DeviceException {
    phone.inject(Faults.none().withoutExitPacket());
    DeviceException e = assertThrows(DeviceException.Lost.class, () -> phone().shell(DUMP, LONG));
    assertTrue(e.getMessage().contains("`dumpsys jobscheduler`"), e.getMessage());
  }

  @Test
  void aReaderThatSwallowsTheLossStillLoses() {
    phone.inject(Faults.none().droppingAfter(10));
    assertThrows(
        DeviceException.Lost.class,
        () -> phone().stream(DUMP, LONG, AdbDeviceTest::readableWithoutComplaint));
  }

  @Test
  void aReaderThatChokesOnACutOffTextReportsTheLoss() {
    phone.inject(Faults.none().droppingAfter(10));
    assertThrows(
        DeviceException.Lost.class,
        () ->
            phone().stream(
                DUMP,
                LONG,
                stdout -> {
                  throw new IllegalStateException(
                      "no heading in " + readableWithoutComplaint(stdout));
                }));
  }

  @Test
  void aReadersOwnFailureIsItsOwn() {
    assertThrows(
        UncheckedIOException.class,
        () ->
            phone().stream(
                DUMP,
                LONG,
                stdout -> {
                  throw new IOException("disk full");
                }));
    assertThrows(
        IOException.class,
        () ->
            phone()
                .exec(
                    DUMP,
                    LONG,
                    new OutputStream() {
                      @Override
                      public void write(int b) throws IOException {
                        throw new IOException("disk full");
                      }
                    }));
  }

  @Test
  void aMuteDeviceTimesOut() throws DeviceException {
    for (VirtualDevice hit : List.of(phone, old)) {
      hit.inject(Faults.none().notAnswering());
      Device device = devices.device(hit.serial());
      DeviceException e =
          assertThrows(DeviceException.TimedOut.class, () -> device.shell(DUMP, SHORT));
      assertTrue(e.getMessage().contains("within 0.3 s"), e.getMessage());
    }
  }

  @Test
  void theTimeCountsForTheWholeCommandHoweverSteadyItsDrip() throws DeviceException {
    phone.inject(
        Faults.none().withExtraOutput(100_000_000).delayingEachChunkBy(Duration.ofMillis(50)));
    assertThrows(DeviceException.TimedOut.class, () -> phone().shell(DUMP, SHORT));
  }

  @Test
  void aSlowDeviceIsWaitedFor() throws DeviceException {
    phone.inject(Faults.none().delayingEachChunkBy(Duration.ofMillis(20)));
    assertEquals(JOBS, phone().shell(DUMP, LONG).stdout());
  }

  @Test
  void aReaderThatStallsIsCutOffToo() {
    CountDownLatch never = new CountDownLatch(1);
    assertThrows(
        DeviceException.TimedOut.class,
        () ->
            phone().stream(
                ShellCommand.of("flood"),
                SHORT,
                stdout -> {
                  stdout.read();
                  try {
                    never.await(SHORT.toMillis() + 200, java.util.concurrent.TimeUnit.MILLISECONDS);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  return stdout.readAllBytes().length;
                }));
  }

  @Test
  void interruptingEndsACommandAtOnce() throws Exception {
    phone.inject(Faults.none().notAnswering());
    Device device = phone();
    CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                device.shell(DUMP, Duration.ofMinutes(10));
                flagKept.completeExceptionally(new AssertionError("it ended"));
              } catch (DeviceException.Interrupted e) {
                flagKept.complete(Thread.currentThread().isInterrupted());
              } catch (DeviceException e) {
                flagKept.completeExceptionally(e);
              }
            });
    waiting.start();
    untilTheDeviceHeard();
    waiting.interrupt();
    assertTrue(flagKept.get());
  }

  @Test
  void closingTheDevicesEndsCommandsOfOtherThreads() throws Exception {
    phone.inject(Faults.none().notAnswering());
    Device device = phone();
    CompletableFuture<DeviceException> end = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                device.shell(DUMP, Duration.ofMinutes(10));
              } catch (DeviceException e) {
                end.complete(e);
              }
            });
    waiting.start();
    untilTheDeviceHeard();
    devices.close();
    assertEquals(DeviceException.Lost.class, end.get().getClass());
  }

  @ParameterizedTest
  @ValueSource(strings = {"phone", "old"})
  void aDeviceThatBecameUnusableIsRefusedInItsOwnWords(String serial) throws DeviceException {
    VirtualDevice changing = serial.equals("phone") ? phone : old;
    Device device = devices.device(serial);
    device.shell(DUMP, LONG);

    changing.state(ConnectionState.UNAUTHORIZED);
    assertThrows(DeviceException.Unauthorized.class, () -> device.shell(DUMP, LONG));
    assertThrows(DeviceException.Unauthorized.class, () -> devices.device(serial));

    changing.state(ConnectionState.OFFLINE);
    assertThrows(DeviceException.Offline.class, () -> device.shell(DUMP, LONG));
    assertThrows(DeviceException.Offline.class, () -> devices.device(serial));

    changing.state(ConnectionState.GONE);
    DeviceException gone =
        assertThrows(DeviceException.NotFound.class, () -> device.shell(DUMP, LONG));
    assertTrue(
        gone.getMessage().contains("connected: " + (serial.equals("phone") ? "old" : "phone")),
        gone.getMessage());
    assertThrows(DeviceException.NotFound.class, () -> devices.device(serial));

    changing.state(ConnectionState.DEVICE);
    assertEquals(0, device.shell(DUMP, LONG).exitCode());
  }

  @Test
  void aServerThatDiedIsUnreachable() throws DeviceException {
    Device device = phone();
    device.shell(DUMP, LONG);
    server.close();
    assertThrows(DeviceException.AdbUnreachable.class, () -> device.shell(DUMP, LONG));
    assertThrows(DeviceException.AdbUnreachable.class, () -> devices.list());
  }

  @Test
  void severalThreadsCanAskOneDevice() throws Exception {
    Device device = phone();
    List<CompletableFuture<ShellResult>> results =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return device.shell(ShellCommand.of("echo", "n" + i), LONG);
                          } catch (DeviceException e) {
                            throw new AssertionError(e);
                          }
                        }))
            .toList();
    for (int i = 0; i < results.size(); i++) {
      assertEquals("n" + i + "\n", results.get(i).get().stdout());
    }
  }

  @Test
  void oneLostDeviceDoesNotHideTheOthers() throws DeviceException {
    old.state(ConnectionState.OFFLINE);
    List<String> all = new DeviceSelection(List.of(), true).choose(devices);
    assertEquals(List.of("phone", "old"), all);
    assertEquals(JOBS, devices.device(all.get(0)).shell(DUMP, LONG).stdout());
    assertThrows(DeviceException.Offline.class, () -> devices.device(all.get(1)));
  }

  @Test
  void aServerUnderAnotherNameIsReachedButNeverStarted() throws Exception {
    // Another spelling of 127.0.0.1, which is not taken for this computer.
    AdbServer elsewhere = new AdbServer("::ffff:127.0.0.1", server.port());
    try (Devices there = Adb.connect(elsewhere, System.getenv(), LONG, s -> {})) {
      assertEquals(JOBS, there.device("phone").shell(DUMP, LONG).stdout());
    }
    server.close();
    assertThrows(
        DeviceException.AdbUnreachable.class,
        () ->
            Adb.connect(
                elsewhere,
                System.getenv(),
                LONG,
                s -> {
                  throw new AssertionError(s);
                }));
  }

  @Test
  void noThreadOfOursOutlivesItsCommand() throws Exception {
    for (int i = 0; i < 20; i++) {
      phone().shell(DUMP, Duration.ofHours(1));
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("jobdoctor-")) {
        assertTrue(thread.isDaemon(), thread.getName());
        thread.join();
      }
    }
  }

  private Device phone() throws DeviceException {
    return devices.device("phone");
  }

  private Device old() throws DeviceException {
    return devices.device("old");
  }

  private void untilTheDeviceHeard() {
    while (phone.commands().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static String readableWithoutComplaint(InputStream stdout) {
    StringBuilder text = new StringBuilder();
    try {
      for (int b = stdout.read(); b >= 0; b = stdout.read()) {
        text.append((char) b);
      }
    } catch (IOException e) {
      text.append("...");
    }
    return text.toString();
  }

  private int blob(Program.Invocation invocation) throws IOException {
    invocation.stdout().write(blob);
    return 7;
  }

  private static final int FLOOD = 128 * 1024 * 1024;

  private int flood(Program.Invocation invocation) throws IOException {
    byte[] block = new byte[1024 * 1024];
    while (written.get() < FLOOD) {
      invocation.stdout().write(block);
      written.addAndGet(block.length);
    }
    return 0;
  }

  private static int grumble(Program.Invocation invocation) throws IOException {
    for (int i = 0; i < 20_000; i++) {
      invocation.printError("grumble " + i + "\n");
    }
    invocation.print("done\n");
    return 0;
  }
}
