package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Any genuine dump")
class DumpPropertiesTest {

  /** A sample spread over each dump; parsing all cuts of all dumps would take far too long. */
  private static final int CUTS = 60;

  static Stream<String> dumps() {
    return IntStream.rangeClosed(21, 37)
        .boxed()
        .flatMap(api -> names(api).map(name -> "api-" + api + "/" + name));
  }

  /** Before API 24 nobody could ask for one package. */
  private static Stream<String> names(int api) {
    return api < 24 ? Stream.of("active", "doze") : Stream.of("active", "doze", "filtered");
  }

  /** Up to API 26 nothing but a name is printed for the entries. */
  static Stream<String> truths() {
    return dumps().filter(dump -> !dump.endsWith("filtered") && dump.compareTo("api-28") >= 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("cut at lines all over it is not whole, and no job in it is made up")
  void cutAtLines(String dump) throws Exception {
    String text = text(dump);
    List<String> keys = keys(JobSchedulerDump.parse(text));
    List<String> lines = text.lines().toList();
    int last = lines.size();
    while (lines.get(last - 1).isBlank()) {
      last--;
    }
    for (int i = 0; i <= CUTS; i++) {
      // Half of the cuts fall into the last lines, where little is missing.
      int line = i % 2 == 0 ? last - 1 - i / 2 : (int) ((long) last * i / (CUTS + 1));
      assertCut(String.join("\n", lines.subList(0, line)) + "\n", keys);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("cut at bytes all over it is not whole, and no job in it is made up")
  void cutAtBytes(String dump) throws Exception {
    byte[] bytes = text(dump).stripTrailing().getBytes(StandardCharsets.UTF_8);
    List<String> keys = keys(JobSchedulerDump.parse(new ByteArrayInputStream(bytes)));
    for (int i = 0; i < CUTS; i++) {
      int length = (int) ((long) (bytes.length - 10) * i / (CUTS - 1));
      assertCut(new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8), keys);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("says the same with other line ends and in other encodings")
  void lineEndsAndEncodings(String dump) throws Exception {
    String text = text(dump);
    JobSchedulerSnapshot expected = JobSchedulerDump.parse(text);
    assertEquals(expected, JobSchedulerDump.parse(text.replace("\n", "\r\n")));
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] marked = ("\ufeff" + text).getBytes(charset);
      assertEquals(expected, JobSchedulerDump.parse(new ByteArrayInputStream(marked)), "marked");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("gives a job, or a line left unread, for each heading with a block")
  void everyHeadingCounts(String dump) throws Exception {
    List<String> lines = text(dump).lines().toList();
    long headings =
        IntStream.range(0, lines.size() - 1)
            .filter(i -> isHeading(lines.get(i), lines.get(i + 1)))
            .count();
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text(dump));
    long unread = snapshot.unread().stream().filter(line -> isHeading(line.text(), "    ")).count();
    long running =
        snapshot.active().stream()
            .filter(entry -> isHeading(lines.get(entry.line() - 1), ""))
            .count();
    assertEquals(headings, snapshot.jobs().size() + running + unread);
  }

  /**
   * A block has a heading and lines below it (a heading alone was filtered out); before API 24 a
   * job has but one line, and a running one has it twice.
   */
  private static boolean isHeading(String line, String following) {
    return line.contains("..:[ComponentInfo{")
        || (line.startsWith("  JOB ") && following.startsWith("    "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("truths")
  @DisplayName("tells pending and active jobs as the service holds them, in its order")
  void pendingAndActive(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text(dump));
    JsonNode truth;
    try (InputStream in = DumpPropertiesTest.class.getResourceAsStream("aosp/" + dump + ".json")) {
      truth = JsonMapper.shared().readTree(in);
    }
    assertEquals(
        shortNames(truth.get("active")),
        snapshot.active().stream()
            .map(entry -> entry.key() + " " + entry.name())
            .sorted()
            .toList());
    assertEquals(
        shortNames(truth.get("pending")),
        snapshot.pending().stream()
            .map(entry -> entry.key() + " " + entry.name())
            .sorted()
            .toList());
    assertTrue(snapshot.active().stream().allMatch(entry -> entry.runningFor().isPresent()));
    assertTrue(snapshot.pending().stream().allMatch(entry -> entry.waiting().isPresent()));
  }

  /** {@code hash {namespace} #uid/id name} as {@code namespace:uid/id name}. */
  private static List<String> shortNames(JsonNode list) {
    return list.valueStream()
        .map(JsonNode::asString)
        .map(name -> name.replaceFirst("^[0-9a-f]+ (?:\\{(.*)\\} )?#", "$1:"))
        .map(name -> name.startsWith(":") ? name.substring(1) : name)
        .sorted()
        .toList();
  }

  private static void assertCut(String text, List<String> keys) {
    try {
      JobSchedulerSnapshot cut = JobSchedulerDump.parse(text);
      assertNotEquals(Extent.WHOLE, cut.extent(), () -> "cut after " + text.length());
      assertTrue(keys.containsAll(keys(cut)), () -> "jobs made up after " + text.length());
    } catch (UnusableDumpException e) {
      assertTrue(!text.contains("Registered jobs:\n") && !text.contains(" jobs:\n  JOB"));
    }
  }

  private static List<String> keys(JobSchedulerSnapshot snapshot) {
    return snapshot.jobs().stream().map(Job::key).map(Object::toString).toList();
  }

  private static String text(String dump) throws IOException {
    try (InputStream in = DumpPropertiesTest.class.getResourceAsStream("aosp/" + dump + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
