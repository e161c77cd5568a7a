package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@DisplayName("jobdoctor expect")
class ExpectTest {

  private static final String NORMAL = "app called jobFinished";
  private static final String SUCCESS = "Last successful run: 2026-01-02 03:04:05";

  @TempDir Path folder;
  private final PassingTime time = new PassingTime();

  @ParameterizedTest(name = "{1} {2}: {3}")
  @CsvSource({
    "active, com.example.app/1, scheduled, 0",
    "active, com.example.app/1, absent, 1",
    "active, com.example.app/1, not absent, 0",
    "active, com.nobody/1, absent, 0",
    "active, com.nobody/1, scheduled, 1",
    "active, com.nobody/1, ready, 5",
    "active, com.nobody/1, not running, 5",
    "active, com.nobody/1, ran, 5",
    "active, com.example.app/1, ready, 1",
    "active, com.example.app/1, not ready, 0",
    "active, com.example.history/712, ready, 0",
    "active, com.example.history/712, pending, 0",
    "active, com.example.history/712, running, 1",
    "active, com.example.history/712, blocked-by free slot, 0",
    "active, com.example.work/20, running, 0",
    "active, com.example.work/20, ready, 0",
    "active, com.example.work/20, ran, 0",
    "active, com.example.work/20, succeeded, 1",
    "active, com.example.work/20, next-run-within 1m, 0",
    "active, com.example.app/1, blocked-by charging, 0",
    "active, com.example.app/1, blocked-by CONSTRAINT_CHARGING, 0",
    "active, com.example.app/1, blocked-by quota, 1",
    "active, com.example.app/1, not blocked-by quota, 0",
    "active, com.example.never/403, blocked-by QUOTA, 0",
    "active, com.example.never/403, blocked-by bucket-never, 0",
    "active, com.example.app/27, next-run-within 2h, 0",
    "active, com.example.app/27, next-run-within 10m, 1",
    "active, com.example.never/403, next-run-within 3d, 1",
    "active, com.example.running/702, ran, 0",
    "active, com.example.running/702, failed, 0",
    "active, com.example.running/702, succeeded, 1",
    "active, com.example.running/702, ran --since 2s, 0",
    "active, com.example.running/702, ran --since 1s, 1",
    "active, com.example.app/1, ran, 1",
    "active, com.example.app/1, not ran --since 1h, 0",
    "doze, u0a123/14, blocked-by doze, 0",
    "doze, u0a123/14, blocked-by DEVICE_STATE, 0",
  })
  @DisplayName("answers by a genuine dump with its exit code")
  void answersByADump(String dump, String job, String condition, int code) {
    List<String> words =
        Stream.concat(
                Stream.of("expect", "--from", Dumps.file(36, dump), job),
                Stream.of(condition.split(" ", -1)))
            .toList();
    Program.Result result = new Program().run(words.toArray(String[]::new));
    assertEquals(code, result.code(), result.out() + result.err());
  }

  @ParameterizedTest(name = "API {0}: {1}")
  @CsvSource({
    "23, ran, 8, keeps no job history",
    "24, ran, 8, tells runs by name and not by number",
    "26, succeeded, 8, tells runs by name and not by number",
    "27, ran, 0, ended 1 s ago",
    "27, succeeded, 8, of a normal end and of a cancelled run",
    "27, failed, 8, of a normal end and of a cancelled run",
    "28, failed, 0, timed out while binding",
    "30, succeeded, 1, timed out while binding",
    "37, failed, 0, timed out while binding",
  })
  @DisplayName("claims of an end no more than the Android version tells")
  void claimsNoMoreThanIsTold(int api, String condition, int code, String reason) {
    Program.Result result =
        new Program()
            .run(
                "expect",
                "--from",
                Dumps.file(api, "active"),
                "com.example.running/702",
                condition);
    assertEquals(code, result.code(), result.out() + result.err());
    assertTrue(result.out().contains(reason), result.out());
  }

  @Test
  @DisplayName("goes by the score that Android keeps where there is no run to see")
  void goesByTheScore() {
    // Three failures since the last success of a job that the history has no run of.
    String dump = Dumps.file(34, "active");
    String line =
        Dumps.text(34, "active")
            .lines()
            .limit(1706)
            .filter(l -> l.startsWith("  JOB "))
            .reduce((a, b) -> b)
            .orElseThrow();
    String key = line.replaceAll(".*#(\\S+): .*", "$1");
    Program.Result failed = new Program().run("expect", "--from", dump, key, "failed");
    assertEquals(0, failed.code(), failed.out() + failed.err());
    assertTrue(failed.out().contains("Num failures: 3"), failed.out());
    assertEquals(1, new Program().run("expect", "--from", dump, key, "succeeded").code());
    assertEquals(0, new Program().run("expect", "--from", dump, key, "ran").code());
    assertEquals(
        1, new Program().run("expect", "--from", dump, key, "ran", "--since", "1h").code());
  }

  @Test
  @DisplayName("cannot tell from a dump that was cut off what may be in the rest of it")
  void cutOff() throws IOException {
    String whole = Dumps.text(36, "active");
    Path cut = folder.resolve("cut.txt");
    Files.writeString(cut, whole.substring(0, whole.indexOf("  JOB #u0a123/5:")));
    assertEquals(8, expectFrom(cut, "com.example.never/403", "absent").code());
    assertEquals(8, expectFrom(cut, "com.example.never/403", "running").code());
    assertEquals(0, expectFrom(cut, "com.example.app/1", "scheduled").code());
    assertEquals(0, expectFrom(cut, "com.example.app/1", "blocked-by", "charging").code());
    assertEquals(8, expectFrom(cut, "com.example.app/1", "ran").code());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "expect | a job and a condition are missing",
        "expect 5 | a job and a condition are missing",
        "expect 5 sheduled | is no condition",
        "expect 5 ready --since 3s | since goes with ran",
        "expect 5 not ran --within 3s | would be met at once",
        "expect 5 ran --within soon | is no duration",
        "expect --from x 5 ran --within 3s | is one look",
        "expect --file e.yaml 5 ran | tells all that is expected",
        "expect --file e.yaml -p com.x | tells all that is expected",
      })
  @DisplayName("refuses what cannot be meant")
  void refuses(String line, String message) {
    Program.Result result = new Program().run(line.split(" ", -1));
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }

  @Test
  @DisplayName("of a name that several jobs go by lists them")
  void ambiguous() {
    Program.Result result =
        new Program()
            .run("expect", "--from", Dumps.file(36, "active"), "SystemJobService", "ready");
    assertTrue(result.code() == 5, result.out());
    Program.Result several =
        new Program().run("expect", "--from", Dumps.file(36, "active"), "HangService", "scheduled");
    assertEquals(2, several.code(), several.out() + several.err());
    assertTrue(several.out().contains("name one of: "), several.out());
  }

  // Time passes.

  @Test
  @DisplayName("says why a file of expectations cannot be read")
  void noSuchFile() {
    Program.Result result = new Program().in(folder).run("--demo", "expect", "--file", "gone.yaml");
    assertEquals(4, result.code(), result.err());
    assertTrue(result.err().contains("gone.yaml cannot be read: there is no such"), result.err());
  }

  @Test
  @DisplayName("does not guess at a file that is not text in UTF-8")
  void notUtf8() throws IOException {
    Files.write(
        folder.resolve("e.yaml"),
        "- {job: \u00e9, expect: scheduled}\n".getBytes(StandardCharsets.ISO_8859_1));
    Program.Result result = new Program().in(folder).run("expect", "--demo", "--file", "e.yaml");
    assertEquals(4, result.code(), result.out());
    assertTrue(result.err().contains("e.yaml is not text in UTF-8."), result.err());
  }

  @Test
  @DisplayName("waits until it is so")
  void waits() throws IOException {
    Program.Result result =
        onDevice(
            now -> now < 3000 ? new OneJobDump().gone() : new OneJobDump(),
            "com.x/7",
            "scheduled",
            "--within",
            "10s",
            "-o",
            "json");
    assertEquals(0, result.code(), result.out() + result.err());
    assertTrue(time.millis() >= 3000 && time.millis() <= 4000, "at " + time.millis());
  }

  @Test
  @DisplayName("gives up when the time is up, with a look at its very end")
  void givesUp() throws IOException {
    Program.Result result =
        onDevice(now -> new OneJobDump(), "com.x/7", "running", "--within", "10s");
    assertEquals(1, result.code(), result.out() + result.err());
    assertEquals(10_000, time.millis());
    assertTrue(result.out().contains("Held by CHARGING."), result.out());
    assertTrue(result.out().contains("Unsatisfied constraints: CHARGING [0x1]"), result.out());
  }

  @Test
  @DisplayName("tells a job that never was there from one that has gone")
  void goneOrNeverThere() throws IOException {
    assertEquals(
        5, onDevice(now -> new OneJobDump().gone(), "com.x/7", "ready", "--within", "5s").code());
    assertEquals(
        1,
        onDevice(
                now -> now % 100_000 < 2000 ? new OneJobDump() : new OneJobDump().gone(),
                "com.x/7",
                "running",
                "--within",
                "5s")
            .code());
  }

  @Test
  @DisplayName("counts no run of before as the one that is waited for, unless since reaches so far")
  void runsOfBefore() throws IOException {
    LongFunction<OneJobDump> idle =
        now ->
            new OneJobDump()
                .past(SUCCESS)
                .event(now + 5000, "START", "")
                .event(now + 4000, "STOP", NORMAL);
    Program.Result none = onDevice(idle, "com.x/7", "ran", "--within", "20s");
    assertEquals(1, none.code(), none.out());
    assertTrue(
        none.out().contains("since the first look (--since counts earlier ones)"), none.out());
    assertTrue(none.out().contains("Before that: A run began 25 s ago"), none.out());
    assertEquals(0, onDevice(idle, "com.x/7", "ran", "--within", "20s", "--since", "5s").code());
    assertEquals(0, onDevice(idle, "com.x/7", "succeeded", "--since", "5s").code());
    assertEquals(1, onDevice(idle, "com.x/7", "succeeded", "--since", "3s").code());
  }

  @Test
  @DisplayName("sees a run that comes and ends between two looks, and how it ended")
  void aRunBetweenTwoLooks() throws IOException {
    LongFunction<OneJobDump> oneOff =
        now ->
            now < 2000
                ? new OneJobDump().event(now + 5000, "START", "").event(now + 4000, "STOP", NORMAL)
                : new OneJobDump()
                    .gone()
                    .event(now + 5000, "START", "")
                    .event(now + 4000, "STOP", NORMAL)
                    .event(now - 1900, "START", "")
                    .event(now - 1950, "STOP", NORMAL);
    Program.Result succeeded = onDevice(oneOff, "com.x/7", "succeeded", "--within", "1m");
    assertEquals(0, succeeded.code(), succeeded.out());
    assertTrue(succeeded.out().contains("It is registered no more"), succeeded.out());
  }

  @Test
  @DisplayName("waits for the end of a run that the first look sees running")
  void aRunInProgress() throws IOException {
    LongFunction<OneJobDump> periodic =
        now ->
            now < 4000
                ? new OneJobDump().active().event(now + 2000, "START", "")
                : new OneJobDump()
                    .past(SUCCESS)
                    .event(now + 2000, "START", "")
                    .event(now - 4000, "STOP", NORMAL);
    assertEquals(0, onDevice(periodic, "com.x/7", "ran", "--within", "1m").code());
    Program.Result succeeded = onDevice(periodic, "com.x/7", "succeeded", "--within", "1m");
    assertEquals(0, succeeded.code(), succeeded.out());
    assertTrue(succeeded.out().contains("notes its last run as a success"), succeeded.out());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "timeout while executing, Num failures: 1, com.x/.Svc, 1, 0",
    "app called jobFinished, Num failures: 1, com.x/.Svc, 1, 0",
    "app called jobFinished, '', com.x/.Svc, 8, 8",
    "app called jobFinished, Last successful run: 2026-01-02 03:04:05, com.x/.Svc, 0, 1",
    "app called jobFinished, Last successful run: 2026-01-02 03:04:05, com.x/androidx.work.impl.background.systemjob.SystemJobService, 8, 8",
    "cancelled due to doze, Num system stops: 1, com.x/androidx.work.impl.background.systemjob.SystemJobService, 1, 0",
  })
  @DisplayName("calls a success only what Android tells to be one")
  void onlyWhatAndroidTells(String reason, String past, String service, int succeeded, int failed)
      throws IOException {
    LongFunction<OneJobDump> dump =
        now -> {
          OneJobDump one =
              new OneJobDump()
                  .service(service)
                  .event(now + 3000, "START", "")
                  .event(now + 2000, "STOP", reason);
          return past.isEmpty() ? one : one.past(past);
        };
    Program.Result asked = onDevice(dump, "u0a5/7", "succeeded", "--since", "1m");
    assertEquals(succeeded, asked.code(), asked.out() + asked.err());
    assertEquals(failed, onDevice(dump, "u0a5/7", "failed", "--since", "1m").code());
  }

  @Test
  @DisplayName("of a one-off that WorkManager ran cannot tell whether its worker succeeded")
  void workManagerOneOff() throws IOException {
    String service = "com.x/androidx.work.impl.background.systemjob.SystemJobService";
    Program.Result result =
        onDevice(
            now ->
                new OneJobDump()
                    .service(service)
                    .gone()
                    .event(now + 3000, "START", "")
                    .event(now + 2000, "STOP", NORMAL),
            "com.x/7",
            "succeeded");
    assertEquals(8, result.code(), result.out());
    assertTrue(result.out().contains("WorkManager's own work"), result.out());
  }

  @Test
  @DisplayName("does not take all runs for new ones after a first dump that was cut off")
  void theFirstDumpWasCut() throws IOException {
    AtomicInteger dumps = new AtomicInteger();
    Program.Result result =
        onDevice(
            now -> {
              OneJobDump one =
                  new OneJobDump()
                      .past(SUCCESS)
                      .event(now + 5000, "START", "")
                      .event(now + 4000, "STOP", NORMAL);
              return dumps.getAndIncrement() == 0 ? one.cut() : one;
            },
            "com.x/7",
            "ran",
            "--within",
            "3s");
    assertEquals(1, result.code(), result.out());
  }

  // Several at once.

  @Test
  @DisplayName("judges all expectations of a file by the same looks, each in its own time")
  void aFile() throws Exception {
    Files.writeString(
        folder.resolve("e.yaml"),
        """
        - {job: com.x/7, expect: scheduled}
        - {job: com.x/7, expect: running, within: 5s}
        - {job: com.x/7, expect: succeeded, within: 2s}
        - {job: com.x/8, expect: absent, name: no second one}
        """);
    AtomicInteger dumps = new AtomicInteger();
    Program.Result result =
        onDevice(
            now -> {
              dumps.incrementAndGet();
              return now < 4000 ? new OneJobDump() : new OneJobDump().active();
            },
            "--file",
            "e.yaml",
            "-o",
            "csv");
    assertEquals(1, result.code(), result.out() + result.err());
    assertEquals(
        List.of("result", "met", "met", "notMet", "met"),
        result.out().lines().map(line -> line.split(",", 2)[0]).toList());
    assertTrue(dumps.get() < 15, "it took " + dumps + " dumps");
  }

  @Test
  @DisplayName("says where a file is wrong")
  void aWrongFile() throws Exception {
    Files.writeString(folder.resolve("e.yaml"), "- job: 5\n  expect: ran\n  when: now\n");
    Program.Result result = new Program().in(folder).run("expect", "--demo", "--file", "e.yaml");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("e.yaml:3: 'when' is no key"), result.err());
    Program.Result missing = new Program().in(folder).run("expect", "--demo", "--file", "no.yaml");
    assertEquals(4, missing.code(), missing.err());
  }

  @Test
  @DisplayName("gives one result for each device, and a lost one hides no other")
  void severalDevices() throws Exception {
    List<VirtualDevice> devices = DemoDevices.load();
    devices.get(1).state(ConnectionState.OFFLINE);
    try (VirtualAdbServer server = VirtualAdbServer.start(devices, 0)) {
      Program.Result result =
          new Program()
              .in(folder)
              .run(
                  "-P",
                  Integer.toString(server.port()),
                  "-s",
                  "demo-api36",
                  "-s",
                  "demo-api34",
                  "expect",
                  "com.example.app/1",
                  "scheduled",
                  "--junit",
                  "r.xml");
      assertEquals(3, result.code(), result.out() + result.err());
      assertTrue(result.out().contains("demo-api36  met"), result.out());
      assertTrue(result.out().contains("demo-api34  error"), result.out());
    }
    Document xml = valid(Files.readString(folder.resolve("r.xml")));
    assertEquals(1, xml.getElementsByTagName("error").getLength());
    assertEquals(2, xml.getElementsByTagName("testsuite").getLength());
  }

  @Test
  @DisplayName("keeps what was settled before the device was lost")
  void lostOnTheWay() throws Exception {
    Files.writeString(
        folder.resolve("e.yaml"),
        "- {job: com.x/7, expect: scheduled}\n- {job: com.x/7, expect: running, within: 1m}\n");
    AtomicReference<VirtualDevice> self = new AtomicReference<>();
    VirtualDevice device =
        VirtualDevice.named("p")
            .apiLevel(34, "14")
            .service(
                "jobscheduler",
                AndroidService.dumping(
                    () -> {
                      if (time.millis() > 2000) {
                        self.get().state(ConnectionState.OFFLINE);
                      }
                      return new OneJobDump().text();
                    }))
            .build();
    self.set(device);
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      String port = Integer.toString(server.port());
      Program.Result result =
          new Program()
              .in(folder)
              .ticking(time)
              .run("-P", port, "expect", "--file", "e.yaml", "--junit", "r.xml", "-o", "csv");
      assertEquals(3, result.code(), result.out() + result.err());
      assertEquals(
          List.of("result", "met", "error"),
          result.out().lines().map(line -> line.split(",", 2)[0]).toList());
    }
    Document xml = valid(Files.readString(folder.resolve("r.xml")));
    assertEquals(1, xml.getElementsByTagName("error").getLength());
    assertEquals(2, xml.getElementsByTagName("testcase").getLength());
  }

  // JUnit XML.

  @Test
  @DisplayName("writes JUnit XML that the common schema takes, with the reason of each failure")
  void junit() throws Exception {
    Files.writeString(
        folder.resolve("e.yaml"),
        """
        - {job: com.example.app/1, expect: scheduled, name: "it's <there> & well"}
        - {job: com.example.app/1, expect: ready}
        - {job: com.nobody/1, expect: ready}
        - {job: HangService, expect: ready}
        """);
    Program.Result result =
        new Program()
            .in(folder)
            .run("expect", "--demo", "--file", "e.yaml", "--junit", "build/reports/r.xml");
    assertEquals(5, result.code(), result.err());
    Document xml = valid(Files.readString(folder.resolve("build/reports/r.xml")));
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertEquals("4", suite.getAttribute("tests"));
    assertEquals("2", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("errors"));
    assertEquals("demo-api36", suite.getAttribute("hostname"));
    Element first = (Element) xml.getElementsByTagName("testcase").item(0);
    assertEquals("it's <there> & well", first.getAttribute("name"));
    assertEquals("jobdoctor.demo-api36", first.getAttribute("classname"));
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertEquals("notMet", failure.getAttribute("type"));
    assertTrue(failure.getAttribute("message").startsWith("not met: Held by CHARGING."));
    assertTrue(failure.getTextContent().contains("Unsatisfied constraints: CHARGING [0x1]"));
    try (Stream<Path> files = Files.list(folder.resolve("build/reports"))) {
      assertEquals(1, files.count(), "a part was left behind");
    }
  }

  @Test
  @DisplayName(
      "writes it instead of the table to standard output, and when there is no device at all")
  void junitToStandardOutput() throws Exception {
    Program.Result met =
        new Program().run("expect", "--demo", "com.example.app/1", "scheduled", "--junit", "-");
    assertEquals(0, met.code());
    valid(met.out());
    Program.Result none =
        new Program()
            .in(folder)
            .run("expect", "--demo", "-s", "nobody", "5", "ready", "--junit", "r.xml");
    assertEquals(3, none.code(), none.err());
    Document xml = valid(Files.readString(folder.resolve("r.xml")));
    assertEquals(1, xml.getElementsByTagName("error").getLength());
    Element kind = (Element) xml.getElementsByTagName("property").item(0);
    assertEquals("demo", kind.getAttribute("value"));
    Program.Result unwritable =
        new Program()
            .in(folder)
            .run("expect", "--demo", "5", "ready", "--junit", folder.toString());
    assertEquals(4, unwritable.code(), unwritable.err());
  }

  @Test
  @DisplayName("writes XML and tables that no name from a device can break")
  void hostileNames() throws Exception {
    String hostile = "]]>\u001b[31m&<x a=\"b\u0000\ufffe\uffff\ud83d\ude00\u2028\u0085";
    Path dump = folder.resolve("dump.txt");
    Files.writeString(
        dump, Dumps.text(34, "active").replace("androidx.work.systemjobscheduler", hostile));
    Path file = folder.resolve("e.yaml");
    Files.writeString(
        file,
        """
        - {job: u0a123/72, expect: not scheduled, name: "a \\x1b \\0 \\uffff ]]> name"}
        - {job: u0a123/72, expect: blocked-by quota}
        """);
    Program.Result result =
        new Program()
            .in(folder)
            .run("expect", "--from", "dump.txt", "--file", "e.yaml", "--junit", "r.xml");
    assertEquals(1, result.code(), result.out() + result.err());
    String text = Files.readString(folder.resolve("r.xml"));
    Document xml = valid(text);
    Element first = (Element) xml.getElementsByTagName("testcase").item(0);
    assertEquals("a \\x1b \\x00 \\uffff ]]> name", first.getAttribute("name"));
    assertTrue(text.contains("\\x1b[31m&amp;&lt;x"), text);
    assertTrue(first.getTextContent().contains("\ud83d\ude00"), text);
    assertFalse(result.out().contains("\u001b"), result.out());
  }

  private static Document valid(String text) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ExpectTest.class.getResource("/io/github/jobdoctor/render/junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(text)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private Program.Result expectFrom(Path dump, String... words) {
    return new Program()
        .run(
            Stream.concat(Stream.of("expect", "--from", dump.toString()), Stream.of(words))
                .toArray(String[]::new));
  }

  /** On a device whose dump is made anew each time, from the milliseconds that have passed. */
  private Program.Result onDevice(LongFunction<OneJobDump> dump, String... words)
      throws IOException {
    long begun = time.millis();
    VirtualDevice device =
        VirtualDevice.named("p")
            .apiLevel(34, "14")
            .service(
                "jobscheduler",
                AndroidService.dumping(() -> dump.apply(time.millis() - begun).text()))
            .build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      return new Program()
          .in(folder)
          .ticking(time)
          .run(
              Stream.concat(
                      Stream.of("-P", Integer.toString(server.port()), "expect"), Stream.of(words))
                  .toArray(String[]::new));
    }
  }
}
