package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Program.Invocation;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Orders on the demo")
class OrdersTest {

  @ParameterizedTest(name = "{0}: {1}, exit code {2}")
  @CsvSource({
    "stop u0a124/20, Stopped: stop from shell., 0",
    "stop u0a133/700 --reason 10, Stopped: stop from shell., 0",
    "stop u0a123/1, 'It was not running, so nothing was stopped.', 1",
    "stop u0a123/4711, '', 5",
    "-s demo-api30 stop u0a123/25, Refused: Android has `stop` since API 34, 6",
    "-s demo-api30 timeout u0a123/25, Stopped: force timeout from shell., 0",
    "-s demo-api28 timeout u0a124/20, Stopped: force timeout from shell., 0",
    "cancel u0a123/1, Cancelled., 0",
    "cancel androidx.work.systemjobscheduler:u0a123/72, Cancelled., 0",
    "cancel 1000/56, Refused: Android does not cancel jobs of the system, 6",
    "-s demo-api28 cancel u0a123/1, Cancelled., 0",
    "cancel com.example.app --all, Cancelled: all 8 jobs., 0",
    "cancel com.example.app, '', 2",
    "cancel com.example.app --all -n x, '', 2",
    "cancel com.example.none --all, '', 5",
    "reset-quota com.example.app, Reset: Android counts no use of quota any more., 0",
    "reset-quota com.example.rare, Nothing to reset, 0",
    "-s demo-api28 reset-quota com.example.app, Refused: Android has `reset-quota` since API 30, 6",
    "state u0a124/20, It is active ready., 0",
    "state com.example.app/1, It is waiting., 0",
    "-s demo-api28 run u0a123/1 --satisfied, Android refused the order, 6",
    "run u0a123/1 --satisfied, Not run: a constraint is unmet, 1",
  })
  @DisplayName("are verified by what the device shows afterwards")
  void areVerified(String words, String sentence, int code) {
    Program.Result result = new Program().run(("--demo " + words).split(" ", -1));
    assertEquals(code, result.code(), result.out() + result.err());
    assertTrue(result.out().startsWith(sentence), result.out() + result.err());
  }

  @Test
  @DisplayName("say before a cancellation of all how many jobs go")
  void saysHowManyGo() {
    Program.Result result = new Program().run("--demo", "cancel", "com.example.app", "--all");
    assertTrue(result.err().contains("All jobs of u0a123 go: 8."), result.err());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "stop u0a124/20",
        "-s demo-api30 timeout u0a123/25",
        "cancel com.example.app --all",
        "reset-quota com.example.app",
        "--all-devices state u0a125/51",
        "run com.example.app/5",
        "run com.example.never/403 --timeout 300ms",
        "--all-devices run u0a123/1 --satisfied --timeout 300ms",
      })
  @DisplayName("write JSON as the schema describes it")
  void fitTheSchema(String words) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Program().run("schema").out(), InputFormat.JSON);
    Program.Result result = new Program().run(("--demo -o json " + words).split(" ", -1));
    assertEquals(List.of(), schema.validate(result.out(), InputFormat.JSON), result.out());
  }

  @Test
  @DisplayName("tell what resetting a quota does besides")
  void tellsTheSideEffect() {
    Program.Result result = new Program().run("--demo", "reset-quota", "com.example.app");
    assertTrue(result.out().contains("until each is scheduled again"), result.out());
  }

  @Test
  @DisplayName("say before a run what it cannot override, and when force is used by itself")
  void predict() {
    Program.Result forced = new Program().run("--demo", "run", "com.example.app/5");
    assertTrue(forced.err().contains("Force is used"), forced.err());
    Program.Result never =
        new Program()
            .run("--demo", "run", "com.example.never/403", "--timeout", "300ms", "-o", "json");
    assertEquals(1, never.code(), never.out());
    assertTrue(never.err().contains("No order overrides bucket NEVER"), never.err());
    assertTrue(never.out().contains("\"bucket-never\""), never.out());
    assertTrue(never.out().contains("--satisfied` takes that back"), never.out());
  }

  @Test
  @DisplayName("take WorkManager's word in the log for what a worker returned")
  void workersWord() {
    Program.Result result = new Program().run("--demo", "run", "com.example.work/22");
    assertEquals(0, result.code(), result.out() + result.err());
    assertTrue(result.out().contains("logcat: Worker result SUCCESS for Work [ id="), result.out());
  }

  @Test
  @DisplayName("go to several devices at once; the worst exit code counts, and none hides another")
  void severalDevices() {
    Program.Result result =
        new Program().run("--demo", "--all-devices", "state", "u0a124/20", "-o", "ndjson");
    assertEquals(0, result.code(), result.err());
    assertEquals(4, result.out().lines().count(), result.out());
    Program.Result stop = new Program().run("--demo", "--all-devices", "stop", "u0a124/20");
    assertEquals(6, stop.code(), stop.out());
    assertTrue(stop.out().contains("demo-api36: Stopped: stop from shell."), stop.out());
    assertTrue(stop.out().contains("demo-api30: Refused: "), stop.out());
    Program.Result some =
        new Program().run("--demo", "--all-devices", "state", "u0a125/51", "-o", "json");
    assertEquals(5, some.code(), some.out());
    assertTrue(some.out().contains("\"exitCode\" : 5"), some.out());
    assertTrue(some.out().contains("\"active\""), some.out());
    Program.Result several =
        new Program().run("--demo", "-s", "demo-api36", "-s", "demo-api34", "run", "700");
    assertTrue(several.err().lines().noneMatch(line -> line.contains("bug")), several.err());
  }

  @Test
  @DisplayName("that would not be given are only printed, one line a device")
  void dryRun() {
    Program.Result result =
        new Program()
            .run("--demo", "--dry-run", "-s", "demo-api36", "stop", "u0a124/20", "--reason", "3");
    assertEquals(
        "adb -s demo-api36 shell 'cmd jobscheduler stop -s 3 -u 0 com.example.work 20'\n",
        result.out());
    Program.Result refused =
        new Program().run("--demo", "--dry-run", "-s", "demo-api30", "stop", "u0a124/20");
    assertEquals(6, refused.code());
    assertEquals("", refused.out());
  }

  @Test
  @DisplayName("survive the loss of a device: what was seen is reported, and nothing is claimed")
  void deviceLost() throws IOException {
    VirtualDevice healthy =
        VirtualDevice.named("good")
            .apiLevel(36, "16")
            .dumpsys("jobscheduler", Dumps.text(34, "active"))
            .build();
    VirtualDevice dying = dying();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(dying, healthy), 0)) {
      Program.Result result =
          new Program()
              .run(
                  "-P",
                  Integer.toString(server.port()),
                  "--all-devices",
                  "run",
                  "u0a123/1",
                  "-o",
                  "json");
      assertTrue(result.out().contains("\"text\" : \"Running job\""), result.out());
      assertTrue(result.out().contains("\"outcome\" : \"unobservable\""), result.out());
      assertTrue(result.out().contains("\"exitCode\" : 3"), result.out());
      assertTrue(result.out().contains("\"outcome\" : \"refused\""), result.out());
      assertFalse(result.out().contains("succeeded"), result.out());
    }
  }

  /** Takes the order, and breaks every connection after it. */
  private static VirtualDevice dying() {
    String dump = Dumps.text(34, "active");
    return VirtualDevice.named("dying")
        .apiLevel(34, "14")
        .dumpsys("jobscheduler", dump)
        .program("cmd", OrdersTest::lastWords)
        .build();
  }

  private static int lastWords(Invocation invocation) throws IOException {
    if (invocation.arguments().contains("run")) {
      invocation.print("Running job\n");
      return 0;
    }
    throw new IOException("the cable was pulled");
  }

  @Test
  @DisplayName("reach the device quoted, whatever a dump or the user says")
  void everyArgumentIsQuoted() throws IOException {
    String dump =
        Dumps.text(34, "active")
            .replace("androidx.work.systemjobscheduler", "ns; reboot 'now' $(id)");
    VirtualDevice device =
        VirtualDevice.named("p").apiLevel(34, "14").dumpsys("jobscheduler", dump).build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      String port = Integer.toString(server.port());
      for (String order : List.of("stop", "timeout", "cancel", "state")) {
        new Program().run("-P", port, order, "u0a123/72", "--timeout", "5s");
      }
    }
    List<String> orders =
        device.commands().stream().filter(line -> line.startsWith("cmd jobscheduler ")).toList();
    assertFalse(orders.isEmpty());
    assertTrue(
        orders.stream().allMatch(line -> line.contains("-n 'ns; reboot '\\''now'\\'' $(id)'")),
        orders.toString());
  }

  @Test
  @DisplayName("are remembered by a demo that keeps running")
  void theDemoRemembers() throws IOException {
    try (VirtualAdbServer server = VirtualAdbServer.start(DemoDevices.load(), 0)) {
      String port = Integer.toString(server.port());
      String[] cancel = {"-P", port, "-s", "demo-api34", "cancel", "com.example.app/1"};
      assertEquals(0, new Program().run(cancel).code());
      assertEquals(5, new Program().run(cancel).code());
    }
  }
}
