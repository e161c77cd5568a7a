package io.github.jobdoctor.conditions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Conditions")
class ConditionsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final List<String> SERVICES =
      List.of(
          "dumpsys deviceidle",
          "dumpsys battery",
          "dumpsys power",
          "dumpsys appops",
          "dumpsys connectivity",
          "dumpsys activity lru",
          "settings list global",
          "cmd netpolicy list wifi-networks");

  @TempDir Path state;

  private final List<VirtualDevice> devices = DemoDevices.load();
  private VirtualAdbServer server;
  private Devices connected;
  private Conditions conditions;

  @BeforeEach
  void start() throws Exception {
    server = VirtualAdbServer.start(devices, 0);
    connected =
        Adb.connect(new AdbServer("127.0.0.1", server.port()), Map.of(), TIMEOUT, note -> {});
    conditions = here(state);
  }

  @AfterEach
  void stop() {
    connected.close();
    server.close();
  }

  private static Conditions here(Path folder) {
    return new Conditions(Optional.of(new JournalFolder(folder)), "desk", duration -> {}, TIMEOUT);
  }

  private VirtualDevice virtual(int level) {
    return devices.stream()
        .filter(device -> device.serial().equals("demo-api" + level))
        .findFirst()
        .orElseThrow();
  }

  private Device device(int level) throws DeviceException {
    return connected.device("demo-api" + level);
  }

  private static List<Condition> wanted(String... words) {
    return Stream.of(words).map(word -> Condition.parse(word, OptionalInt.empty())).toList();
  }

  private static String shell(Device device, String line) throws DeviceException {
    return device
        .shell(new ShellCommand(List.of(line.split(" ", -1))), TIMEOUT)
        .stdout()
        // It counts from when the recording was first asked.
        .replaceAll("Elapsed clock: \\d+", "");
  }

  private static Map<String, String> all(Device device) throws DeviceException {
    Map<String, String> texts = new java.util.TreeMap<>();
    for (String service : SERVICES) {
      texts.put(service, shell(device, service));
    }
    return texts;
  }

  private List<Path> journals() throws IOException {
    if (!Files.isDirectory(state)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(state)) {
      return files.toList();
    }
  }

  @ParameterizedTest(name = "{1} on API {0}")
  @CsvSource({
    "28, doze",
    "34, doze=deep",
    "36, doze=light",
    "28, unplugged",
    "30, unplugged",
    "36, charging",
    "34, charging=usb",
    "30, charging=wireless",
    "28, battery=7",
    "36, battery=100",
    "28, battery-saver",
    "30, battery-saver",
    "36, battery-saver",
    "28, background-restricted=com.example.app",
    "36, background-restricted=com.example.app",
    "28, network=off",
    "30, network=off",
    "36, network=off",
    "30, network=metered",
    "28, background",
    "36, background=com.example.app",
    "28, bucket=com.example.app:rare",
    "30, bucket=com.example.app:restricted",
    "36, bucket=com.example.app:working_set",
    "28, inactive=com.example.app",
    "30, inactive=com.example.app",
    "36, inactive=com.example.app",
  })
  @DisplayName("are set, read back, and leave the device as it was")
  void setAndPutBack(int level, String word) throws Exception {
    Device device = device(level);
    Map<String, String> before = all(device);
    String bucket = shell(device, "am get-standby-bucket com.example.app");
    try (Held held = conditions.apply(device, wanted(word))) {
      Condition condition = wanted(word).get(0);
      Shell shell = new Shell(device, TIMEOUT);
      assertTrue(condition.kind().holds(condition, condition.kind().read(condition, shell)));
      assertEquals(1, journals().size());
      Restored restored = held.restore();
      assertTrue(restored.isComplete(), restored.toString());
    }
    assertEquals(before, all(device));
    assertEquals(bucket, shell(device, "am get-standby-bucket com.example.app"));
    assertEquals(List.of(), journals());
    assertEquals(List.of(), conditions.planOfRestore(device));
    assertTrue(virtual(level).files().content(DeviceJournal.FOLDER + "/journal").isEmpty());
  }

  @Test
  @DisplayName("open the app again that they sent to the background")
  void backToTheFront() throws Exception {
    Device device = device(36);
    shell(device, "monkey -p com.example.app -c android.intent.category.LAUNCHER 1");
    try (Held held = conditions.apply(device, wanted("background"))) {
      assertTrue(shell(device, "dumpsys activity lru").contains("TOP  LCM 2100:com.example.laun"));
      assertTrue(held.restore().isComplete());
    }
    assertTrue(shell(device, "dumpsys activity lru").contains("TOP  LCM 3100:com.example.app/"));
    // Monkey would leave automatic rotation on.
    assertTrue(indexOf(virtual(36).commands(), "am start -a") > 0);
    assertEquals(
        1, virtual(36).commands().stream().filter(line -> line.contains("monkey")).count());
  }

  @Test
  @DisplayName("are written down on both sides before anything is changed")
  void journalFirst() throws Exception {
    virtual(36).inject(Faults.none().droppingAfter(0).onlyFor("force-idle").times(1));
    assertThrows(
        DeviceException.Lost.class,
        () -> conditions.apply(device(36), wanted("unplugged", "doze")));
    List<String> commands = virtual(36).commands();
    int written = indexOf(commands, "sh -c");
    assertTrue(written >= 0 && written < indexOf(commands, "dumpsys battery unplug"));
    assertTrue(indexOf(commands, "dumpsys battery unplug") < indexOf(commands, "force-idle"));
    // The device was lost for a moment only, so all is put back at once.
    assertFalse(shell(device(36), "dumpsys battery").contains("UPDATES STOPPED"));
    assertEquals(List.of(), journals());
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  @DisplayName("change nothing when this computer cannot keep the journal")
  void noJournalNoChange() throws Exception {
    Path file = Files.writeString(state.resolve("file"), "in the way");
    ConditionException refused =
        assertThrows(
            ConditionException.class,
            () -> here(file.resolve("conditions")).apply(device(36), wanted("doze")));
    assertEquals(Reason.NO_JOURNAL, refused.reason());
    assertEquals(-1, indexOf(virtual(36).commands(), "force-idle"));
    assertEquals(List.of(), conditions.planOfRestore(device(36)));
  }

  @ParameterizedTest(name = "from the same computer: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("of a process that was killed are put back by another, from any computer")
  void afterKill(boolean sameComputer) throws Exception {
    Device device = device(34);
    Map<String, String> before = all(device);
    // A process that is gone leaves its journals, and nothing else.
    conditions.apply(device, wanted("doze", "unplugged", "bucket=com.example.app:rare")).keep();
    Conditions other = sameComputer ? conditions : here(state.resolve("elsewhere"));
    Restored restored = other.restore(device, true);
    assertTrue(restored.isComplete(), restored.toString());
    assertEquals(3, restored.conditions().size());
    assertEquals(before, all(device));
    assertEquals("10\n", shell(device, "am get-standby-bucket com.example.app"));
    assertEquals(List.of(), other.restore(device, false).conditions());
    // The first computer's own journal is found out to be done with, too.
    assertTrue(conditions.restore(device, true).isComplete());
    assertEquals(List.of(), journals().stream().filter(Files::isRegularFile).toList());
  }

  @Test
  @DisplayName("are put back from this computer's journal when the device has lost its own")
  void hostJournalAlone() throws Exception {
    Device device = device(36);
    conditions.apply(device, wanted("unplugged")).keep();
    virtual(36).files().remove(DeviceJournal.FOLDER);
    assertEquals(
        Reason.HELD,
        assertThrows(ConditionException.class, () -> conditions.apply(device, wanted("doze")))
            .reason());
    assertTrue(conditions.restore(device, true).isComplete());
    assertFalse(shell(device, "dumpsys battery").contains("UPDATES STOPPED"));
    assertEquals(List.of(), journals());
  }

  @Test
  @DisplayName(
      "stay journalled, with the commands, when the cable is pulled; and go when it is back")
  void cablePulled() throws Exception {
    Device device = device(30);
    Map<String, String> before = all(device);
    Held held = conditions.apply(device, wanted("unplugged", "battery-saver"));
    virtual(30).state(ConnectionState.OFFLINE);
    Restored restored = held.restore();
    assertFalse(restored.isComplete());
    assertEquals(
        List.of("cmd power set-mode 0", "dumpsys battery reset"),
        restored.missing().stream()
            .flatMap(missing -> missing.commands().stream())
            .map(ShellCommand::line)
            .toList());
    assertEquals(1, journals().size());
    virtual(30).state(ConnectionState.DEVICE);
    assertTrue(conditions.restore(device(30), true).isComplete());
    assertEquals(before, all(device(30)));
    assertEquals(List.of(), journals());
  }

  @Test
  @DisplayName("of which one cannot be put back put the others back, and say how")
  void oneStays() throws Exception {
    Conditions hasty =
        new Conditions(
            Optional.of(new JournalFolder(state)), "desk", pause -> {}, Duration.ofSeconds(2));
    Device device = device(36);
    shell(device, "dumpsys deviceidle force-idle deep");
    Held held = hasty.apply(device, wanted("doze", "background-restricted=com.example.app"));
    shell(device, "dumpsys deviceidle disable deep");
    Restored restored = held.restore();
    assertFalse(restored.isComplete());
    assertEquals("doze=deep", restored.missing().get(0).condition().text());
    assertEquals(
        "dumpsys deviceidle force-idle deep", restored.missing().get(0).commands().get(0).line());
    assertTrue(restored.missing().get(0).why().contains("not enabled"), restored.toString());
    assertTrue(
        shell(device, "cmd appops get com.example.app RUN_ANY_IN_BACKGROUND")
            .contains("No operations"));
    assertEquals(1, journals().size());
    shell(device, "dumpsys deviceidle enable deep");
    assertTrue(held.restore().isComplete());
    assertTrue(shell(device, "dumpsys deviceidle").contains("mForceIdle=true"));
  }

  @Test
  @DisplayName("put back what somebody else had faked as it was found, and do not reset it")
  void fakedBefore() throws Exception {
    Device device = device(36);
    shell(device, "dumpsys battery set level 42");
    shell(device, "dumpsys battery set usb 1");
    String before = shell(device, "dumpsys battery");
    try (Held held = conditions.apply(device, wanted("unplugged", "battery=3"))) {
      assertTrue(shell(device, "dumpsys battery").contains("  level: 3\n"));
      assertTrue(held.restore().isComplete());
    }
    assertEquals(before, shell(device, "dumpsys battery"));
    assertEquals(-1, indexOf(virtual(36).commands(), "battery reset"));
  }

  @Test
  @DisplayName("leave Doze forced that was forced before")
  void dozeBefore() throws Exception {
    Device device = device(30);
    String before = shell(device, "dumpsys deviceidle");
    try (Held held = conditions.apply(device, wanted("doze"))) {
      shell(device, "dumpsys deviceidle unforce");
      assertTrue(held.restore().isComplete());
    }
    assertEquals(before, shell(device, "dumpsys deviceidle"));
    assertEquals(-1, indexOf(virtual(30).commands(), "force-inactive"));
  }

  @Test
  @DisplayName("wake a device that would stay in Doze, since its screen is off and it has no power")
  void stuckInDoze() throws Exception {
    Device device = device(30);
    shell(device, "dumpsys deviceidle unforce");
    Map<String, String> before = all(device);
    assertTrue(before.get("dumpsys deviceidle").contains("mState=ACTIVE"));
    shell(device, "dumpsys battery unplug");
    try (Held held = conditions.apply(device, wanted("doze"))) {
      assertTrue(held.restore().isComplete());
    }
    String idle = shell(device, "dumpsys deviceidle");
    assertTrue(idle.contains("mForceIdle=false") && !idle.contains("mState=IDLE"), idle);
    assertTrue(idle.contains("mLightEnabled=true  mDeepEnabled=true"), idle);
  }

  @Test
  @DisplayName("that the device does not take leave no trace, and say what it said")
  void notTaken() throws Exception {
    Device device = device(36);
    shell(device, "dumpsys deviceidle disable deep");
    Map<String, String> before = all(device);
    ConditionException refused =
        assertThrows(
            ConditionException.class, () -> conditions.apply(device, wanted("unplugged", "doze")));
    assertEquals(Reason.REFUSED, refused.reason());
    assertTrue(refused.getMessage().contains("Unable to go deep idle; not enabled"));
    assertEquals(before, all(device));
    assertEquals(List.of(), journals());
  }

  @ParameterizedTest(name = "{1} on API {0}: {2}")
  @CsvSource({
    "28, bucket=com.example.app:restricted, REFUSED",
    "28, network=metered, REFUSED",
    "36, network=metered, REFUSED",
    "36, bucket=com.google.android.gms:rare, REFUSED",
    "36, bucket=no.such.app:rare, NOT_FOUND",
    "36, inactive=no.such.app, NOT_FOUND",
    "36, background-restricted=no.such.app, NOT_FOUND",
    "36, unplugged charging, CONTRADICTION",
    "36, charging battery-saver, CONTRADICTION",
    "36, doze=deep doze=light, CONTRADICTION",
    "36, bucket=com.x:rare inactive=com.x, CONTRADICTION",
  })
  @DisplayName("that there are not, or that contradict each other, are refused and change nothing")
  void refused(int level, String words, Reason reason) throws Exception {
    Map<String, String> before = all(device(level));
    ConditionException refused =
        assertThrows(
            ConditionException.class,
            () -> conditions.apply(device(level), wanted(words.split(" ", -1))));
    assertEquals(reason, refused.reason(), refused.getMessage());
    assertEquals(before, all(device(level)));
    assertEquals(List.of(), journals());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bucket=com.x;reboot:rare",
        "bucket=$(reboot):rare",
        "inactive=--user",
        "inactive=-f",
        "inactive=",
        "inactive",
        "background-restricted=a'b",
        "bucket=com.x",
        "bucket=com.x:exempted",
        "battery=101",
        "battery=-1",
        "battery",
        "doze=deeper",
        "network",
        "nap",
      })
  @DisplayName("with names that are none, hostile ones too, are no conditions")
  void hostile(String word) {
    assertThrows(IllegalArgumentException.class, () -> Condition.parse(word, OptionalInt.empty()));
  }

  @Test
  @DisplayName("hold a device for one run at a time, and name the run that has it")
  void oneAtATime() throws Exception {
    Device device = device(36);
    try (Held held = conditions.apply(device, wanted("doze"))) {
      ConditionException second =
          assertThrows(
              ConditionException.class, () -> conditions.apply(device, wanted("unplugged")));
      assertEquals(Reason.HELD, second.reason());
      assertTrue(second.getMessage().contains("process " + ProcessHandle.current().pid()));
      assertTrue(second.getMessage().contains("still runs"), second.getMessage());
      ConditionException restore =
          assertThrows(ConditionException.class, () -> conditions.restore(device, false));
      assertEquals(Reason.HELD, restore.reason());
      ConditionException elsewhere =
          assertThrows(
              ConditionException.class,
              () -> here(state.resolve("elsewhere")).apply(device, wanted("unplugged")));
      assertTrue(elsewhere.getMessage().contains("on desk"), elsewhere.getMessage());
      assertTrue(held.restore().isComplete());
    }
    conditions.apply(device, wanted("unplugged")).close();
  }

  @Test
  @DisplayName("are not kept waiting by a lock without a journal")
  void emptyLock() throws Exception {
    Device device = device(36);
    shell(device, "mkdir " + DeviceJournal.FOLDER);
    assertEquals(
        Reason.HELD,
        assertThrows(ConditionException.class, () -> conditions.apply(device, wanted("doze")))
            .reason());
    assertTrue(conditions.isClaimed(device));
    Restored restored = conditions.restore(device, false);
    assertTrue(restored.isComplete());
    assertTrue(restored.remarks().get(0).contains("lock"), restored.toString());
    assertFalse(conditions.isClaimed(device));
    conditions.apply(device, wanted("doze")).close();
  }

  @Test
  @DisplayName("are put back once when the program is ended, and no other step begins")
  void interrupted() throws Exception {
    List<java.util.function.Supplier<OptionalInt>> last = new ArrayList<>();
    List<Restored> told = new ArrayList<>();
    Conditions guarded =
        conditions.guardedBy(
            todo -> {
              last.add(todo);
              return () -> {};
            },
            (serial, restored) -> {
              told.add(restored);
              return OptionalInt.of(restored.isComplete() ? 0 : 9);
            });
    Held held = guarded.apply(device(36), wanted("doze", "unplugged"));
    // The first was there until the journal was, and gave the lock back.
    assertEquals(2, last.size());
    assertEquals(OptionalInt.of(0), last.get(1).get());
    assertTrue(told.get(0).isComplete());
    int commands = virtual(36).commands().size();
    held.restore();
    held.close();
    assertEquals(commands, virtual(36).commands().size());
    assertThrows(ConditionException.class, () -> held.step(() -> {}));
  }

  @Test
  @DisplayName("say where what is put back is not quite as before")
  void bucketByHand() throws Exception {
    Held held = conditions.apply(device(36), wanted("bucket=com.example.frequent:rare"));
    Restored restored = held.restore();
    assertTrue(restored.isComplete());
    assertTrue(restored.remarks().get(0).contains("by hand until it is opened"));
    // Bucket ACTIVE comes back without a trace.
    Restored active = conditions.apply(device(36), wanted("bucket=com.example.app:rare")).restore();
    assertEquals(List.of(), active.remarks());
  }

  @Test
  @DisplayName("do not cut the network through which a device is reached")
  void overTheNetwork() throws Exception {
    VirtualDevice far = VirtualDevice.named("192.168.1.7:5555").build();
    try (VirtualAdbServer other = VirtualAdbServer.start(List.of(far), 0);
        Devices there =
            Adb.connect(new AdbServer("127.0.0.1", other.port()), Map.of(), TIMEOUT, n -> {})) {
      ConditionException refused =
          assertThrows(
              ConditionException.class,
              () -> conditions.apply(there.device(far.serial()), wanted("network=off")));
      assertEquals(Reason.CONTRADICTION, refused.reason());
      assertTrue(refused.getMessage().contains("--force"));
    }
  }

  @Test
  @DisplayName("are shown with what a journal would put back, and for the apps that have some")
  void shown() throws Exception {
    Device device = device(36);
    shell(device, "am set-standby-bucket com.example.never rare");
    shell(device, "cmd appops set com.example.never RUN_ANY_IN_BACKGROUND ignore");
    conditions.apply(device, wanted("doze", "bucket=com.example.app:rare")).keep();
    List<Shown> shown = conditions.show(device);
    Shown doze = shown.get(0);
    assertEquals("doze=deep", doze.condition());
    assertTrue(doze.imposed());
    assertEquals(Optional.of("none (deep ACTIVE, light ACTIVE)"), doze.was());
    assertEquals("bucket=com.example.app:rare", shown.get(1).condition());
    assertEquals(Optional.of("rare, set by hand"), shown.get(1).state());
    assertEquals("bucket=com.example.never", shown.get(2).condition());
    assertTrue(
        shown.stream()
            .anyMatch(one -> one.condition().equals("background-restricted=com.example.never")));
    assertTrue(conditions.restore(device, true).isComplete());
  }

  @Test
  @DisplayName("are forgotten although the journal of another device cannot be read")
  void beforeAnUnreadableOne() throws Exception {
    Files.createDirectories(state);
    Path foreign = state.resolve("a-device.journal");
    Files.writeString(foreign, "jobdoctor conditions 9\nend\n");
    Held held = conditions.apply(device(36), wanted("doze"));
    assertTrue(conditions.isAtWork(held.journal()));
    assertTrue(held.restore().isComplete());
    assertEquals(List.of(foreign), journals());
  }

  @Test
  @DisplayName("of an ended run leave the journal of a later one on the device")
  void anothersJournal() throws Exception {
    Device device = device(36);
    Held first = conditions.apply(device, wanted("doze"));
    Conditions elsewhere = here(state.resolve("elsewhere"));
    assertTrue(elsewhere.restore(device, true).isComplete());
    Held second = elsewhere.apply(device, wanted("unplugged"));
    assertTrue(first.restore().isComplete());
    assertEquals(second.journal().id(), elsewhere.journal(device).orElseThrow().id());
    assertTrue(virtual(36).files().content(DeviceJournal.FOLDER + "/journal").isPresent());
    assertTrue(second.restore().isComplete());
    assertTrue(virtual(36).files().content(DeviceJournal.FOLDER + "/journal").isEmpty());
  }

  @Test
  @DisplayName("of an app that was uninstalled meanwhile are gone with it, and hold nobody up")
  void uninstalled() throws Exception {
    Device device = device(36);
    Journal gone = conditions.apply(device, wanted("bucket=com.example.app:rare")).journal();
    shell(device, "am set-standby-bucket com.example.app active");
    String text = gone.text().replace("com.example.app", "com.example.gone");
    Journal there = Journal.parse(text).orElseThrow();
    new JournalFolder(state).save(there);
    new DeviceJournal(new Shell(device, TIMEOUT)).write(there);
    assertEquals(List.of(), conditions.planOfRestore(device).get(0).set());
    Restored restored = conditions.restore(device, true);
    assertTrue(restored.isComplete(), restored.toString());
    assertTrue(restored.remarks().get(0).contains("no app com.example.gone"));
    assertEquals(List.of(), journals());
  }

  @Test
  @DisplayName("are read under the lock, so that nobody takes another run's Doze for the device's")
  void readUnderTheLock() throws Exception {
    conditions.apply(device(36), wanted("doze")).close();
    List<String> commands = virtual(36).commands();
    assertTrue(
        indexOf(commands, "mkdir " + DeviceJournal.FOLDER)
            < indexOf(commands, "dumpsys deviceidle"));
    assertThrows(
        ConditionException.class,
        () -> conditions.apply(device(36), wanted("bucket=com.example.nope:rare")));
    assertTrue(virtual(36).files().content(DeviceJournal.FOLDER + "/journal").isEmpty());
    conditions.apply(device(36), wanted("doze")).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inactive=com.google.android.gms", "bucket=com.google.android.gms:rare"})
  @DisplayName("of standby are refused for an app that Android exempts, before anything is set")
  void exempt(String word) throws Exception {
    Device device = device(34);
    Map<String, String> before = all(device);
    ConditionException refused =
        assertThrows(ConditionException.class, () -> conditions.apply(device, wanted(word)));
    assertEquals(Reason.REFUSED, refused.reason());
    assertTrue(refused.getMessage().contains("exempts com.google.android.gms"));
    assertEquals(before, all(device));
    assertEquals("5\n", shell(device, "am get-standby-bucket com.google.android.gms"));
  }

  @Test
  @DisplayName("of a charger bring back the battery saver that the charger ended")
  void chargerEndsSaver() throws Exception {
    Device device = device(34);
    shell(device, "dumpsys battery unplug");
    shell(device, "cmd power set-mode 1");
    Map<String, String> before = all(device);
    try (Held held = conditions.apply(device, wanted("charging"))) {
      assertFalse(before.equals(all(device)));
      assertTrue(held.restore().isComplete());
    }
    assertEquals(before, all(device));
  }

  @Test
  @DisplayName("are put back from the device's journal when this computer's is damaged")
  void damagedHere() throws Exception {
    Device device = device(36);
    conditions.apply(device, wanted("unplugged")).keep();
    Files.writeString(journals().get(0), "jobdoctor conditions 1\npid x%\nend\n");
    Restored restored = conditions.restore(device, true);
    assertTrue(restored.isComplete(), restored.toString());
    assertTrue(restored.remarks().get(0).contains(".unreadable"), restored.toString());
    assertFalse(shell(device, "dumpsys battery").contains("UPDATES STOPPED"));
    conditions.apply(device, wanted("doze")).close();
  }

  @Test
  @DisplayName("whose only journal cannot be read say what is to be done")
  void damagedAlone() throws Exception {
    Files.createDirectories(state);
    Files.writeString(state.resolve("demo-api36.journal"), "jobdoctor conditions 9\nend\n");
    ConditionException here =
        assertThrows(ConditionException.class, () -> conditions.restore(device(36), false));
    assertEquals(Reason.UNREADABLE, here.reason());
    assertTrue(here.getMessage().contains("another version of jobdoctor. The"), here.getMessage());
    assertTrue(here.getMessage().contains("delete the file"), here.getMessage());
    shell(device(34), "mkdir " + DeviceJournal.FOLDER);
    device(34)
        .shell(
            ShellCommand.of(
                "sh",
                "-c",
                "echo \"$1\" > \"$2.new\" && mv \"$2.new\" \"$2\" && sync",
                "jobdoctor",
                "jobdoctor conditions 2\nend",
                DeviceJournal.FOLDER + "/journal"),
            TIMEOUT);
    ConditionException there =
        assertThrows(ConditionException.class, () -> conditions.restore(device(34), false));
    assertEquals(Reason.UNREADABLE, there.reason());
    assertTrue(there.getMessage().contains("adb shell rm -r " + DeviceJournal.FOLDER));
  }

  @Test
  @DisplayName("of light Doze are reached from deep Doze that is forced, which then comes back")
  void fromDeepToLight() throws Exception {
    Device device = device(30);
    Map<String, String> before = all(device);
    assertTrue(before.get("dumpsys deviceidle").contains("mForceIdle=true"));
    try (Held held = conditions.apply(device, wanted("doze=light"))) {
      assertTrue(shell(device, "dumpsys deviceidle").contains("mLightState=IDLE"));
      assertTrue(held.restore().isComplete());
    }
    assertEquals(before, all(device));
  }
}
