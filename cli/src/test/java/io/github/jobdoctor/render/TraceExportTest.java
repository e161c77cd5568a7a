package io.github.jobdoctor.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A trace of a log")
class TraceExportTest {

  static Stream<Arguments> logs() {
    return Stream.of(
        Arguments.of("empty", log(LogSamples::empty)),
        Arguments.of("only died", log(LogSamples::onlyDied)),
        Arguments.of("everything", log(LogSamples::everything)),
        Arguments.of("hostile", log(LogSamples::hostile)),
        Arguments.of("many", LogSamples.many(3_000, 20)));
  }

  private static Consumer<LogListener> log(Consumer<LogListener> log) {
    return log;
  }

  private static String text(Consumer<LogListener> log, LogFilter filter) {
    StringWriter out = new StringWriter();
    TraceExport export = new TraceExport(out, filter, LogSamples.FILE);
    log.accept(export);
    export.finish();
    return out.toString();
  }

  private static List<JsonNode> events(Consumer<LogListener> log) {
    return events(log, LogFilter.ALL);
  }

  private static List<JsonNode> events(Consumer<LogListener> log, LogFilter filter) {
    return JsonMapper.shared()
        .readTree(text(log, filter))
        .get("traceEvents")
        .valueStream()
        .toList();
  }

  private static List<JsonNode> with(List<JsonNode> events, String field, String value) {
    return events.stream()
        .filter(event -> event.has(field) && event.get(field).asString().equals(value))
        .toList();
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(event -> event.get("name").asString()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  @DisplayName("is what the format asks for, phase by phase")
  void isOfTheFormat(String name, Consumer<LogListener> log) throws IOException {
    try (InputStream in = TraceExportTest.class.getResourceAsStream("trace-event.schema.json")) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      assertEquals(List.of(), schema.validate(text(log, LogFilter.ALL), InputFormat.JSON), name);
      assertFalse(
          schema
              .validate(text(log, LogFilter.ALL).replaceFirst("\"pid\":1,", ""), InputFormat.JSON)
              .isEmpty(),
          "the schema would let anything pass");
    }
  }

  @Test
  @DisplayName("has a complete event for each run whose length is known, and no other")
  void completeEventsAreRunsOfKnownLength() {
    List<JsonNode> events = events(LogSamples::everything);
    List<JsonNode> complete = with(events, "ph", "X");
    assertEquals(8, complete.size());
    JsonNode first = complete.get(0);
    assertEquals("sync", first.get("name").asString());
    assertEquals("success", first.get("cat").asString());
    assertEquals("good", first.get("cname").asString());
    assertEquals(1_768_198_200_000_000L, first.get("ts").asLong());
    assertEquals(42_000_000, first.get("dur").asLong());
    JsonNode args = first.get("args");
    assertEquals(45, args.get("run").asLong());
    assertEquals("schedule", args.get("trigger").asString());
    assertEquals("3 items", args.get("message").asString());
    assertEquals("CHARGING", args.get("power").get(0).asString());
    assertEquals(4711, args.get("pid").asInt());
    assertFalse(args.has("stopReason"));
    assertEquals(
        List.of("TIMEOUT"),
        with(complete, "cat", "failed").stream()
            .map(event -> event.get("args"))
            .filter(failed -> failed.has("stopReason"))
            .map(failed -> failed.get("stopReason").asString())
            .toList());
  }

  @Test
  @DisplayName("makes up no length: what died, runs or is unknown is an instant at its start")
  void noLengthIsMadeUp() {
    List<JsonNode> instants = with(events(LogSamples::everything), "ph", "i");
    assertEquals(List.of("index mail died"), names(with(instants, "cat", "died")));
    assertEquals(List.of("index mail unknown"), names(with(instants, "cat", "unknown")));
    assertEquals(
        List.of("upload photos running", "upload photos running"),
        names(with(instants, "cat", "running")));
    assertEquals(
        List.of("sync died (start not known)"),
        names(with(events(LogSamples::onlyDied), "cat", "died")));
  }

  @Test
  @DisplayName("shows boots, clock changes, gaps and the log's own events to all threads")
  void someEventsAreGlobal() {
    assertEquals(
        List.of(
            "40 records missing (overwritten)",
            "boot",
            "clock set back by 15m",
            "6 records missing (damaged)",
            "log"),
        names(with(events(LogSamples::everything), "s", "g")));
  }

  @Test
  @DisplayName("says where another log begins")
  void anotherLogIsAnInstant() {
    List<JsonNode> events =
        events(
            listener -> {
              LogSamples.everything(listener);
              LogSamples.everything(listener);
            });
    JsonNode anew = with(events, "cat", "log-anew").get(0);
    assertEquals("log anew", anew.get("name").asString());
    assertEquals("g", anew.get("s").asString());
    assertEquals("com.example.app", anew.get("args").get("package").asString());
  }

  @Test
  @DisplayName("has a named thread for each task, on which no two runs cross")
  void threadsAreTasks() {
    List<JsonNode> events = events(LogSamples::everything);
    assertEquals(
        List.of("worker", "sync", "upload photos", "cleanup", "index mail"),
        with(events, "name", "thread_name").stream()
            .map(event -> event.get("args").get("name").asString())
            .filter(name -> !name.contains("overlapping"))
            .toList());
    assertEquals(
        List.of("com.example.app"),
        with(events, "name", "process_name").stream()
            .map(event -> event.get("args").get("name").asString())
            .toList());
    Map<Integer, Long> takenUntil = new HashMap<>();
    Set<Integer> threads = new HashSet<>();
    for (JsonNode event : with(events, "ph", "X")) {
      int thread = event.get("tid").asInt();
      long start = event.get("ts").asLong();
      assertTrue(takenUntil.getOrDefault(thread, 0L) <= start, event::toString);
      takenUntil.put(thread, start + event.get("dur").asLong());
      threads.add(thread);
    }
    assertTrue(threads.size() > 3);
  }

  @Test
  @DisplayName("holds what the filter wants, and nothing else")
  void theFilterHolds() {
    List<JsonNode> events =
        events(
            LogSamples::everything,
            new LogFilter(
                Set.of("sync"), OptionalLong.empty(), OptionalLong.empty(), Set.of("failed")));
    assertEquals(1, with(events, "ph", "X").size());
    assertEquals(List.of(), names(with(events, "cat", "skipped")));
    assertEquals(List.of(), names(with(events, "cat", "process-start")));
    assertEquals(List.of("boot"), names(with(events, "cat", "boot")));
  }

  @Test
  @DisplayName("lets no control character through, and leaves out times that no viewer can hold")
  void hostileTextIsEscaped() {
    String text = text(LogSamples::hostile, LogFilter.ALL);
    text.chars()
        .filter(c -> c != '\n')
        .forEach(c -> assertFalse(Printable.isUnsafe(c), Integer.toHexString(c)));
    JsonNode document = JsonMapper.shared().readTree(text);
    assertEquals(4, document.get("otherData").get("leftOutForTheirTime").asInt());
    assertTrue(names(document.get("traceEvents").valueStream().toList()).contains("__proto__"));
  }

  @Test
  @DisplayName("that cannot be written says so as an unchecked error of the writer")
  void errorsOfTheWriterComeOut() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("no space left");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    UncheckedIOException error =
        assertThrows(
            UncheckedIOException.class,
            () -> {
              TraceExport export = new TraceExport(full, LogFilter.ALL, LogSamples.FILE);
              LogSamples.many(500, 5).accept(export);
              export.finish();
            });
    assertEquals("no space left", error.getCause().getMessage());
  }
}
