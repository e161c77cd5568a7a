package io.github.jobdoctor.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("with and conditions")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands here are those of a POSIX system")
class ConditionsCommandsTest {

  @TempDir Path state;

  private final List<VirtualDevice> devices = DemoDevices.load();
  private final VirtualDevice phone = devices.get(0);
  private VirtualAdbServer server;

  @BeforeEach
  void start() throws IOException {
    server = VirtualAdbServer.start(devices, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Program.Result run(String... args) {
    String[] all =
        Stream.concat(Stream.of("-P", Integer.toString(server.port())), Stream.of(args))
            .toArray(String[]::new);
    return new Program().with("JOBDOCTOR_STATE", state.toString()).run(all);
  }

  private Program.Result onPhone(String... args) {
    return run(
        Stream.concat(Stream.of("-s", phone.serial()), Stream.of(args)).toArray(String[]::new));
  }

  private boolean ordered(String part) {
    return phone.commands().stream().anyMatch(line -> line.contains(part));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42})
  @DisplayName("end with the command's own exit code, and have put the device back by then")
  void exitCode(int code) {
    Program.Result result = onPhone("with", "doze", "unplugged", "--", "sh", "-c", "exit " + code);
    assertEquals(code, result.code(), result.err());
    assertTrue(result.err().contains("Put back: doze=deep, unplugged."), result.err());
    assertTrue(ordered("force-idle deep") && ordered("deviceidle unforce"));
    assertTrue(ordered("battery unplug") && ordered("battery reset"));
  }

  @Test
  @DisplayName("give the command the device and the adb server")
  void environment() throws IOException {
    Path told = state.resolve("told");
    onPhone(
        "with",
        "doze",
        "--",
        "sh",
        "-c",
        "echo $ANDROID_SERIAL $ANDROID_ADB_SERVER_PORT > \"$1\"",
        "sh",
        told.toString());
    assertEquals("demo-api36 " + server.port() + "\n", Files.readString(told));
  }

  @Test
  @DisplayName("hold the conditions while the command runs, and several devices at once")
  void whileItRuns() {
    Program.Result result =
        run("--all-devices", "with", "unplugged", "--", "sh", "-c", "test -z \"$ANDROID_SERIAL\"");
    assertEquals(0, result.code(), result.err());
    for (VirtualDevice device : devices) {
      assertTrue(device.commands().contains("dumpsys battery unplug"), device.serial());
      assertTrue(device.commands().contains("dumpsys battery reset"), device.serial());
    }
  }

  @Test
  @DisplayName("that fail on one of several devices put the others back, and start no command")
  void oneRefuses() {
    Path file = state.resolve("started");
    Program.Result result =
        run("--all-devices", "with", "network=metered", "--", "touch", file.toString());
    assertEquals(6, result.code(), result.err());
    assertFalse(Files.exists(file));
    assertEquals(0, run("--all-devices", "conditions", "restore").code());
    assertFalse(run("--all-devices", "conditions", "-o", "name").out().contains("network"));
  }

  @Test
  @DisplayName("say that a command cannot be started, and put back what was set for it")
  void noSuchCommand() {
    Program.Result result = onPhone("with", "doze", "--", "no-such-program-anywhere");
    assertEquals(127, result.code(), result.err());
    assertTrue(result.err().contains("Put back: doze=deep."), result.err());
  }

  @ParameterizedTest(name = "{0} ends with {1}")
  @CsvSource({
    "with doze, 2",
    "with -- true, 2",
    "with nap -- true, 2",
    "with bucket=a;reboot:rare -- true, 2",
    "with unplugged charging -- true, 2",
    "with network=metered -- true, 6",
    "with bucket=no.such.app:rare -- true, 5",
    "conditions set, 2",
    "conditions set doze --from dump.txt, 2",
  })
  @DisplayName("refuse what cannot be meant with the right exit code")
  void refusals(String line, int code) {
    Program.Result result = onPhone(line.split(" ", -1));
    assertEquals(
        code,
        line.contains("--from") ? run(line.split(" ", -1)).code() : result.code(),
        result.err());
    // Where it takes a look at the device, a lock is taken for it and given back.
    assertFalse(ordered("sh -c"));
    assertEquals(ordered("mkdir"), ordered("rm -r"));
    assertEquals(ordered("mkdir"), line.contains("no.such.app") || line.contains("metered"));
  }

  @Test
  @DisplayName(
      "end with 9 and the commands when a device cannot be put back; restore does it later")
  void notRestored() {
    phone.inject(Faults.none().notAnswering().onlyFor("deviceidle unforce").times(1));
    Program.Result result = onPhone("--timeout", "2s", "with", "doze", "--", "true");
    assertEquals(9, result.code(), result.err());
    assertTrue(
        result.err().contains("adb -P " + server.port() + " -s demo-api36 shell 'dumpsys")
            || result
                .err()
                .contains(
                    "adb -P " + server.port() + " -s demo-api36 shell dumpsys deviceidle unforce"),
        result.err());
    assertTrue(result.err().contains("jobdoctor conditions restore"), result.err());
    Program.Result restored = onPhone("conditions", "restore", "--force");
    assertEquals(0, restored.code(), restored.err());
    assertEquals("", onPhone("conditions", "-o", "name").out());
  }

  @Test
  @DisplayName("set and restore by hand, with dry runs that change nothing")
  void byHand() {
    Program.Result dry = onPhone("--dry-run", "with", "doze", "unplugged", "--", "make", "a b");
    assertEquals(0, dry.code(), dry.err());
    assertEquals(
        List.of(
            "dumpsys deviceidle force-idle deep",
            "dumpsys battery unplug",
            "dumpsys battery set status 3",
            "make 'a b'",
            "dumpsys battery reset",
            "dumpsys deviceidle unforce"),
        dry.out().lines().map(line -> line.replaceAll(".* shell '(.*)'", "$1")).toList());
    assertFalse(ordered("force-idle") || ordered("unplug") || ordered("mkdir"));
    Program.Result set = onPhone("conditions", "set", "doze", "-o", "json");
    assertEquals(0, set.code(), set.err());
    var source = JsonMapper.shared().readTree(set.out()).get("sources").get(0);
    assertEquals("doze=deep", source.get("conditions").get(0).get("condition").asString());
    assertEquals("doze=deep", source.get("journal").get("conditions").get(0).asString());
    // It stays when this run ends, which is not at work on it then.
    assertFalse(source.get("journal").get("atWork").asBoolean());
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Program().run("schema").out(), InputFormat.JSON);
    assertEquals(List.of(), schema.validate(set.out(), InputFormat.JSON), set.out());
    // The process that set it is this one, which still runs.
    assertEquals(6, onPhone("conditions", "restore").code());
    assertEquals(0, onPhone("conditions", "restore", "--force").code());
    assertTrue(onPhone("conditions").out().startsWith("CONDITION"));
    Program.Result nothing = onPhone("conditions", "restore");
    assertTrue(nothing.err().contains("Nothing is journalled"), nothing.err());
  }

  @Test
  @DisplayName("of several devices are told with the name of each, and the same word twice is one")
  void severalDevices() {
    Program.Result result = run("--all-devices", "with", "doze", "doze", "--", "true");
    assertEquals(0, result.code(), result.err());
    for (VirtualDevice device : devices) {
      assertTrue(result.err().contains(device.serial() + ": Put back: doze=deep."), result.err());
    }
  }

  @Test
  @DisplayName("are not set where what was before cannot be kept, and nothing is left behind")
  void noPlaceForTheJournal() throws IOException {
    Path folder = Files.createDirectories(state.resolve("conditions"));
    // Where the journal is to be moved to, there is a folder that is not empty.
    Files.createDirectories(folder.resolve("demo-api36.journal").resolve("x"));
    Program.Result result = onPhone("conditions", "set", "doze");
    assertEquals(4, result.code(), result.err());
    assertFalse(ordered("force-idle"));
    Path file = Files.createFile(state.resolve("file"));
    Program.Result nowhere =
        new Program()
            .with("JOBDOCTOR_STATE", file.toString())
            .run(
                "-P",
                Integer.toString(server.port()),
                "-s",
                phone.serial(),
                "with",
                "doze",
                "--",
                "true");
    assertEquals(2, nowhere.code(), nowhere.err());
    assertTrue(nowhere.err().contains("Nothing was changed"), nowhere.err());
    assertFalse(ordered("force-idle"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conditions", "conditions restore", "with doze -- true"})
  @DisplayName("whose journal cannot be read end with 4 and name the file, here or on the device")
  void unreadableJournal(String line) throws IOException {
    Path here = Files.createDirectories(state.resolve("conditions")).resolve("demo-api36.journal");
    Files.writeString(here, "jobdoctor conditions 9\nend\n");
    Program.Result ours = onPhone(line.split(" ", -1));
    assertEquals(4, ours.code(), ours.err());
    assertTrue(ours.err().contains(here.toString()), ours.err());
    assertTrue(ours.err().contains("delete the file"), ours.err());
    Files.delete(here);
    assertEquals(0, onPhone("conditions", "set", "unplugged").code());
    String journal = "/data/local/tmp/jobdoctor-conditions/journal";
    phone.files().put(journal, "jobdoctor conditions 9\nend\n".getBytes(UTF_8));
    Files.delete(here);
    Program.Result there = onPhone(line.split(" ", -1));
    assertEquals(4, there.code(), there.err());
    assertTrue(there.err().contains(journal), there.err());
    assertTrue(there.err().contains("adb shell rm -r"), there.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "wide", "ndjson", "csv", "yaml", "name"})
  @DisplayName("are shown in every format")
  void formats(String format) {
    Program.Result result = run("-s", "demo-api30", "conditions", "show", "-o", format);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("doze"), result.out());
  }

  @Test
  @DisplayName("work on the demo alone, which the command can reach as well")
  void demo() {
    Program.Result result =
        new Program()
            .run(
                "--demo",
                "with",
                "doze",
                "--",
                "sh",
                "-c",
                "test \"$ANDROID_SERIAL\" = demo-api36");
    assertEquals(0, result.code(), result.err());
  }

  private Process start(String... args) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.jobdoctor.Main",
                "-P",
                Integer.toString(server.port()),
                "-s",
                phone.serial()));
    line.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("JOBDOCTOR_STATE", state.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(new File(state.toFile(), "output"))
        .start();
  }

  private void waitFor(Path file) throws InterruptedException {
    for (int i = 0; i < 600 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertTrue(Files.exists(file), "the command was not started");
  }

  private Process running(Path started) throws Exception {
    Process process =
        start(
            "with", "doze", "unplugged", "--", "sh", "-c", "touch " + started + "; exec sleep 20");
    waitFor(started);
    return process;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  @DisplayName("put the device back on Ctrl-C, and end as interrupted")
  void ctrlC(String signal, int code) throws Exception {
    Signals.assumeHeard(signal);
    Process process = running(state.resolve("started"));
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    String said = Files.readString(state.resolve("output"));
    assertEquals(code, process.exitValue(), said);
    assertTrue(said.contains("Put back: doze=deep, unplugged."), said);
    assertEquals("", onPhone("conditions", "-o", "name").out());
  }

  @Test
  @DisplayName("of a killed run are named by doctor, and put back by conditions restore")
  void killed() throws Exception {
    Process process = running(state.resolve("started"));
    Program.Result second = onPhone("with", "battery=5", "--", "true");
    assertEquals(6, second.code());
    assertTrue(second.err().contains("process " + process.pid()), second.err());
    assertTrue(second.err().contains("still runs"), second.err());
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    children.forEach(ProcessHandle::destroyForcibly);
    Program.Result doctor = onPhone("doctor");
    assertEquals(1, doctor.code());
    assertTrue(
        doctor.out().contains("Set, and not put back: doze=deep, unplugged, by process"),
        doctor.out());
    Program.Result third = onPhone("with", "battery=5", "--", "true");
    assertTrue(third.err().contains("conditions restore"), third.err());
    assertEquals(0, onPhone("conditions", "restore").code());
    assertEquals(0, onPhone("doctor").code());
  }
}
