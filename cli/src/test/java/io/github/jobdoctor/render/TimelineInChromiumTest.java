package io.github.jobdoctor.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages in a headless Chromium; without one there is nothing to see. */
@DisplayName("A time line of a log, in Chromium,")
class TimelineInChromiumTest {

  private static final long DEADLINE_SECONDS = 90;

  /** A browser that was killed may still write there. */
  @TempDir(cleanup = CleanupMode.ALWAYS)
  private Path folder;

  private static Optional<Path> chromium = Optional.empty();

  /**
   * What Chromium made of a page.
   *
   * @param dom the page after its script
   * @param console what the page, or the browser about it, said on the console
   */
  private record Seen(String dom, List<String> console) {

    String attribute(String name) {
      Matcher found = Pattern.compile("<html[^>]* data-" + name + "=\"([^\"]*)\"").matcher(dom);
      assertTrue(found.find(), () -> "no data-" + name + " in " + dom.substring(0, 300));
      return found.group(1);
    }

    String figure(String name) {
      Matcher found = Pattern.compile("id=\"figure-" + name + "\"[^>]*>([^<]*)<").matcher(dom);
      assertTrue(found.find(), name);
      return found.group(1);
    }

    /** The words in an element with an id, as far as its first closing tag of the kind. */
    String words(String id, String tag) {
      Matcher found =
          Pattern.compile("id=\"" + id + "\".*?>(.*?)</" + tag + ">", Pattern.DOTALL).matcher(dom);
      assertTrue(found.find(), id);
      return found.group(1).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").trim();
    }
  }

  @BeforeAll
  static void findChromium() {
    chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(place -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    boolean required = "true".equals(System.getenv("JOBDOCTOR_REQUIRE_CHROMIUM"));
    if (chromium.isEmpty() && required) {
      fail("JOBDOCTOR_REQUIRE_CHROMIUM is true, and no Chromium is on the PATH");
    }
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the time line is not looked at");
  }

  private Seen open(Consumer<LogListener> log) throws Exception {
    return open(TimelineExportTest.page(log, LogFilter.ALL));
  }

  private Seen open(String page) throws Exception {
    Path file = Files.writeString(folder.resolve("timeline.html"), page);
    Path dom = folder.resolve("dom");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(
                chromium.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--v=0",
                "--window-size=1400,900",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("TZ", "Europe/Berlin");
    Process process = builder.start();
    try {
      assertTrue(
          process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS),
          () -> "Chromium did not end: " + read(errors));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return new Seen(
        read(dom), read(errors).lines().filter(line -> line.contains("CONSOLE")).toList());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("shows the figures, the last runs and the viewer's time zone")
  void showsFigures() throws Exception {
    Seen seen = open(LogSamples::everything);
    assertEquals(List.of(), seen.console());
    assertEquals("true", seen.attribute("ready"));
    assertEquals("com.example.app", seen.words("package", "h1"));
    assertEquals("12", seen.figure("runs"));
    assertEquals("62.5 %", seen.figure("rate"));
    assertEquals("2", seen.figure("failed"));
    assertEquals("1", seen.figure("died"));
    assertEquals("46", seen.figure("gap"));
    assertEquals(
        "File pixel.jsonl 12 Jan 2026, 07:00:00 – 12 Jan 2026, 13:06:17"
            + " Time zone Europe/Berlin (UTC+01:00) Agent 1.0",
        seen.words("where", "p"));
    String last = seen.words("last", "table");
    assertTrue(last.contains("12 Jan 2026, 08:49:52 index mail died – schedule"), last);
    assertTrue(seen.words("tasks", "table").contains("TIMEOUT ×1"), seen.words("tasks", "table"));
    assertTrue(Integer.parseInt(seen.attribute("drawn")) > 30, seen.attribute("drawn"));
  }

  @Test
  @DisplayName("of an empty log says so")
  void anEmptyLogSaysSo() throws Exception {
    Seen seen = open(LogSamples::empty);
    assertEquals(List.of(), seen.console());
    assertEquals("true", seen.attribute("ready"));
    assertEquals("0", seen.figure("runs"));
    assertEquals("–", seen.figure("rate"));
    assertTrue(seen.words("details", "aside").contains("The log is empty."));
  }

  @Test
  @DisplayName("draws 100,000 runs with few strokes and few elements")
  void drawsManyRuns() throws Exception {
    Seen seen = open(LogSamples.many(100_000, 60));
    assertEquals(List.of(), seen.console());
    assertEquals("true", seen.attribute("ready"));
    assertEquals("100000", seen.attribute("runs"));
    assertEquals("100,000", seen.figure("runs"));
    int drawn = Integer.parseInt(seen.attribute("drawn"));
    assertTrue(drawn > 1_000 && drawn < 20_000, () -> "drawn " + drawn);
    String withoutData = seen.dom().replaceAll("(?s)<script.*?</script>", "");
    assertTrue(withoutData.split("<", -1).length < 20_000, "a page of elements");
    assertEquals(201, withoutData.split("<tr", -1).length - 1 - 60 - 3, "the last runs");
  }

  @Test
  @DisplayName("keeps hostile text as text, and refuses any script but its own")
  void hostileTextStaysText() throws Exception {
    String page = TimelineExportTest.page(LogSamples::hostile, LogFilter.ALL);
    Seen seen = open(page);
    assertEquals(List.of(), seen.console());
    assertEquals("true", seen.attribute("ready"));
    assertTrue(seen.words("package", "h1").startsWith("&lt;/script&gt;"));
    assertFalse(seen.dom().contains("<img"));
    assertTrue(seen.words("narrowed", "p").startsWith("2 runs have a time that no calendar has"));

    Seen attacked =
        open(page.replace("</body>", "<script>document.title = 'owned'</script></body>"));
    assertFalse(attacked.console().isEmpty(), "this test would not hear a page that complains");
    assertFalse(attacked.dom().contains("<title>owned"));
  }

  @Test
  @DisplayName("is led by keys: a run is chosen and told in full")
  void keysChooseARun() throws Exception {
    String page = TimelineExportTest.page(LogSamples::everything, LogFilter.ALL);
    String keys =
        "<script>const press = (key) => document.getElementById('scroller')"
            + ".dispatchEvent(new KeyboardEvent('keydown', { key }));"
            + "press('ArrowDown'); press('ArrowDown'); press('p'); press('p'); press('0');"
            + "const find = document.getElementById('task-filter'); find.value = 'UPLOAD';"
            + "find.dispatchEvent(new Event('input'));</script></body>";
    Seen seen =
        open(
            page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("</body>", keys));
    assertEquals(List.of(), seen.console());
    String details = seen.words("details", "aside");
    for (String fact :
        List.of(
            "upload photos failed HTTP 503 from the server",
            "Start Mon, 12 Jan 2026, 07:10:42.000",
            "Duration 5 min 10 s (310,000 ms)",
            "Trigger schedule",
            "Standby bucket ACTIVE",
            "Power CHARGING",
            "Process 4711")) {
      assertTrue(details.contains(fact), () -> fact + " is not in " + details);
    }
    assertEquals("1 of 4 tasks", seen.words("shown", "p"));
  }
}
