package io.github.jobdoctor.jobscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The neighbours on a device")
class LiveNeighboursTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Set<Neighbour> ALL = EnumSet.allOf(Neighbour.class);

  @ParameterizedTest
  @ValueSource(ints = {28, 30, 34, 36})
  @DisplayName("say on the demo's devices what fits the jobs there")
  void demo(int level) throws Exception {
    VirtualDevice demo =
        DemoDevices.load().stream()
            .filter(device -> device.serial().equals("demo-api" + level))
            .findFirst()
            .orElseThrow();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(demo), 0);
        Devices devices = connect(server)) {
      Device device = devices.device(demo.serial());
      JobSchedulerSnapshot snapshot =
          JobSchedulerDump.parse(device.shell(JobScheduler.DUMP, LONG).stdout());
      Set<String> packages =
          snapshot.jobs().stream()
              .flatMap(job -> job.source().stream())
              .map(Job.Source::packageName)
              .collect(Collectors.toSet());
      Neighbours neighbours = new LiveNeighbours(device, LONG, LONG).ask(ALL, packages);
      Set<Neighbour> absent = EnumSet.noneOf(Neighbour.class);
      if (level < 29) {
        absent.add(Neighbour.THERMAL);
        absent.add(Neighbour.EXIT_INFO);
      }
      assertEquals(absent, neighbours.missing().keySet());
      assertEquals(OptionalInt.of(level), neighbours.device().apiLevel());
      assertFalse(neighbours.linesOfFile());
      assertEquals(packages, neighbours.installed().orElseThrow().packages().keySet());
      for (Job job : snapshot.jobs()) {
        if (job.source().isPresent() && job.standby().bucket().isPresent()) {
          Job.Source source = job.source().get();
          assertEquals(
              job.standby().bucket(),
              neighbours
                  .appStandby()
                  .orElseThrow()
                  .app(source.userId(), source.packageName())
                  .orElseThrow()
                  .bucket());
        }
      }
      boolean dozes = level == 30;
      assertEquals(dozes, neighbours.deviceIdle().orElseThrow().forced().orElseThrow().value());
      assertEquals(dozes, neighbours.power().orElseThrow().deepDoze().orElseThrow().value());
      assertEquals(dozes, neighbours.battery().orElseThrow().pluggedIn().orElseThrow().value());
      assertEquals(dozes, neighbours.network().orElseThrow().connected().value());
      assertTrue(
          neighbours.processes().orElseThrow().processes().stream()
              .anyMatch(
                  process ->
                      process.packageName().equals("com.example.running")
                          || process.packageName().equals("com.example.work")));
      if (level >= 30) {
        assertEquals(1, neighbours.exits().orElseThrow().exits().size());
        assertEquals(
            dozes ? 3 : 0, neighbours.thermal().orElseThrow().status().orElseThrow().value());
      }
    }
  }

  @Test
  @DisplayName("are asked for one package alone, where the service knows how")
  void onePackage() throws Exception {
    VirtualDevice demo = DemoDevices.load().get(0);
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(demo), 0);
        Devices devices = connect(server)) {
      Device device = devices.device(demo.serial());
      Set<Neighbour> asked =
          EnumSet.of(
              Neighbour.PACKAGE, Neighbour.EXIT_INFO, Neighbour.APP_OPS, Neighbour.USAGE_STATS);
      Neighbours rare =
          new LiveNeighbours(device, LONG, LONG).ask(asked, Set.of("com.example.rare"));
      assertEquals(1, rare.exits().orElseThrow().exits().size());
      assertEquals(
          Optional.of(new StandbyBucket("RARE")),
          rare.appStandby().orElseThrow().apps().get(0).bucket());
      assertTrue(rare.installed().orElseThrow().find("com.example.rare").isPresent());
      assertTrue(rare.deviceIdle().isEmpty());
      Neighbours none =
          new LiveNeighbours(device, LONG, LONG).ask(asked, Set.of("no such; reboot"));
      assertEquals(List.of("no such; reboot"), none.installed().orElseThrow().absent());
      assertTrue(demo.commands().stream().anyMatch(line -> line.contains("'no such; reboot'")));
    }
  }

  @Test
  @DisplayName("are missing with the reason when they refuse, fail, say nothing or are late")
  void missing() throws Exception {
    VirtualDevice phone =
        VirtualDevice.named("phone")
            .dumpsys("battery", "Current Battery Service state:\n  AC powered: false\n  level: 7\n")
            .dumpsys("deviceidle", "Permission Denial: can't dump deviceidle from pid=1\n")
            .dumpsys("power", "x\n")
            .dumpsys("usagestats", "")
            .service("thermalservice", slow())
            .dumpsys(
                "appops",
                """
                Current AppOps Service state:
                  Uid u0a1:

                *** SERVICE 'appops' DUMP TIMEOUT (10000ms) EXPIRED ***
                """)
            .build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(phone), 0);
        Devices devices = connect(server)) {
      Neighbours neighbours =
          new LiveNeighbours(devices.device("phone"), Duration.ofSeconds(2), LONG)
              .ask(
                  EnumSet.of(
                      Neighbour.BATTERY,
                      Neighbour.DEVICE_IDLE,
                      Neighbour.POWER,
                      Neighbour.USAGE_STATS,
                      Neighbour.CONNECTIVITY,
                      Neighbour.THERMAL,
                      Neighbour.APP_OPS),
                  Set.of("com.x"));
      assertTrue(neighbours.tellsAll(Neighbour.BATTERY));
      assertFalse(neighbours.tellsAll(Neighbour.APP_OPS));
      assertTrue(neighbours.appOps().isPresent());
      assertEquals(
          Map.of(
              Neighbour.DEVICE_IDLE,
              "Android refused deviceidle: Permission Denial: can't dump deviceidle from pid=1",
              Neighbour.POWER,
              "what power says has an unknown shape",
              Neighbour.USAGE_STATS,
              "usagestats says nothing",
              Neighbour.CONNECTIVITY,
              "Android refused connectivity: Can't find service: connectivity",
              Neighbour.THERMAL,
              "thermalservice did not answer within 2.0 s"),
          neighbours.missing());
      Neighbours late =
          new LiveNeighbours(devices.device("phone"), LONG, Duration.ZERO)
              .ask(Set.of(Neighbour.BATTERY), Set.of());
      assertEquals(
          Map.of(Neighbour.BATTERY, "there was no time left to ask battery"), late.missing());
    }
  }

  @Test
  @DisplayName("are given up when the device is lost")
  void lost() throws Exception {
    VirtualDevice phone =
        VirtualDevice.named("phone").dumpsys("battery", "x\n".repeat(9999)).build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(phone), 0);
        Devices devices = connect(server)) {
      Device device = devices.device("phone");
      device.properties();
      phone.inject(Faults.none().droppingAfter(100));
      assertThrows(
          DeviceException.Lost.class,
          () -> new LiveNeighbours(device, LONG, LONG).ask(Set.of(Neighbour.BATTERY), Set.of()));
    }
  }

  @Test
  @DisplayName("are not asked for where this Android has none")
  void levels() {
    List<String> asked = new ArrayList<>();
    for (int level : new int[] {21, 28, 29, 37}) {
      for (Neighbour neighbour :
          List.of(Neighbour.DEVICE_IDLE, Neighbour.PROCESSES, Neighbour.EXIT_INFO)) {
        asked.add(
            LiveNeighbours.command(neighbour, Set.of("com.x"), OptionalInt.of(level))
                .map(ShellCommand::line)
                .orElse("-"));
      }
    }
    assertEquals(
        List.of(
            "-",
            "dumpsys activity oom",
            "-",
            "dumpsys deviceidle",
            "dumpsys activity oom",
            "-",
            "dumpsys deviceidle",
            "dumpsys activity lru",
            "-",
            "dumpsys deviceidle",
            "dumpsys activity lru",
            "dumpsys activity exit-info com.x"),
        asked);
  }

  private static AndroidService slow() {
    return new AndroidService() {
      @Override
      public int dump(Program.Invocation invocation) throws IOException {
        try {
          Thread.sleep(LONG.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return 0;
      }

      @Override
      public int command(Program.Invocation invocation) {
        return 1;
      }
    };
  }

  private static Devices connect(VirtualAdbServer server) throws DeviceException {
    return Adb.connect(
        new AdbServer("127.0.0.1", server.port()), Map.of(), Duration.ofSeconds(20), note -> {});
  }
}
