package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.LiveNeighbours;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jline.terminal.Terminal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The screen, on a terminal in memory and virtual devices,")
class WatchTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private VirtualAdbServer server;
  private Devices devices;
  private FakeTerminal terminal;
  private CompletableFuture<Watch.End> end;
  private Watch watch;
  private final AtomicReference<Boolean> suspended = new AtomicReference<>(false);

  private void open(List<VirtualDevice> phones, int columns, int rows, Station.Look look)
      throws Exception {
    server = VirtualAdbServer.start(phones, 0);
    devices =
        Adb.connect(new AdbServer("127.0.0.1", server.port()), Map.of(), TIMEOUT, sentence -> {});
    terminal = new FakeTerminal(columns, rows);
    Station station =
        new Station(
            "jobdoctor",
            Optional.empty(),
            Optional.of(devices),
            phones.get(0).serial(),
            look,
            (device, question) ->
                new LiveNeighbours(device, TIMEOUT, TIMEOUT)
                    .ask(question.asked(), question.packages()),
            Optional.empty(),
            Optional.of(
                new Conditions(Optional.empty(), "here", pause -> Thread.sleep(1), TIMEOUT)),
            TIMEOUT);
    watch =
        new Watch(
            station,
            new Watch.Setting(
                false,
                Duration.ofMillis(200),
                "",
                true,
                new Locality(true, ZoneOffset.UTC),
                folder,
                Ticker.system(),
                () -> {
                  suspended.set(terminal.isAsBefore());
                }));
    watch.start();
    end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return watch.run(() -> Optional.of(terminal.screen()));
              } catch (NoTerminalException e) {
                throw new AssertionError(e);
              }
            });
  }

  private void open(List<VirtualDevice> phones, int columns, int rows) throws Exception {
    open(
        phones,
        columns,
        rows,
        device ->
            Reading.of(
                SourceInfo.ofSerial(device.serial(), SourceInfo.Kind.DEMO)
                    .with(device.properties()),
                new JobScheduler(device, TIMEOUT).snapshot()));
  }

  private Watch.End ended() throws Exception {
    return end.get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws IOException {
    if (!end.isDone()) {
      terminal.type("\003");
      end.completeOnTimeout(Watch.End.LEFT, 10, TimeUnit.SECONDS).join();
    }
    devices.close();
    server.close();
    terminal.close();
  }

  @Test
  @DisplayName("shows the jobs, follows keys, and hands the terminal back as it was")
  void showsJobs() throws Exception {
    open(DemoDevices.load(), 120, 120);
    terminal.await("ChargingJob");
    terminal.type("/ChargingJob\r\r");
    terminal.await("Constraint history");
    terminal.type("qq");
    assertEquals(Watch.End.LEFT, ended());
    assertTrue(terminal.isAsBefore());
    assertTrue(terminal.written().endsWith("\033[?7h\033[?25h\033[?1049l"));
  }

  @Test
  @DisplayName("runs a job and tells what came of it")
  void runsAJob() throws Exception {
    open(DemoDevices.load(), 120, 100);
    terminal.await("NetAnyJob");
    terminal.type("/NetAnyJob\r");
    terminal.await("1 of 2");
    terminal.type("R");
    terminal.await("Force-run NetAnyJob (u0a123/5) ...");
    terminal.await("Force-run NetAnyJob (u0a123/5): Ran to its end.");
    terminal.type("@");
    terminal.await("cmd jobscheduler run -f");
  }

  @Test
  @DisplayName("cancels a job, once that was confirmed, and tells that it is gone")
  void cancelsAJob() throws Exception {
    open(DemoDevices.load(), 120, 40);
    terminal.await("IdleJob");
    terminal.type("/IdleJob\r");
    terminal.await("1 of 2");
    terminal.type("\004");
    terminal.await("Cancel IdleJob (u0a123/2)?");
    terminal.type("y");
    terminal.await("Cancel IdleJob (u0a123/2): Cancelled.");
    terminal.await("No job fits IdleJob");
  }

  @Test
  @DisplayName("stops a running job, and tells what Android says of its end")
  void stopsAJob() throws Exception {
    open(DemoDevices.load(), 120, 40);
    terminal.await("u0a133/700");
    terminal.type("/u0a133/700\r");
    terminal.await("1 of 2");
    terminal.type("xy");
    terminal.await("Stop HangService (u0a133/700): Stopped");
  }

  @Test
  @DisplayName("sets conditions, shows them, takes one back, and the rest at its end")
  void setsConditions() throws Exception {
    List<VirtualDevice> phones = DemoDevices.load();
    open(phones, 120, 40);
    terminal.await("ChargingJob");
    terminal.type(":doze on\ry");
    terminal.await("Force the device into Doze: In force");
    terminal.type(":unplug on\ry");
    terminal.await("seem unplugged: In force");
    terminal.await(shown -> head(shown).contains("doze=deep") && head(shown).contains("unplugged"));
    terminal.type(":doze off\ry");
    terminal.await(shown -> !head(shown).contains("doze") && head(shown).contains("unplugged"));
    terminal.type("q");
    ended();
    Map<String, Restored> restored = watch.restore();
    assertTrue(restored.get("demo-api36").isComplete());
    assertEquals(
        List.of("unplugged"),
        restored.get("demo-api36").conditions().stream().map(Object::toString).toList());
  }

  private static String head(String shown) {
    return shown.lines().findFirst().orElse("");
  }

  @Test
  @DisplayName("follows the agent's log")
  void followsTheLog() throws Exception {
    open(DemoDevices.load(), 120, 40);
    terminal.await("ChargingJob");
    terminal.type("l");
    terminal.await("upload-photos");
    terminal.await(shown -> shown.contains("records; it follows"));
  }

  @Test
  @DisplayName(
      "asks other services about the job that is looked at, and about all for the overview")
  void asksNeighbours() throws Exception {
    open(DemoDevices.load(), 120, 200);
    terminal.await("ChargingJob");
    terminal.type("/u0a128/403\r\r");
    terminal.await("Asked as well");
    terminal.type("w");
    terminal.await(shown -> shown.contains("ALONE") && shown.contains("Asked as well"));
    terminal.type("@");
    terminal.await("dumpsys usagestats");
  }

  @Test
  @DisplayName("goes to another device")
  void switchesTheDevice() throws Exception {
    open(DemoDevices.load(), 120, 40);
    terminal.await("ChargingJob");
    terminal.type("d");
    terminal.await("demo-api28");
    terminal.type("G\r");
    terminal.await(shown -> shown.contains(" jobdoctor  demo-api28") && shown.contains("waiting"));
  }

  @Test
  @DisplayName("says that the device is lost, and goes on by itself when it is back")
  void lostAndBack() throws Exception {
    List<VirtualDevice> phones = DemoDevices.load();
    open(phones, 120, 40);
    terminal.await("ChargingJob");
    phones.get(0).state(ConnectionState.OFFLINE);
    terminal.await("LOST");
    assertTrue(terminal.shown().contains("ChargingJob"), "what was seen stays");
    phones.get(0).state(ConnectionState.DEVICE);
    terminal.await("live");
  }

  @Test
  @DisplayName("finds the devices again after the adb server was restarted")
  void serverRestarted() throws Exception {
    List<VirtualDevice> phones = DemoDevices.load();
    open(phones, 120, 40);
    terminal.await("ChargingJob");
    int port = server.port();
    server.close();
    terminal.await("LOST");
    server = VirtualAdbServer.start(phones, port);
    terminal.await("live");
  }

  @Test
  @DisplayName("takes a dump that grows to 2,000 jobs, and one that is none")
  void growingDump() throws Exception {
    AtomicReference<String> dump = new AtomicReference<>(Stage.manyJobs(3));
    VirtualDevice phone = VirtualDevice.named("phone").build();
    open(
        List.of(phone),
        100,
        30,
        device ->
            Reading.of(
                SourceInfo.ofSerial("phone", SourceInfo.Kind.DEVICE),
                io.github.jobdoctor.dumpsys.JobSchedulerDump.parse(dump.get())));
    terminal.await("3 jobs:");
    dump.set(Stage.manyJobs(2_000));
    terminal.await("2000 jobs:");
    terminal.type("G");
    terminal.await("/1999");
    dump.set("Can't find service: jobscheduler");
    terminal.await("LOST");
    dump.set(Stage.manyJobs(5));
    terminal.await("5 jobs:");
  }

  @Test
  @DisplayName("draws itself anew at every size it is given, however fast they come")
  void resizeStorm() throws Exception {
    open(DemoDevices.load(), 80, 24);
    terminal.await("ChargingJob");
    for (int i = 0; i < 60; i++) {
      terminal.resize(10 + (i * 37) % 490, 3 + (i * 7) % 60);
      terminal.type(i % 3 == 0 ? "j" : i % 3 == 1 ? "w" : "q\033");
    }
    terminal.resize(10, 3);
    terminal.resize(100, 30);
    terminal.type(":jobs\r");
    terminal.await(shown -> shown.contains("ChargingJob") && shown.contains("? help"));
  }

  @Test
  @DisplayName("keeps up with keys that are typed faster than it draws")
  void fastKeys() throws Exception {
    open(DemoDevices.load(), 80, 24);
    terminal.await("ChargingJob");
    terminal.type("j".repeat(5_000) + "k".repeat(3));
    terminal.await("u10a130/201");
    terminal.type("\r");
    terminal.await("jobs › u0a129/40");
  }

  @Test
  @DisplayName("ends with Ctrl-C")
  void ends() throws Exception {
    open(DemoDevices.load(), 80, 24);
    terminal.await("ChargingJob");
    terminal.type("\003");
    assertEquals(Watch.End.INTERRUPTED, ended());
    assertTrue(terminal.isAsBefore());
  }

  @Test
  @DisplayName("ends with the interrupt signal")
  void endsWithTheSignal() throws Exception {
    open(DemoDevices.load(), 80, 24);
    terminal.await("ChargingJob");
    terminal.raise(Signal.INT);
    assertEquals(Watch.End.INTERRUPTED, ended());
  }

  @Test
  @DisplayName("hands the terminal back while it is suspended, and draws itself anew afterwards")
  void suspends() throws Exception {
    open(DemoDevices.load(), 80, 24);
    terminal.await("ChargingJob");
    int before = terminal.bytes();
    terminal.type("\032");
    terminal.await(shown -> suspended.get());
    String since = terminal.written().substring(before);
    assertTrue(since.contains("\033[?1049l"));
    terminal.await(
        shown ->
            terminal.written().lastIndexOf("\033[?1049h") > before
                && shown.contains("ChargingJob"));
    assertFalse(terminal.isAsBefore());
  }

  @Test
  @DisplayName("hands the terminal back before a bug of ours is reported")
  void bug() throws Exception {
    VirtualDevice phone =
        VirtualDevice.named("phone").service("x", AndroidService.dumping("")).build();
    open(
        List.of(phone),
        80,
        24,
        device -> {
          throw new IllegalStateException("a bug");
        });
    Exception thrown = assertThrows(Exception.class, this::ended);
    assertTrue(thrown.getCause() instanceof IllegalStateException, thrown.toString());
    assertTrue(terminal.isAsBefore());
    assertTrue(terminal.written().endsWith("\033[?1049l"));
  }

  @Test
  @DisplayName("saves what it shows, and hands a command line to the clipboard")
  void savesAndCopies() throws Exception {
    open(DemoDevices.load(), 120, 40);
    terminal.await("ChargingJob");
    terminal.type("\023");
    terminal.await("The screen is in");
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(Files.readString(files.findFirst().orElseThrow()).contains("ChargingJob"));
    }
    terminal.type("c");
    terminal.await("jobdoctor -s demo-api36 show");
    assertTrue(terminal.written().contains("\033]52;c;"));
  }
}
