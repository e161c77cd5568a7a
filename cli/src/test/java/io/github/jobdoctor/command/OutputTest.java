package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.Job;
import java.nio.charset.StandardCharsets;
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

@DisplayName("The output")
class OutputTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  static Stream<List<String>> documents() {
    return Stream.of(
        List.of("jobs", "--from", Dumps.file(21, "active")),
        List.of("jobs", "--from", Dumps.file(23, "doze")),
        List.of("jobs", "--from", Dumps.file(24, "active")),
        List.of("jobs", "--from", Dumps.file(28, "active")),
        List.of("jobs", "--from", Dumps.file(30, "doze")),
        List.of("jobs", "--from", Dumps.file(33, "active")),
        List.of("jobs", "--from", Dumps.file(36, "filtered")),
        List.of("jobs", "--from", Dumps.file(37, "doze")),
        List.of("jobs", "--demo", "--all-devices"),
        List.of("jobs", "--from", "no-such-file"),
        List.of("show", "--demo", "u0a123/1"),
        List.of("show", "--demo", "--raw", "u0a124/32"),
        List.of("why", "--demo", "--all-devices"),
        List.of("why", "--demo", "com.example.app"),
        List.of("why", "--demo", "u0a128/403"),
        List.of("why", "--demo", "com.nobody"),
        List.of("why", "--from", Dumps.file(21, "active")),
        List.of("why", "--from", Dumps.file(28, "doze")),
        List.of("why", "--from", Dumps.file(37, "active")),
        List.of("why", "--from", "no-such-file"),
        List.of("run", "--demo", "u0a123/5"),
        List.of("run", "--demo", "u0a123/1"),
        List.of("run", "--demo", "u0a128/403", "--timeout", "300ms"),
        List.of("expect", "--demo", "--all-devices", "u0a123/1", "not", "ready"),
        List.of("expect", "--demo", "com.nobody/1", "ran", "--since", "1h", "--within", "0"),
        List.of("expect", "--from", "no-such-file", "-u", "0", "5", "blocked-by", "quota"),
        List.of("devices", "--demo"),
        List.of("version"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  @DisplayName("as JSON is what the schema says")
  void jsonIsWhatTheSchemaSays(List<String> words) {
    String[] args = Stream.concat(words.stream(), Stream.of("-o", "json")).toArray(String[]::new);
    Program.Result result = new Program().run(args);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Program().run("schema").out(), InputFormat.JSON);
    assertEquals(List.of(), schema.validate(result.out(), InputFormat.JSON), result.err());
    assertEquals(words.get(0), JSON.readTree(result.out()).get("command").asString());
  }

  @Test
  @DisplayName("of API 23 keys a job by its package, and claims nothing that the dump leaves open")
  void jobsWithoutUid() {
    String dump = Dumps.file(23, "active");
    JsonNode job =
        JSON.readTree(
                new Program().run("show", "--from", dump, "com.example.app/26", "-o", "json").out())
            .at("/sources/0/jobs/0");
    assertEquals("com.example.app/26", job.get("key").asString());
    assertEquals(0, job.get("userId").asInt());
    assertFalse(job.has("uid") || job.has("callingUid"));
    assertEquals("pending", job.get("state").asString());
    String page = new Program().run("show", "--from", dump, "u10:com.example.user10/200").out();
    assertTrue(page.contains("? CHARGING"), page);
    assertTrue(page.contains("one-off or periodic"), page);
  }

  @Test
  @DisplayName("as JSON holds every job of the dump, with what its block says")
  void jsonHoldsEveryJob() throws Exception {
    Program.Result result =
        new Program().run("jobs", "--from", Dumps.file(34, "active"), "-o", "json");
    JsonNode jobs = JSON.readTree(result.out()).get("sources").get(0).get("jobs");
    List<Job> parsed = JobSchedulerDump.parse(Dumps.text(34, "active")).jobs();
    assertEquals(
        parsed.stream().map(job -> job.key().toString()).sorted().toList(),
        jobs.valueStream().map(job -> job.get("key").asString()).sorted().toList());
    JsonNode job =
        jobs.valueStream()
            .filter(node -> node.get("key").asString().equals("1000/100001"))
            .findFirst()
            .orElseThrow();
    assertEquals("com.example.app", job.get("sourcePackage").asString());
    assertEquals(10123, job.get("sourceUid").asInt());
    assertEquals(86_400_000, job.get("periodic").get("intervalMs").asLong());
    assertEquals("EXPONENTIAL", job.get("backoff").get("policy").asString());
    assertEquals("ACTIVE", job.get("standbyBucket").asString());
    assertFalse(job.get("readiness").get("pending").asBoolean());
    assertTrue(job.get("readiness").get("component").asBoolean());
    assertFalse(job.has("namespace"));
  }

  @Test
  @DisplayName("as NDJSON is one job a line, each with its source")
  void ndjsonIsOneJobALine() {
    Program.Result result = new Program().run("--demo", "--all-devices", "jobs", "-o", "ndjson");
    List<JsonNode> lines = result.out().lines().map(JSON::readTree).toList();
    assertTrue(lines.size() > 80);
    assertEquals(4, lines.stream().map(line -> line.get("source").asString()).distinct().count());
  }

  @Test
  @DisplayName("as names is what show takes")
  void namesAreWhatShowTakes() {
    List<String> names = new Program().run("--demo", "jobs", "-o", "name").out().lines().toList();
    assertEquals(28, names.size());
    for (String name : List.of(names.get(0), names.get(27), "1000/100002")) {
      Program.Result shown = new Program().run("--demo", "show", name, "-o", "name");
      assertEquals(name + "\n", shown.out(), shown.err());
    }
  }

  @Test
  @DisplayName("as CSV has the chosen columns and a heading line unless refused")
  void csvHasTheChosenColumns() {
    Program.Result result =
        new Program()
            .run("--demo", "jobs", "com.example.rare", "-o", "csv", "--columns", "key,app,heldby");
    assertEquals(
        "key,app,heldby\nu0a126/400,com.example.rare,CONNECTIVITY\n", result.out(), result.err());
    assertEquals(
        "u0a126/400\n",
        new Program()
            .run("--demo", "jobs", "com.example.rare", "-o", "csv", "--columns=key", "--no-headers")
            .out());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120, 200})
  @DisplayName("as a table fits the terminal")
  void tablesFitTheTerminal(int width) {
    Program.Result result =
        new Program()
            .with("NO_COLOR", "1")
            .onTerminal(width)
            .run("jobs", "--from", Dumps.file(36, "active"));
    assertEquals(0, result.code(), result.err());
    assertEquals(89, result.out().lines().count());
    result.out().lines().forEach(line -> assertTrue(line.length() <= width, line));
    assertTrue(result.out().lines().allMatch(line -> line.equals(line.stripTrailing())));
    assertTrue(result.err().contains("88 jobs on "), result.err());
  }

  @Test
  @DisplayName("in a pipe has no colour, shortens nothing, and says nothing beside")
  void pipesGetPlainText() {
    Program.Result result = new Program().run("jobs", "--from", Dumps.file(36, "active"));
    assertFalse(result.out().contains("\033"));
    assertFalse(result.out().contains("…"));
    assertTrue(result.out().contains("com.example.authority/com.example.account:android"));
    assertEquals("", result.err());
  }

  @Test
  @DisplayName("is coloured on a terminal, and never where that is not wanted")
  void coloursFollowTheConventions() {
    String[] jobs = {"jobs", "--from", Dumps.file(36, "active")};
    assertTrue(new Program().onTerminal(80).run(jobs).out().contains("\033["));
    assertFalse(
        new Program().onTerminal(80).with("NO_COLOR", "1").run(jobs).out().contains("\033["));
    assertFalse(
        new Program().onTerminal(80).with("TERM", "dumb").run(jobs).out().contains("\033["));
    assertTrue(new Program().with("CLICOLOR_FORCE", "1").run(jobs).out().contains("\033["));
    assertTrue(
        new Program()
            .with("NO_COLOR", "1")
            .run("jobs", "--color", "always", "--from", Dumps.file(36, "active"))
            .out()
            .contains("\033["));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "wide", "json", "ndjson", "csv", "yaml", "name"})
  @DisplayName("never lets control characters of a dump through")
  void controlCharactersNeverPass(String format) {
    String hostile =
        Dumps.text(36, "active")
            .replace("com.example.rare", "com.\033]0;owned\007rare\u202e\u009b31m");
    for (List<String> command :
        List.of(
            List.of("jobs"),
            List.of("show", "u0a126/400", "--raw"),
            List.of("why"),
            List.of("why", "u0a126/400"),
            List.of("why", "com.\033]0;owned\007rare\u202e\u009b31m"),
            List.of("why", "com.\033]0;gone\007"))) {
      String[] args =
          Stream.concat(command.stream(), Stream.of("--from", "-", "-o", format))
              .toArray(String[]::new);
      Program.Result result =
          new Program().reading(hostile.getBytes(StandardCharsets.UTF_8)).run(args);
      assertTrue(Set.of(0, 1, 5).contains(result.code()), result.err());
      (result.out() + result.err())
          .chars()
          .filter(c -> c != '\n')
          .forEach(
              c ->
                  assertFalse(
                      Character.isISOControl(c) || c == 0x202e,
                      () -> format + " lets character " + Integer.toHexString(c) + " through"));
    }
  }

  @Test
  @DisplayName("is narrowed precisely: by package, user, namespace and filter")
  void jobsAreNarrowed() {
    String dump = Dumps.file(36, "active");
    List<String> ofApp =
        new Program()
            .run("jobs", "com.example.app", "--from", dump, "-o", "name")
            .out()
            .lines()
            .toList();
    assertTrue(ofApp.contains("1000/100001"), "a sync job works for the app");
    assertFalse(ofApp.contains("u0a124/20"));
    assertTrue(
        new Program()
            .run("jobs", "-u", "10", "--from", dump, "-o", "csv", "--columns", "user,key")
            .out()
            .lines()
            .skip(1)
            .allMatch(line -> line.startsWith("10,") || line.equals("0,1000/100002")));
    assertEquals(
        2,
        new Program()
            .run("jobs", "--demo", "-n", "androidx.work.systemjobscheduler", "-o", "name")
            .out()
            .lines()
            .count());
    assertTrue(
        new Program()
            .run(
                "jobs",
                "--from",
                dump,
                "--filter",
                "state=waiting,heldby~connectivity",
                "-o",
                "csv",
                "--columns",
                "state,heldby",
                "--no-headers")
            .out()
            .lines()
            .allMatch(line -> line.startsWith("waiting,") && line.contains("CONNECTIVITY")));
  }

  @Test
  @DisplayName("of a dry run is the adb command, and nothing is asked of a device")
  void dryRunPrintsTheCommand() {
    assertEquals(
        "adb shell 'dumpsys jobscheduler'\n", new Program().run("jobs", "--dry-run").out());
    assertEquals(
        "adb -s demo-api36 shell 'cmd jobscheduler run -f com.example.app 5'\n",
        new Program().run("--demo", "run", "com.example.app/5", "--force", "--dry-run").out());
  }

  @Test
  @DisplayName("of completion is a script for bash")
  void completionIsAScript() {
    Program.Result result = new Program().run("completion", "bash");
    assertEquals(0, result.code());
    assertTrue(result.out().startsWith("#!/usr/bin/env bash"));
    assertTrue(result.out().contains("jobs"));
    assertEquals(2, new Program().run("completion", "fish").code());
  }
}
