package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any log of another writer")
class LogPropertiesTest {

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  /** What a log is found to say. */
  private static final class Found implements LogListener {
    final Map<LogRun.Ending, Integer> endings = new EnumMap<>(LogRun.Ending.class);
    final List<Long> missing = new ArrayList<>();
    final List<Long> boots = new ArrayList<>();
    final List<Long> jumps = new ArrayList<>();
    private final LogRuns runs = new LogRuns(run -> endings.merge(run.ending(), 1, Integer::sum));
    private final LogListener clock =
        ClockChange.watch(
            change ->
                (change.kind() == ClockChange.Kind.BOOT ? boots : jumps)
                    .add(change.record().seq()));

    @Override
    public void head(LogHead head, boolean anew) {
      runs.head(head, anew);
      clock.head(head, anew);
    }

    @Override
    public void record(LogRecord record) {
      runs.record(record);
      clock.record(record);
    }

    @Override
    public void gap(LogGap gap) {
      runs.gap(gap);
      for (long seq = gap.from(); seq <= gap.to(); seq++) {
        missing.add(seq);
      }
    }

    void finish() {
      runs.finish();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("has the runs, holes, boots and jumps that its writer knows of")
  void truth(int seed) throws Exception {
    OtherWriter writer = new OtherWriter(seed);
    String text = writer.write(400);
    Found found = new Found();
    Line.tell(found, text);
    found.finish();
    assertEquals(writer.endings(), found.endings);
    assertEquals(writer.missing(), found.missing);
    assertEquals(writer.boots(), found.boots);
    assertEquals(writer.jumps(), found.jumps);
  }

  @Test
  @DisplayName("has all kinds of things in it, over all seeds")
  void notTrivial() {
    Map<LogRun.Ending, Integer> endings = new EnumMap<>(LogRun.Ending.class);
    int missing = 0;
    int boots = 0;
    int jumps = 0;
    for (int seed : seeds().toList()) {
      OtherWriter writer = new OtherWriter(seed);
      writer.write(400);
      writer.endings().forEach((ending, count) -> endings.merge(ending, count, Integer::sum));
      missing += writer.missing().size();
      boots += writer.boots().size();
      jumps += writer.jumps().size();
    }
    assertEquals(LogRun.Ending.values().length, endings.size(), endings.toString());
    assertTrue(endings.values().stream().allMatch(count -> count > 5), endings.toString());
    assertTrue(missing > 100 && boots > 20 && jumps > 20, missing + " " + boots + " " + jumps);
  }

  @Test
  @DisplayName("cut at any byte is a shorter log or none, and the rest of it is known as missing")
  void cut() throws Exception {
    OtherWriter writer = new OtherWriter(7);
    byte[] text = writer.write(15).getBytes(UTF_8);
    Heard all = new Heard();
    new LogReader(all).read(new ByteArrayInputStream(text));
    for (int length = 0; length <= text.length; length++) {
      Heard some = new Heard();
      LogReader reader = new LogReader(some);
      try {
        reader.read(new ByteArrayInputStream(text, 0, length));
      } catch (UnusableLogException cutInTheHead) {
        assertEquals(List.of(), some.said);
        continue;
      }
      assertEquals(all.records.subList(0, some.records.size()), some.records);
      assertEquals(
          reader.last() == reader.head().orElseThrow().lastSeq(), reader.cutOff().isEmpty());
      Heard rest = new Heard();
      try {
        new LogReader(rest).read(new ByteArrayInputStream(text, length, text.length - length));
        int left = rest.records.size();
        assertEquals(
            all.records.subList(all.records.size() - left, all.records.size()), rest.records);
      } catch (UnusableLogException nothingWhole) {
        assertTrue(some.records.size() >= all.records.size() - 1);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("says the same with other ends of lines, and as any other JSON")
  void sameRecords(int seed) throws Exception {
    String text = new OtherWriter(seed).write(200);
    Heard plain = new Heard();
    Line.read(new LogReader(plain), text);
    for (String other :
        List.of(
            text.replace("\n", "\r\n"),
            text.replace("{\"", "{ \""), // so that a JSON parser reads it
            text.replace("}\n", "} \n"),
            text.replace("\"event\"", "\"e\\u0076ent\""))) {
      Heard heard = new Heard();
      Line.read(new LogReader(heard), other);
      assertEquals(plain.said, heard.said);
      assertEquals(plain.records, heard.records);
    }
  }

  @Test
  @DisplayName("says the same in the plain form and to the JSON parser, however it is damaged")
  void plainOrNot() throws Exception {
    Random random = new Random(1);
    String[] lines = new OtherWriter(3).write(300).split("\n", -1);
    String spice = "{}[]\",:\\0123456789-.eE+ntf \u00fc\u0000\t";
    PlainLine plainLine = new PlainLine();
    int plain = 0;
    for (int i = 0; i < 40_000; i++) {
      StringBuilder line = new StringBuilder(lines[random.nextInt(lines.length - 1)]);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(line.length());
        char c = spice.charAt(random.nextInt(spice.length()));
        switch (random.nextInt(3)) {
          case 0 -> line.setCharAt(at, c);
          case 1 -> line.insert(at, c);
          default -> line.deleteCharAt(at);
        }
      }
      byte[] bytes = line.toString().getBytes(UTF_8);
      if (random.nextInt(10) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      plainLine.begin(bytes, 0, bytes.length);
      List<String> values = values(plainLine);
      if (plainLine.isPlain()) {
        plain++;
        try (JsonLine json = new JsonLine(bytes, 0, bytes.length)) {
          assertEquals(values(json), values, line.toString());
        }
      }
    }
    assertTrue(plain > 10_000, "only " + plain + " were plain");
  }

  private static List<String> values(LineFields line) throws NotALineException {
    List<String> values = new ArrayList<>();
    while (line.next()) {
      String value;
      try {
        value = line.text().orElseThrow() + line.word().orElseThrow();
      } catch (NotALineException noText) {
        try {
          value = Long.toString(line.number());
        } catch (NotALineException noNumber) {
          value = line.texts().orElseThrow().toString();
        }
      }
      values.add(line.field() + "=" + value);
    }
    return values;
  }

  @Test
  @DisplayName("never leads to anything but an unusable log, whatever its bytes become")
  void damaged() throws Exception {
    Random random = new Random(2);
    byte[] text = new OtherWriter(5).write(40).getBytes(UTF_8);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Arrays.copyOf(text, text.length);
      for (int changes = 1 + random.nextInt(30); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Found found = new Found();
      LogFigures figures = new LogFigures(java.util.Optional.empty(), LogFilter.ALL);
      try {
        new LogReader(figures).read(new ByteArrayInputStream(bytes));
        new LogReader(found.runs).read(new ByteArrayInputStream(bytes));
        new LogReader(found.clock).read(new ByteArrayInputStream(bytes));
      } catch (UnusableLogException isAllowed) {
        assertTrue(isAllowed.getMessage().length() < 400, isAllowed.getMessage());
      }
      figures.finish();
      found.finish();
    }
  }
}
