package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("history and stats")
class HistoryAndStatsTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  static Stream<List<String>> documents() {
    return Stream.of(
        List.of("history", "--from", Dumps.file(24, "doze")),
        List.of("history", "--from", Dumps.file(28, "doze")),
        List.of("history", "--from", Dumps.file(36, "doze")),
        List.of("history", "--from", Dumps.file(36, "filtered")),
        List.of("history", "--demo", "--all-devices"),
        List.of("history", "--from", "no-such-file"),
        List.of("stats", "--from", Dumps.file(24, "doze")),
        List.of("stats", "--from", Dumps.file(30, "doze")),
        List.of("stats", "--from", Dumps.file(37, "doze")),
        List.of("stats", "--demo", "--all-devices"),
        List.of("stats", "--from", "no-such-file"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  @DisplayName("as JSON are what the schema says")
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
  @DisplayName("tell a run with its start, length and reason")
  void aRun() {
    Program.Result result =
        new Program().run("history", "u0a133/702", "--from", Dumps.file(28, "doze"), "-o", "json");
    JsonNode source = JSON.readTree(result.out()).get("sources").get(0);
    assertFalse(source.get("historyForgets").asBoolean());
    assertTrue(source.get("historySinceMs").asLong() < -300_000);
    JsonNode run = source.get("history").get(0);
    assertEquals(702, run.get("jobId").asInt());
    assertEquals("u0a133", run.get("uid").asString());
    assertEquals("timed out while binding", run.get("stopReasonText").asString());
    assertFalse(run.get("periodic").asBoolean());
    assertEquals(
        run.get("stopMs").asLong() - run.get("startMs").asLong(), run.get("durationMs").asLong());
    assertFalse(run.has("stopReason"), "the text settles no internal reason");
  }

  @Test
  @DisplayName("in a table say how far the history reaches back")
  void theSpanIsSaid() {
    Program.Result result = new Program().run("history", "--from", Dumps.file(36, "doze"));
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().startsWith("STARTED"), result.out());
    assertTrue(result.err().contains("reaches back 6m5s"), result.err());
    Program.Result filtered = new Program().run("history", "--from", Dumps.file(36, "filtered"));
    assertTrue(filtered.err().contains("may lack the runs of others"), filtered.err());
  }

  @Test
  @DisplayName("are narrowed by job, class, package and user")
  void areNarrowed() {
    String dump = Dumps.file(36, "doze");
    for (String job : List.of("700", "u0a133/700", "com.example.running/700")) {
      assertEquals(
          "u0a133/700\n",
          new Program().run("history", job, "--from", dump, "-o", "name").out(),
          job);
    }
    assertTrue(
        new Program()
            .run("history", "com.example.history", "--from", dump, "-o", "name")
            .out()
            .lines()
            .allMatch(line -> line.startsWith("u0a134/")));
    assertEquals(
        "com.example.user10\n",
        new Program().run("stats", "-u", "10", "--from", dump, "-o", "name").out());
  }

  @Test
  @DisplayName("know the job that has not run from the one that is not there")
  void notRunAndNotThere() {
    String dump = Dumps.file(36, "doze");
    Program.Result waiting = new Program().run("history", "u0a123/5", "--from", dump);
    assertEquals(0, waiting.code());
    assertTrue(waiting.err().contains("no such run"), waiting.err());
    assertEquals(5, new Program().run("history", "no.such.app", "--from", dump).code());
    assertEquals(5, new Program().run("stats", "no.such.app", "--from", dump).code());
  }

  @Test
  @DisplayName("tell quota as the dump has it")
  void quota() {
    Program.Result result =
        new Program()
            .run("stats", "com.example.frequent", "--from", Dumps.file(33, "doze"), "-o", "json");
    JsonNode use = JSON.readTree(result.out()).get("sources").get(0).get("packages").get(0);
    JsonNode quota = use.get("quota").get(0);
    assertEquals("FREQUENT", quota.get("bucket").asString());
    assertEquals("within", quota.get("standing").asString());
    assertEquals(600_000, quota.get("leftMs").asLong());
    assertEquals(28_800_000, quota.get("windowMs").asLong());
    assertEquals(1, quota.get("jobs").asInt());
    assertEquals(200, quota.get("jobLimit").asInt());
    assertEquals(8, quota.get("sessionLimit").asInt());
    assertEquals(93_201, use.get("expeditedUsedMs").asLong());
    assertEquals(600_000, use.get("expeditedLimitMs").asLong());
    assertTrue(use.get("timesPending").asInt() > 0);
  }

  @Test
  @DisplayName("say how many jobs run and may run")
  void concurrency() {
    Program.Result result = new Program().run("stats", "--from", Dumps.file(36, "doze"));
    assertTrue(
        result.out().contains("9 of at most 12 jobs run, 49 wait for a slot; memory is normal"),
        result.out());
    JsonNode never =
        JSON.readTree(
                new Program()
                    .run(
                        "stats",
                        "com.example.never",
                        "--from",
                        Dumps.file(36, "doze"),
                        "-o",
                        "json")
                    .out())
            .get("sources")
            .get(0)
            .get("packages")
            .get(0);
    assertEquals("out", never.get("quota").get(0).get("standing").asString());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  @DisplayName("as tables fit the terminal")
  void tablesFit(int width) {
    for (String command : List.of("history", "stats")) {
      Program.Result result =
          new Program()
              .with("NO_COLOR", "1")
              .onTerminal(width)
              .run(command, "--from", Dumps.file(36, "doze"));
      assertEquals(0, result.code(), result.err());
      result
          .out()
          .lines()
          .filter(line -> !line.contains(" jobs run, "))
          .forEach(line -> assertTrue(line.length() <= width, line));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "wide", "json", "ndjson", "csv", "yaml", "name"})
  @DisplayName("never let control characters of a dump through")
  void controlCharactersNeverPass(String format) {
    String hostile =
        Dumps.text(36, "doze").replace("com.example.running", "com.\033]0;owned\007\u202erunning");
    for (String command : List.of("history", "stats")) {
      Program.Result result =
          new Program()
              .reading(hostile.getBytes(StandardCharsets.UTF_8))
              .run(command, "--from", "-", "-o", format);
      assertEquals(0, result.code(), result.err());
      assertFalse(result.out().isEmpty());
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
  @DisplayName("of a dry run are the adb command")
  void dryRun() {
    assertEquals(
        "adb shell 'dumpsys jobscheduler'\n", new Program().run("history", "--dry-run").out());
    assertEquals(
        "adb shell 'dumpsys jobscheduler'\n", new Program().run("stats", "--dry-run").out());
  }
}
