package io.github.jobdoctor.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogWords;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A time line of a log, as text,")
class TimelineExportTest {

  private static final Pattern BLOCK =
      Pattern.compile("<script type=\"application/json\"[^>]*>(.*?)</script>", Pattern.DOTALL);

  static Stream<Arguments> logs() {
    return Stream.of(
        Arguments.of("empty", log(LogSamples::empty)),
        Arguments.of("only died", log(LogSamples::onlyDied)),
        Arguments.of("everything", log(LogSamples::everything)),
        Arguments.of("hostile", log(LogSamples::hostile)),
        Arguments.of("many", LogSamples.many(12_000, 20)));
  }

  private static Consumer<LogListener> log(Consumer<LogListener> log) {
    return log;
  }

  static String page(Consumer<LogListener> log, LogFilter filter) {
    StringWriter out = new StringWriter();
    TimelineExport export = new TimelineExport(out, filter, LogSamples.FILE);
    log.accept(export);
    export.finish();
    return out.toString();
  }

  private static List<JsonNode> blocks(String page) {
    List<JsonNode> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(page);
    while (found.find()) {
      blocks.add(JsonMapper.shared().readTree(found.group(1)));
    }
    return blocks;
  }

  private static JsonNode figures(String page) {
    List<JsonNode> blocks = blocks(page);
    return blocks.get(blocks.size() - 1);
  }

  /** The rows of a kind, with words in the place of their numbers at {@code texts}. */
  private static List<List<String>> rows(String page, String kind, Set<Integer> texts) {
    List<String> words = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode block : blocks(page)) {
      if (!block.isArray()) {
        continue;
      }
      for (JsonNode row : block) {
        if (row.get(0).asString().equals("word")) {
          words.add(row.get(1).asString());
        } else if (row.get(0).asString().equals(kind)) {
          rows.add(
              IntStream.range(1, row.size())
                  .mapToObj(
                      i ->
                          texts.contains(i) && row.get(i).isNumber()
                              ? words.get(row.get(i).asInt())
                              : row.get(i).asString("null"))
                  .toList());
        }
      }
    }
    return rows;
  }

  private static List<List<String>> runs(String page) {
    return rows(page, "run", Set.of(1, 2, 6, 8, 9, 12, 13, 17));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  @DisplayName("asks for nothing from outside, and runs its own script alone")
  void asksForNothingFromOutside(String name, Consumer<LogListener> log) throws Exception {
    String page = page(log, LogFilter.ALL);
    String own = BLOCK.matcher(page).replaceAll("").replace("http://www.w3.org/2000/svg", "");
    for (String word : List.of("http:", "https:", "//cdn", " src=", "url(", "@import", "<link")) {
      assertFalse(own.contains(word), name + " has " + word);
    }
    assertTrue(page.contains("content=\"default-src 'none'; script-src 'sha256-"));
    assertEquals(hash(between(page, "<style>", "</style>")), policy(page, "style-src"));
    assertEquals(hash(between(page, "<script>", "</script>")), policy(page, "script-src"));
    for (String word :
        List.of(
            "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(")) {
      assertFalse(page.contains(word), word);
    }
  }

  private static String between(String page, String start, String end) {
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf(end, from));
  }

  private static String policy(String page, String directive) {
    return between(page, directive + " 'sha256-", "'");
  }

  private static String hash(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  @DisplayName("holds the log in JSON that cannot end its block")
  void jsonCannotEndItsBlock(String name, Consumer<LogListener> log) {
    String page = page(log, LogFilter.ALL);
    Matcher block = BLOCK.matcher(page);
    int blocks = 0;
    while (block.find()) {
      blocks++;
      String json = block.group(1);
      assertEquals(-1, indexOfAny(json, "<>&'"), name);
      JsonMapper.shared().readTree(json);
    }
    assertTrue(blocks > 0);
    assertEquals(blocks + 1, page.split("<script", -1).length - 1, "scripts of the page");
    page.chars()
        .filter(c -> c != '\n')
        .forEach(c -> assertFalse(Printable.isUnsafe(c), Integer.toHexString(c)));
  }

  private static int indexOfAny(String text, String chars) {
    return IntStream.range(0, text.length())
        .filter(i -> chars.indexOf(text.charAt(i)) >= 0)
        .findFirst()
        .orElse(-1);
  }

  @Test
  @DisplayName("shows what would disguise a name by its code")
  void disguisesAreShown() {
    String page = page(LogSamples::hostile, LogFilter.ALL);
    String name = figures(page).get("package").asString();
    assertEquals(Printable.clean(LogSamples.HOSTILE), name);
    assertTrue(name.contains("\\u202egnp.exe\\u2028\\u2029\\x1b[31m"), name);
    assertEquals(name, runs(page).get(0).get(0));
    assertEquals("y".repeat(5_000), runs(page).get(1).get(8));
  }

  @Test
  @DisplayName("has a row for each run, and no length where none is known")
  void everyRunHasARow() {
    List<List<String>> runs = runs(page(LogSamples::everything, LogFilter.ALL));
    assertEquals(12, runs.size());
    assertEquals(
        List.of(
            "sync",
            "success",
            "1768198200000",
            "42000",
            "45",
            "schedule",
            "1",
            "null",
            "3 items",
            "null",
            "1768198242000",
            "ACTIVE",
            "CHARGING",
            "4711",
            "7",
            "660000",
            "2.4.1"),
        runs.get(0));
    for (List<String> run : runs) {
      if (Set.of("died", "running").contains(run.get(1))) {
        assertEquals("null", run.get(3), run::toString);
      }
    }
    assertEquals(
        List.of("success", "failed", "died", "unknown", "running"),
        runs.stream().map(run -> run.get(1)).distinct().toList());
  }

  @Test
  @DisplayName("has a row for boots, clock changes, gaps and events")
  void marksHaveRows() {
    String page = page(LogSamples::everything, LogFilter.ALL);
    assertEquals(1, rows(page, "boot", Set.of()).size());
    assertEquals("-900000", rows(page, "clock", Set.of()).get(0).get(1));
    assertEquals(
        List.of("null 40 overwritten", "1768214572900 6 damaged"),
        rows(page, "gap", Set.of(4)).stream()
            .map(gap -> String.join(" ", gap.subList(1, 4)))
            .toList());
    assertTrue(
        rows(page, "event", Set.of(1)).stream()
            .map(event -> event.get(0))
            .toList()
            .containsAll(
                List.of("process-start", "skipped", "undefined", "expired", "log", "napping")));
  }

  @Test
  @DisplayName("has the figures of each task at its end")
  void figuresComeLast() {
    JsonNode figures = figures(page(LogSamples::everything, LogFilter.ALL));
    assertEquals("com.example.app", figures.get("package").asString());
    assertEquals("pixel.jsonl", figures.get("source").asString());
    assertEquals(46, figures.get("missing").asInt());
    JsonNode sync = figures.get("tasks").get(0);
    assertEquals("sync", sync.get("task").asString());
    assertEquals(6, sync.get("runs").asInt());
    assertEquals(1, sync.get("failed").asInt());
    assertEquals(1, sync.get("expired").asInt());
    assertEquals(5 / 6.0, sync.get("successRate").asDouble());
    assertEquals(545_000, sync.get("longestDuration").asLong());
    assertEquals("[[\"TIMEOUT\",1]]", sync.get("stopReasons").toString());
    assertEquals(
        3, figures.get("processStarts").size(), () -> figures.get("processStarts").toString());
  }

  @Test
  @DisplayName("of an empty log is whole, and says nothing that is not so")
  void anEmptyLogIsAPage() {
    String page = page(LogSamples::empty, LogFilter.ALL);
    assertEquals(1, blocks(page).size());
    JsonNode figures = figures(page);
    assertFalse(figures.has("first"));
    assertEquals(0, figures.get("tasks").size());
    assertTrue(page.endsWith("</html>\n"));
  }

  @Test
  @DisplayName("of a run that only its death is known of gives it no start")
  void aDeathAloneHasNoStart() {
    List<List<String>> runs = runs(page(LogSamples::onlyDied, LogFilter.ALL));
    assertEquals(1, runs.size());
    assertEquals(List.of("sync", "died", "null", "null"), runs.get(0).subList(0, 4));
  }

  @Test
  @DisplayName("tells a log of more words than are kept in full")
  void wordsBeyondTheBoundAreWritten() {
    int count = 7_000;
    String page =
        page(
            listener -> {
              LogSamples log = new LogSamples(listener).head("com.example.app", "aa");
              for (int i = 0; i < count; i++) {
                log.run("task " + i % 3_000, LogWords.SUCCESS, 1, "message " + i);
              }
            },
            LogFilter.ALL);
    List<List<String>> runs = runs(page);
    assertEquals(
        IntStream.range(0, count).mapToObj(i -> "task " + i % 3_000 + " message " + i).toList(),
        runs.stream().map(run -> run.get(0) + " " + run.get(8)).toList());
    assertTrue(blocks(page).size() > 2, "one block for all");
  }

  @Test
  @DisplayName("says that it is a part, when a filter made it one")
  void theFilterIsSaid() {
    String page =
        page(
            LogSamples::everything,
            new LogFilter(
                Set.of("sync"),
                OptionalLong.of(1_768_200_000_000L),
                OptionalLong.empty(),
                Set.of("success")));
    assertEquals(4, runs(page).size());
    assertEquals(
        "{\"tasks\":[\"sync\"],\"since\":1768200000000,\"outcomes\":[\"success\"]}",
        figures(page).get("filter").toString());
  }
}
