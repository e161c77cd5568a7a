package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("jobdoctor why")
class WhyTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path DUMPS = Path.of("src/test/resources/io/github/jobdoctor/dumpsys/aosp");
  private static final Path GOLDEN = Path.of("src/test/resources/io/github/jobdoctor/command/why");

  /** {@code -Dgolden.update=true} writes what comes out; the difference is to be reviewed. */
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static Stream<String> goldens() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  @DisplayName("answers as its folder of samples says")
  void answersAsTheSamplesSay(String name) throws IOException {
    Path folder = GOLDEN.resolve(name);
    String[] words = Files.readString(folder.resolve("command.txt")).strip().split(" ", -1);
    Program program = new Program().in(DUMPS.toAbsolutePath()).with("NO_COLOR", "1");
    Program.Result result =
        (name.endsWith("in-a-pipe") ? program : program.onTerminal(80)).run(words);
    String answer =
        result.out()
            + "--- standard error\n"
            + result.err()
            + "--- exit code\n"
            + result.code()
            + "\n";
    Path expected = folder.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(expected, answer);
    }
    assertEquals(Files.readString(expected), answer);
    if (!name.endsWith("in-a-pipe")) {
      answer
          .lines()
          // Commands are to be pasted, and errors to be read elsewhere as well.
          .filter(line -> !line.contains("adb ") && !line.startsWith("jobdoctor: "))
          .forEach(line -> assertTrue(line.length() <= 80, line));
    }
  }

  static Stream<String> dumps() throws IOException {
    try (Stream<Path> files = Files.walk(DUMPS)) {
      return files
          .map(file -> DUMPS.relativize(file).toString())
          .filter(name -> name.endsWith(".txt"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("names for every job of a dump only lines that stand there, and keeps its promises")
  void everyLineStandsInTheDump(String dump) throws IOException {
    List<String> lines = Files.readAllLines(DUMPS.resolve(dump));
    Program.Result result = why("--from", dump, "-o", "json");
    assertEquals(0, result.code(), result.err());
    JsonNode source = JSON.readTree(result.out()).at("/sources/0");
    List<JsonNode> diagnoses = source.get("diagnoses").valueStream().toList();
    assertFalse(diagnoses.isEmpty());
    for (JsonNode diagnosis : diagnoses) {
      String verdict = diagnosis.get("verdict").asString();
      List<JsonNode> findings = diagnosis.get("findings").valueStream().toList();
      assertFalse(findings.isEmpty(), diagnosis.toString());
      for (JsonNode finding : findings) {
        assertNotEquals("rule-failed", finding.get("id").asString());
        for (JsonNode evidence : finding.get("evidence")) {
          assertEquals(
              lines.get(evidence.get("line").asInt() - 1), evidence.get("text").asString());
        }
      }
      boolean holds =
          findings.stream()
              .map(finding -> finding.get("verdict").asString())
              .anyMatch(word -> word.equals("blocked") || word.equals("delayed"));
      assertEquals(verdict.equals("blocked") || verdict.equals("delayed"), holds, verdict);
      if (verdict.equals("running")) {
        assertFalse(diagnosis.has("nextRun"));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {21, 28, 36})
  @DisplayName("gives each job the code of its verdict, and each app that of the worst it can tell")
  void codesFollowTheVerdicts(int api) {
    String dump = "api-" + api + "/active.txt";
    JsonNode source = JSON.readTree(why("--from", dump, "-o", "json").out()).at("/sources/0");
    Set<String> blockedApps = new HashSet<>();
    Set<String> apps = new HashSet<>();
    for (JsonNode diagnosis : source.get("diagnoses")) {
      String verdict = diagnosis.get("verdict").asString();
      int code = verdict.equals("blocked") ? 1 : verdict.equals("cannotTell") ? 8 : 0;
      Program.Result job = why(diagnosis.get("job").asString(), "--from", dump);
      assertEquals(code, job.code(), job.out() + job.err());
      String app = diagnosis.get("sourcePackage").asString();
      apps.add(app);
      if (code == 1) {
        blockedApps.add(app);
      }
    }
    for (String app : apps) {
      Program.Result result = why(app, "--from", dump);
      assertEquals(blockedApps.contains(app), result.code() == 1, app);
      assertTrue(result.out().startsWith(app + "\n"), result.out());
      assertEquals(result.out(), why("-p", app, "--from", dump).out());
    }
  }

  @Test
  @DisplayName("asked for a name that fits several jobs lists them")
  void ambiguousNamesAreListed() {
    Program.Result result = why("SystemJobService", "--from", "api-34/active.txt");
    assertEquals(5, result.code(), "WorkManager's service names none of its jobs");
    Program.Result several = why("HangService", "--from", "api-34/active.txt");
    assertEquals(2, several.code(), several.out());
    assertTrue(several.err().contains("could be any of"), several.err());
  }

  @Test
  @DisplayName("asked for an empty name, as by a script whose variable is not set, says so")
  void emptyNamesAreRefused() {
    Program.Result result = why("", "--from", "api-34/active.txt");
    assertEquals(2, result.code(), result.out());
    assertTrue(result.err().contains("is empty"), result.err());
  }

  @Test
  @DisplayName("is narrowed by user and namespace")
  void isNarrowed() {
    String dump = "api-34/active.txt";
    List<String> ofUser10 = why("-u", "10", "--from", dump, "-o", "name").out().lines().toList();
    assertEquals(
        new Program()
            .in(DUMPS.toAbsolutePath())
            .run("jobs", "-u", "10", "--from", dump, "-o", "name")
            .out()
            .lines()
            .sorted()
            .toList(),
        ofUser10.stream().sorted().toList());
    assertTrue(!ofUser10.isEmpty());
    Program.Result elsewhere = why("u0a123/1", "-u", "10", "--from", dump);
    assertEquals(5, elsewhere.code());
    assertTrue(elsewhere.out().contains("registered for another user"), elsewhere.out());
  }

  @Test
  @DisplayName("gives every device's answer, and the worst code, when several are asked")
  void severalDevices() {
    Program.Result result = why("--demo", "--all-devices", "u0a123/72", "-o", "ndjson");
    Set<String> sources = new HashSet<>();
    result
        .out()
        .lines()
        .map(JSON::readTree)
        .forEach(line -> sources.add(line.get("source").asString()));
    assertEquals(4, sources.size(), result.out());
    assertEquals(5, result.code(), "the ones before namespaces lack it: " + result.out());
  }

  @Test
  @DisplayName("names the device in its commands where several are connected or one was chosen")
  void commandsNameTheDevice() throws IOException {
    try (VirtualAdbServer server = VirtualAdbServer.start(DemoDevices.load(), 0)) {
      String port = Integer.toString(server.port());
      String several = why("-P", port, "-s", "demo-api36", "u0a123/1").out();
      assertTrue(
          several.contains("adb -P " + port + " -s demo-api36 shell dumpsys battery\n"), several);
      assertTrue(
          several.contains("shell 'dumpsys battery set ac 1 && dumpsys battery set status 2'\n"),
          "what the computer's shell would run itself is quoted: " + several);
    }
    VirtualDevice alone =
        VirtualDevice.named("alone")
            .apiLevel(34, "14")
            .dumpsys("jobscheduler", Dumps.text(34, "active"))
            .build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(alone), 0)) {
      String port = Integer.toString(server.port());
      String one = why("-P", port, "u0a123/1").out();
      assertTrue(one.contains("adb -P " + port + " shell dumpsys battery\n"), one);
    }
    assertTrue(why("--demo", "u0a123/1").out().contains("adb shell dumpsys battery\n"));
  }

  @Test
  @DisplayName("makes no command of a name that a shell could take for more")
  void hostileNamesAreInNoCommand() {
    String name = "com.x;reboot$(id)'\"`rm`";
    String dump = Dumps.text(36, "active").replace("com.example.never", name);
    for (List<String> words : List.of(List.of("u0a128/403"), List.of(name), List.<String>of())) {
      List<String> args = new ArrayList<>(List.of("why", "--from", "-", "-o", "json"));
      args.addAll(words);
      Program.Result result =
          new Program()
              .reading(dump.getBytes(StandardCharsets.UTF_8))
              .run(args.toArray(String[]::new));
      assertTrue(result.code() <= 1, result.err());
      for (JsonNode commands : JSON.readTree(result.out()).findValues("commands")) {
        assertFalse(commands.toString().contains("reboot"), commands.toString());
      }
    }
  }

  @Test
  @DisplayName("of a dump that was cut off is an answer with the warning that it is not whole")
  void cutOffDumps() {
    String text = Dumps.text(36, "active");
    byte[] half = text.substring(0, text.length() / 4).getBytes(StandardCharsets.UTF_8);
    Program.Result result = new Program().reading(half).run("why", "--from", "-");
    assertEquals(4, result.code());
    assertTrue(result.err().contains("cut off"), result.err());
    assertTrue(result.out().contains("blocked"), result.out());
    Program.Result absent = new Program().reading(half).run("why", "--from", "-", "com.nobody");
    assertEquals(8, absent.code());
  }

  @Test
  @DisplayName("asks nothing of a device in a dry run")
  void dryRun() {
    assertEquals("adb shell 'dumpsys jobscheduler'\n", why("--dry-run").out());
  }

  private static Program.Result why(String... words) {
    List<String> all = new ArrayList<>(List.of("why"));
    all.addAll(List.of(words));
    return new Program().in(DUMPS.toAbsolutePath()).run(all.toArray(String[]::new));
  }
}
