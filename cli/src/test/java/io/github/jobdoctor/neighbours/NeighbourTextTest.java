package io.github.jobdoctor.neighbours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.ActiveNetwork;
import io.github.jobdoctor.job.AppOps;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.InstalledPackages;
import io.github.jobdoctor.job.InstalledPackages.InstalledPackage;
import io.github.jobdoctor.job.InstalledPackages.PackageUser;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Power;
import io.github.jobdoctor.job.ProcessExits;
import io.github.jobdoctor.job.ProcessExits.Reason;
import io.github.jobdoctor.job.RunningProcesses;
import io.github.jobdoctor.job.RunningProcesses.RunningProcess;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Thermal;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a neighbour prints")
class NeighbourTextTest {

  @Test
  @DisplayName("tells Doze of API 23, which has no light one")
  void deviceIdle23() {
    DeviceIdle idle = Texts.read(DeviceIdle.class, Neighbour.DEVICE_IDLE, Texts.DEVICE_IDLE_23);
    assertEquals(
        Optional.of(new Fact<>("IDLE", new DumpLine(22, "  mState=IDLE"))), idle.deepState());
    assertEquals(Optional.empty(), idle.lightState());
    assertEquals(Optional.of(true), value(idle.forced()));
    assertEquals(Optional.of(true), value(idle.deepEnabled()));
    assertEquals(Optional.empty(), idle.lightEnabled());
    assertEquals(List.of("com.x"), values(idle.userPackages()));
    assertEquals(List.of(2000, 10086), values(idle.appIds()));
    assertEquals(List.of(10099), values(idle.temporaryAppIds()));
  }

  @Test
  @DisplayName("tells Doze of API 34, and takes no sensor's name for a state")
  void deviceIdle34() {
    DeviceIdle idle = Texts.read(DeviceIdle.class, Neighbour.DEVICE_IDLE, Texts.DEVICE_IDLE_34);
    assertEquals(Optional.of("ACTIVE"), value(idle.deepState()));
    assertEquals(Optional.of("INACTIVE"), value(idle.lightState()));
    assertEquals(Optional.of(false), value(idle.forced()));
    assertEquals(Optional.of(false), value(idle.deepEnabled()));
    assertEquals(Optional.of(true), value(idle.lightEnabled()));
    assertEquals(Optional.of(true), value(idle.screenLocked()));
    assertEquals(List.of("com.android.shell"), values(idle.systemPackages()));
    assertEquals(List.of("com.x", "com.y"), values(idle.userPackages()));
    assertEquals(List.of(10086), values(idle.userAppIds()));
    assertEquals(List.of(), idle.temporaryAppIds());
  }

  @Test
  @DisplayName("tells a battery that is plugged in and does not charge")
  void battery() {
    Battery battery = Texts.read(Battery.class, Neighbour.BATTERY, Texts.BATTERY);
    assertEquals(new DumpLine(3, "  USB powered: true"), battery.pluggedIn().orElseThrow().line());
    assertEquals(Set.of("AC", "USB", "Wireless", "Dock"), battery.powered().keySet());
    assertEquals(Optional.of("not charging"), battery.statusWord());
    assertEquals(Optional.of(80), value(battery.level()));
    assertFalse(battery.updatesStopped().value());
    assertEquals(Optional.of(4), value(battery.chargingState()));
    assertEquals(Optional.of(2), value(battery.chargingPolicy()));
  }

  @Test
  @DisplayName("tells a battery that somebody fakes, by the line that says so")
  void fakedBattery() {
    Battery battery = Texts.read(Battery.class, Neighbour.BATTERY, Texts.BATTERY_FAKED);
    assertTrue(battery.updatesStopped().value());
    assertEquals(2, battery.updatesStopped().line().line());
    assertEquals(Optional.of(false), value(battery.pluggedIn()));
    assertEquals(Optional.empty(), battery.chargingState());
  }

  @Test
  @DisplayName("tells heat of the device itself, not of one beside it")
  void thermal() {
    Thermal thermal = Texts.read(Thermal.class, Neighbour.THERMAL, Texts.THERMAL);
    assertEquals(Optional.of(4), value(thermal.status()));
    assertEquals(Optional.of(true), value(thermal.overridden()));
  }

  @Test
  @DisplayName("tells battery saver in its old shape, its new one, and where there is none")
  void power() {
    Power old = Texts.read(Power.class, Neighbour.POWER, Texts.POWER_27);
    assertEquals(Optional.of(true), value(old.batterySaver()));
    assertEquals(Optional.of(true), value(old.deepDoze()));
    assertEquals(Optional.of(true), value(old.batteryLow()));
    assertEquals(Optional.of("Asleep"), value(old.wakefulness()));
    Power power = Texts.read(Power.class, Neighbour.POWER, Texts.POWER_34);
    assertEquals(
        Optional.of(new Fact<>(true, new DumpLine(18, "  Enabled=true"))), power.batterySaver());
    assertEquals(Optional.of(true), value(power.powered()));
    assertEquals(Optional.of(false), value(power.batterySaverSticky()));
    Power none = Texts.read(Power.class, Neighbour.POWER, Texts.POWER_37_WITHOUT_SAVER);
    assertEquals(Optional.of(false), value(none.batterySaver()));
  }

  @Test
  @DisplayName("tells who is idle up to API 27, user by user")
  void usageStats27() {
    AppStandby standby = Texts.read(AppStandby.class, Neighbour.USAGE_STATS, Texts.USAGE_STATS_27);
    assertEquals(Optional.of(true), value(standby.parole()));
    assertEquals(Optional.of(true), value(standby.charging()));
    assertEquals(
        List.of("0 com.x false", "0 com.y true", "10 com.x true"),
        standby.apps().stream()
            .map(app -> app.userId() + " " + app.packageName() + " " + app.idle().orElseThrow())
            .toList());
    AppStandby.App first = standby.app(0, "com.x").orElseThrow();
    assertEquals(Optional.of(Duration.ofMillis(1_644_119)), first.lastUsed());
    assertEquals(OptionalInt.empty(), first.bucketNumber());
    assertEquals(Optional.empty(), first.bucket());
  }

  @Test
  @DisplayName("tells buckets and their reasons since API 28, from the states and not the events")
  void usageStats28() {
    AppStandby old = Texts.read(AppStandby.class, Neighbour.USAGE_STATS, Texts.USAGE_STATS_28);
    AppStandby.App never = old.app(0, "com.x").orElseThrow();
    assertEquals(Optional.of(StandbyBucket.NEVER), never.bucket());
    assertEquals(Optional.of("d"), never.reason());
    assertEquals(5, never.line().line());
    AppStandby standby = Texts.read(AppStandby.class, Neighbour.USAGE_STATS, Texts.USAGE_STATS_34);
    AppStandby.App restricted = standby.app(0, "com.x").orElseThrow();
    assertEquals(Optional.of(StandbyBucket.RESTRICTED), restricted.bucket());
    assertTrue(restricted.forcedByUser());
    assertEquals(Optional.of(Duration.ofHours(74)), restricted.lastUsed());
    assertEquals(Optional.empty(), standby.app(0, "com.y").orElseThrow().bucket());
    assertEquals(
        Optional.of(new StandbyBucket("EXEMPTED")),
        standby.app(10, "com.x").orElseThrow().bucket());
    assertEquals(Optional.of(false), value(standby.charging()));
    assertEquals(Optional.empty(), standby.parole());
  }

  @Test
  @DisplayName("tells a package's state for each user, and not that of its hidden older version")
  void packages() {
    InstalledPackages installed =
        Texts.read(InstalledPackages.class, Neighbour.PACKAGE, Texts.PACKAGE);
    assertEquals(Set.of("com.x", "com.y"), installed.packages().keySet());
    assertTrue(installed.listed());
    InstalledPackage app = installed.find("com.x").orElseThrow();
    assertEquals(Optional.of(10086), value(app.appId()));
    assertEquals(Optional.of("1.4 (beta)"), value(app.versionName()));
    assertEquals(Optional.of(34), value(app.targetSdk()));
    assertEquals(Optional.of(true), value(app.debuggable()));
    assertEquals(Optional.of("com.android.vending"), value(app.installer()));
    assertEquals(9, app.line().line());
    PackageUser owner = app.users().get(0);
    assertEquals(Optional.of(true), owner.installed());
    assertEquals(Optional.of(true), owner.stopped());
    assertEquals(Optional.of(false), owner.notLaunched());
    assertEquals(Optional.of(false), owner.suspended());
    assertEquals(Optional.of(0), owner.enabled());
    assertEquals(Optional.empty(), owner.disabled());
    assertEquals(List.of("com.x.SyncService", "com.x.Other"), values(owner.disabledComponents()));
    assertEquals(List.of("com.x.Extra"), values(owner.enabledComponents()));
    PackageUser other = app.users().get(10);
    assertEquals(Optional.of(false), other.installed());
    assertEquals(Optional.of(true), other.disabled());
    InstalledPackage second = installed.find("com.y").orElseThrow();
    assertEquals(Optional.of(10087), value(second.appId()));
    assertEquals(Optional.empty(), second.versionName());
    assertEquals(Optional.of(false), value(second.debuggable()));
    assertEquals(Optional.of(false), second.users().get(0).disabled());
  }

  @Test
  @DisplayName("tells that a package is not installed")
  void absentPackage() {
    InstalledPackages none =
        Texts.read(InstalledPackages.class, Neighbour.PACKAGE, "Unable to find package: com.x\n");
    assertEquals(List.of("com.x"), none.absent());
    assertFalse(none.listed());
  }

  @Test
  @DisplayName("tells what the user forbade, as numbers or as words")
  void appOps() {
    assertEquals(
        List.of("u0a86 - RUN_IN_BACKGROUND ignore 4", "u0a86 com.x RUN_IN_BACKGROUND deny 7"),
        modes(Texts.APP_OPS_27));
    assertEquals(
        List.of(
            "u0a86 - RUN_IN_BACKGROUND foreground 14",
            "u0a86 com.x RUN_ANY_IN_BACKGROUND ignore 20",
            "u10a86 com.x RUN_ANY_IN_BACKGROUND default 26"),
        modes(Texts.APP_OPS_34));
  }

  private static List<String> modes(String text) {
    return Texts.read(AppOps.class, Neighbour.APP_OPS, text).modes().stream()
        .map(
            mode ->
                mode.uid()
                    + " "
                    + mode.packageName().orElse("-")
                    + " "
                    + mode.operation()
                    + " "
                    + mode.mode()
                    + " "
                    + mode.line().line())
        .toList();
  }

  @Test
  @DisplayName("tells why processes ended, with a value on each line")
  void exits30() {
    List<ProcessExits.Exit> exits =
        Texts.read(ProcessExits.class, Neighbour.EXIT_INFO, Texts.EXIT_INFO_30).exits();
    assertEquals(2, exits.size());
    ProcessExits.Exit first = exits.get(0);
    assertEquals("com.x", first.packageName());
    assertEquals(Optional.of("com.x:sync"), first.process());
    assertEquals(Optional.of(new Uid(10086)), first.uid());
    assertEquals(Optional.of(LocalDateTime.of(2026, 5, 3, 15, 59, 58, 123_000_000)), first.when());
    assertEquals(new Reason(13, "OTHER KILLS BY SYSTEM"), first.reason());
    assertEquals(Optional.empty(), first.subreason());
    assertEquals(OptionalInt.of(400), first.importance());
    assertEquals(Optional.of("kill all background"), first.description());
    assertEquals(17, first.line().line());
    assertEquals(new Reason(4, "APP CRASH(EXCEPTION)"), exits.get(1).reason());
    assertEquals(Optional.empty(), exits.get(1).description());
  }

  @Test
  @DisplayName("tells why processes ended, with several values on a line, whatever a note says")
  void exits37() {
    List<ProcessExits.Exit> exits =
        Texts.read(ProcessExits.class, Neighbour.EXIT_INFO, Texts.EXIT_INFO_37).exits();
    assertEquals(2, exits.size());
    ProcessExits.Exit stopped = exits.get(0);
    assertEquals(new Reason(10, "USER REQUESTED"), stopped.reason());
    assertEquals(Optional.of(new Reason(21, "FORCE STOP")), stopped.subreason());
    assertEquals(Optional.of(new Uid(10086)), stopped.uid());
    assertEquals(OptionalInt.of(9), stopped.status());
    assertEquals(
        Optional.of("stop com.x due to from pid 77 reason=6 (ANR)"), stopped.description());
    assertEquals(Optional.empty(), exits.get(1).when());
    assertEquals(Optional.of(new Reason(44, "JOB SERVICE START ANR")), exits.get(1).subreason());
  }

  @Test
  @DisplayName("tells what runs, from either list")
  void processes() {
    List<RunningProcess> now =
        Texts.read(RunningProcesses.class, Neighbour.PROCESSES, Texts.PROCESSES_34).processes();
    assertEquals(
        List.of(
            "com.x u0a86 fg TOP", "com.x:sync u10a86 cch+2 CEM", "com.x:sandbox0 u0a86 cch SVC"),
        described(now));
    assertTrue(now.get(0).top());
    assertFalse(now.get(1).top());
    List<RunningProcess> old =
        Texts.read(RunningProcesses.class, Neighbour.PROCESSES, Texts.PROCESSES_23).processes();
    assertEquals(List.of("com.x u0a86 fore T", "com.y u0a87 cch+6 CE"), described(old));
    assertTrue(old.get(0).top());
    assertEquals(7, old.get(0).line().line());
  }

  private static List<String> described(List<RunningProcess> processes) {
    return processes.stream()
        .map(
            process ->
                process.name()
                    + " "
                    + process.uid()
                    + " "
                    + process.importance()
                    + " "
                    + process.state().orElse("-"))
        .toList();
  }

  @Test
  @DisplayName("tells the default network and what it can do")
  void network() {
    ActiveNetwork old =
        Texts.read(ActiveNetwork.class, Neighbour.CONNECTIVITY, Texts.CONNECTIVITY_23);
    assertEquals(Optional.of(101), value(old.network()));
    assertEquals(Optional.of(false), old.has("VALIDATED"));
    assertEquals(Optional.of(true), old.has("NOT_METERED"));
    assertEquals(7, old.capabilities().orElseThrow().line().line());
    ActiveNetwork now =
        Texts.read(ActiveNetwork.class, Neighbour.CONNECTIVITY, Texts.CONNECTIVITY_34);
    assertEquals(Optional.of(List.of("WIFI", "VPN")), value(now.transports()));
    assertEquals(Optional.of(true), now.has("VALIDATED"));
    ActiveNetwork none =
        Texts.read(ActiveNetwork.class, Neighbour.CONNECTIVITY, Texts.CONNECTIVITY_NONE);
    assertFalse(none.connected().value());
    assertEquals(Optional.empty(), none.has("VALIDATED"));
  }

  @ParameterizedTest
  @EnumSource(Neighbour.class)
  @DisplayName("is read alike with the line ends of Windows")
  void windowsLineEnds(Neighbour neighbour) {
    String text = Texts.ALL.get(neighbour);
    assertEquals(Texts.read(neighbour, text), Texts.read(neighbour, text.replace("\n", "\r\n")));
  }

  @ParameterizedTest
  @EnumSource(Neighbour.class)
  @DisplayName("may be cut anywhere: nothing is read that the whole does not say")
  void cutAnywhere(Neighbour neighbour) {
    String text = Texts.ALL.get(neighbour);
    String whole = Texts.read(neighbour, text).orElseThrow().toString();
    for (int end = 0; end < text.length(); end++) {
      String cut = Texts.read(neighbour, text.substring(0, end)).map(Object::toString).orElse("");
      List<String> facts = List.of(cut.split("Fact\\[", -1));
      for (String fact : facts.subList(1, facts.size())) {
        String said = fact.substring(0, fact.indexOf(", text=", fact.indexOf("line=DumpLine[")));
        assertTrue(whole.contains(said), said);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Neighbour.class)
  @DisplayName("is nothing when it is what another one prints, or a complaint")
  void otherTexts(Neighbour neighbour) {
    for (Neighbour other : Neighbour.values()) {
      if (other != neighbour) {
        assertEquals(Optional.empty(), Texts.read(neighbour, Texts.ALL.get(other)), other.name());
      }
    }
    for (String complaint :
        List.of(
            "",
            "\n",
            "Can't find service: " + neighbour.service() + "\n",
            "Permission Denial: can't dump DeviceIdleController from from pid=1, uid=2\n",
            "*** SERVICE 'x' DUMP TIMEOUT (10000ms) EXPIRED ***\n",
            "Bad activity command, or no activities match: lru\n")) {
      assertEquals(Optional.empty(), Texts.read(neighbour, complaint), complaint);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=",
        "[",
        "{",
        "(",
        "Package [",
        "nc{[ Transports: ",
        "  # 1: ",
        "reason=",
        "\u0000",
        "\ud83d",
        "99999999999999999999",
        "mState=",
        "    User 0: installed=",
        "  Uid u0a"
      })
  @DisplayName("may be hostile: long lines, many of them, odd letters")
  void hostile(String piece) {
    String text =
        ("Packages:\n  Package [com.x] (1):\n"
                + piece.repeat(70_000 / piece.length())
                + "\n"
                + piece
                + "\n")
            .repeat(3);
    for (Neighbour neighbour : Neighbour.values()) {
      for (String before : List.of("", Texts.ALL.get(neighbour))) {
        Texts.read(neighbour, before + text + text.replace("\n", "\n    "));
      }
    }
  }

  private static <T> Optional<T> value(Optional<Fact<T>> fact) {
    return fact.map(Fact::value);
  }

  private static <T> List<T> values(List<Fact<T>> facts) {
    return facts.stream().map(Fact::value).toList();
  }
}
