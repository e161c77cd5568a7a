package io.github.jobdoctor.agentlog;

import static io.github.jobdoctor.agentlog.Line.entry;
import static io.github.jobdoctor.agentlog.Line.head;
import static io.github.jobdoctor.agentlog.Line.record;
import static io.github.jobdoctor.agentlog.Line.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The reader of logs")
class LogReaderTest {

  private final Heard heard = new Heard();
  private final LogReader reader = new LogReader(heard);

  private List<String> read(Object... lines) throws Exception {
    Line.read(reader, text(lines));
    return heard.said;
  }

  private List<String> read(byte[] bytes) throws Exception {
    reader.read(new ByteArrayInputStream(bytes));
    return heard.said;
  }

  private String refused(String text) {
    return assertThrows(UnusableLogException.class, () -> Line.read(reader, text)).getMessage();
  }

  @Nested
  @DisplayName("of lines")
  class Lines {

    @Test
    @DisplayName("reads every field of a head")
    void everyFieldOfAHead() throws Exception {
      read(
          "{\"format\":\"jobdoctor-log\",\"version\":1,\"agent\":\"0.1.0\","
              + "\"package\":\"com.example\",\"log\":\"9f0c\",\"after\":17,\"firstSeq\":3,"
              + "\"lastSeq\":42,\"created\":1767225600000,\"capacity\":262144,"
              + "\"origin\":\"repaired\",\"originReason\":\"it \\\"was\\\" cut\","
              + "\"wallTime\":1767225700000,\"elapsedMs\":812345,\"new\":{\"a\":[1]}}");
      assertEquals(
          Optional.of(
              new LogHead(
                  "0.1.0",
                  Optional.of("com.example"),
                  "9f0c",
                  17,
                  3,
                  42,
                  OptionalLong.of(1767225600000L),
                  OptionalLong.of(262144),
                  Optional.of("repaired"),
                  Optional.of("it \"was\" cut"),
                  OptionalLong.of(1767225700000L),
                  OptionalLong.of(812345))),
          reader.head());
    }

    @Test
    @DisplayName("takes a head that says no more than it must")
    void shortHead() throws Exception {
      read(head("aa", 0, 0, 0).without("agent").without("after"));
      LogHead head = reader.head().orElseThrow();
      assertEquals("unknown", head.agent());
      assertEquals(0, head.after());
      assertEquals(Optional.empty(), head.packageName());
      assertEquals(OptionalLong.empty(), head.capacity());
    }

    @Test
    @DisplayName("reads every field of a record")
    void everyFieldOfARecord() throws Exception {
      read(
          "{\"seq\":12,\"run\":11,\"task\":\"sync\",\"event\":\"exit\",\"trigger\":\"schedule\","
              + "\"attempt\":1,\"wallTime\":1767225600000,\"elapsedMs\":81234,\"bootCount\":7,"
              + "\"outcome\":\"failed\",\"durationMs\":812,\"stopReason\":7,"
              + "\"stopReasonText\":\"CONSTRAINT_CONNECTIVITY\",\"message\":\"grüße\","
              + "\"pid\":4711,\"appVersion\":\"1.2\",\"standbyBucket\":\"RARE\","
              + "\"power\":[\"CHARGING\",\"DEVICE_IDLE\"]}");
      assertEquals(
          List.of(
              new LogRecord(
                  12,
                  OptionalLong.of(11),
                  Optional.of("sync"),
                  "exit",
                  Optional.of("schedule"),
                  OptionalInt.of(1),
                  1767225600000L,
                  81234,
                  OptionalInt.of(7),
                  Optional.of("failed"),
                  OptionalLong.of(812),
                  OptionalInt.of(7),
                  Optional.of("CONSTRAINT_CONNECTIVITY"),
                  Optional.of("grüße"),
                  OptionalInt.of(4711),
                  Optional.of("1.2"),
                  Optional.of("RARE"),
                  Optional.of(List.of("CHARGING", "DEVICE_IDLE")))),
          heard.records);
    }

    @Test
    @DisplayName("leaves absent what a record does not say, or says null")
    void absent() throws Exception {
      read(
          "{\"seq\":1,\"event\":\"log\",\"wallTime\":-1,\"elapsedMs\":0}",
          "{\"seq\":2,\"event\":\"log\",\"wallTime\":0,\"elapsedMs\":0,\"pid\":null,"
              + "\"task\":null,\"power\":null}",
          "{\"seq\":3,\"event\":\"log\",\"wallTime\":0,\"elapsedMs\":0,\"power\":[]}");
      assertEquals(bare(1, -1, Optional.empty()), heard.records.get(0));
      assertEquals(bare(2, 0, Optional.empty()), heard.records.get(1));
      assertEquals(bare(3, 0, Optional.of(List.of())), heard.records.get(2));
    }

    private LogRecord bare(long seq, long wallTime, Optional<List<String>> power) {
      return new LogRecord(
          seq,
          OptionalLong.empty(),
          Optional.empty(),
          "log",
          Optional.empty(),
          OptionalInt.empty(),
          wallTime,
          0,
          OptionalInt.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          power);
    }

    @Test
    @DisplayName("keeps words that it does not know and passes over fields that it does not know")
    void newerAgent() throws Exception {
      read(
          head(2),
          record(1, "paused").with("trigger", "push").raw("list", "[\"a\"]").with("n", 5),
          record(2, "paused").raw("deep", "{\"a\":[{\"b\":null}],\"seq\":99}").raw("f", "1.5e3"));
      assertEquals("paused", heard.records.get(0).event());
      assertEquals(Optional.of("push"), heard.records.get(0).trigger());
      assertEquals(List.of("log aa", "1", "2"), heard.said);
    }

    @Test
    @DisplayName("passes over a field that is nested deeply, or gives up that line alone")
    void deep() throws Exception {
      String some = "[".repeat(300) + "]".repeat(300);
      String many = "{\"a\":".repeat(9_000) + "1" + "}".repeat(9_000);
      read(
          head(3),
          record(1, "log").raw("x", some),
          record(2, "log").raw("x", many),
          record(3, "log"));
      assertEquals(List.of("log aa", "1", "line 3 unread", "2-2 unread", "3"), heard.said);
    }

    @Test
    @DisplayName("takes the last of a field that stands there twice")
    void twice() throws Exception {
      String plain = record(1, "log").toString();
      read(
          plain.replace("}", ",\"pid\":11}"),
          plain.replace("1,", "2 ,").replace("}", ",\"pid\":12}"));
      assertEquals(
          List.of(OptionalInt.of(11), OptionalInt.of(12)),
          heard.records.stream().map(LogRecord::pid).toList());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"seq\":\"2\"",
          "\"seq\":2.0",
          "\"seq\":0",
          "\"seq\":-2",
          "\"seq\":9223372036854775807",
          "\"seq\":99999999999999999999999999",
          "\"seq\":true",
          "\"seq\":[2]",
          "\"event\":2",
          "\"event\":null",
          "\"wallTime\":9223372036854775807",
          "\"elapsedMs\":\"x\"",
          "\"pid\":2147483648",
          "\"bootCount\":-2147483649",
          "\"task\":{\"a\":1}",
          "\"message\":[]",
          "\"power\":\"CHARGING\"",
          "\"power\":[\"CHARGING\",1]",
          "\"power\":[\"CHARGING\",{\"seq\":1}]",
          "\"power\":{}",
          "\"seq\":02",
          "\"seq\":+2",
          "\"seq\":",
          "\"seq\":2,",
          "\"seq\"2",
          "\"task\":\"\\ud83d\\x\"",
          "\"task\":\"a\tb\"",
        })
    @DisplayName("gives up a line with a value that cannot be, and that line alone")
    void wrongValues(String field) throws Exception {
      String name = field.substring(1, field.indexOf('"', 1));
      String line = record(2, "log").without(name).toString().replace("}", "," + field + "}");
      for (String form : List.of(line, line.replace("{", "{ "))) {
        Heard all = new Heard();
        LogReader each = new LogReader(all);
        Line.read(each, text(head(3), record(1, "log"), form, record(3, "log")));
        assertEquals(List.of("log aa", "1", "line 3 unread", "2-2 unread", "3"), all.said, form);
        assertEquals(1, each.unread());
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"[]", "1", "\"a\"", "null", "{}", "{\"a\":1}", "x", "{", "}", "{}{}", "\u0000"})
    @DisplayName("gives up what is no record")
    void noRecord(String line) throws Exception {
      assertEquals(
          List.of("log aa", "1", "line 3 unread", "2"),
          read(head(2), record(1, "log"), line, record(2, "log")));
    }

    @Test
    @DisplayName("gives up a line that is not UTF-8")
    void notUtf8() throws Exception {
      String text = text(head(2), record(1, "log"), record(2, "log").with("task", "\u00fc"));
      assertEquals(List.of("log aa", "1", "line 3 unread"), read(text.getBytes(ISO_8859_1)));
    }

    @Test
    @DisplayName("gives up two lines that a lost piece has joined")
    void joined() throws Exception {
      String first = record(2, "log").toString();
      assertEquals(
          List.of("log aa", "1", "line 3 unread", "2-4 unread", "5"),
          read(
              head(5),
              record(1, "log"),
              first.substring(0, 30) + record(4, "log"),
              record(5, "log")));
    }

    @Test
    @DisplayName("tells the beginning of what it gave up")
    void beginning() throws Exception {
      StringBuilder told = new StringBuilder();
      LogReader other =
          new LogReader(
              new LogListener() {
                @Override
                public void unread(long line, String text) {
                  told.append(line).append(' ').append(text);
                }
              });
      Line.read(other, text(head(1), "", "oops " + "x".repeat(1000)));
      assertEquals("3 oops " + "x".repeat(195), told.toString());
    }
  }

  @Nested
  @DisplayName("of texts")
  class Texts {

    @Test
    @DisplayName("refuses another version and names both, whatever else stands in the head")
    void otherVersion() {
      String both =
          "The log is in the format jobdoctor-log version 2, written by agent 9.1;"
              + " this jobdoctor reads jobdoctor-log version 1: the two must fit each other.";
      Line head = head(1).with("version", 2).with("agent", "9.1");
      assertEquals(both, refused(text(head)));
      assertEquals(both, refused(text(head.raw("log", "{\"id\":7}").with("lastSeq", "many"))));
    }

    @Test
    @DisplayName("refuses another format, and one of no version")
    void otherFormat() {
      assertTrue(
          refused(text(head(1).with("format", "x".repeat(5000))))
              .startsWith("The log is in the format " + "x".repeat(60) + "... version 1,"));
      assertTrue(
          refused(text(head(1).without("version").without("agent")))
              .startsWith("The log is in the format jobdoctor-log of no known version;"));
      assertTrue(refused(text(head(1).with("version", "1"))).contains(" of no known version,"));
    }

    @Test
    @DisplayName("refuses a newer version in the middle, and has told what came before")
    void otherVersionLater() {
      refused(text(head(1), record(1, "log"), head(2).with("version", 2), record(2, "log")));
      assertEquals(List.of("log aa", "1"), heard.said);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"JOB SCHEDULER (dumpsys jobscheduler)\n  x\n", "{\n  \"jobs\": []\n}\n", "x"})
    @DisplayName("refuses what is no log and shows how it begins")
    void noLog(String text) {
      assertEquals(
          "This is no log of jobdoctor's agent: its first line is " + text.split("\n", -1)[0],
          refused(text));
      assertEquals(List.of(), heard.said);
    }

    @Test
    @DisplayName("refuses what is no log long before its end")
    void noLogEndless() {
      InputStream endless = new Repeated("xxxxxxx\n", Long.MAX_VALUE);
      assertThrows(UnusableLogException.class, () -> reader.read(endless));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF", "  \n\t"})
    @DisplayName("refuses an empty one")
    void empty(String text) {
      assertEquals("There is no log: the text is empty.", refused(text));
    }

    @Test
    @DisplayName("refuses binary garbage and survives it in the middle")
    void garbage() throws Exception {
      for (int seed = 0; seed < 300; seed++) {
        byte[] noise = new byte[seed * 7];
        new Random(seed).nextBytes(noise);
        Heard all = new Heard();
        assertThrows(
            UnusableLogException.class,
            () -> new LogReader(all).read(new ByteArrayInputStream(noise)));
        byte[] text = text(head(2), record(1, "log")).getBytes(UTF_8);
        byte[] rest = ("\n" + text(record(2, "log"))).getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(text, text.length + noise.length + rest.length);
        System.arraycopy(noise, 0, whole, text.length, noise.length);
        System.arraycopy(rest, 0, whole, text.length + noise.length, rest.length);
        new LogReader(all).read(new ByteArrayInputStream(whole));
        assertEquals(2, all.records.size(), "seed " + seed);
      }
    }

    @Test
    @DisplayName("reads UTF-8 with a byte order mark, also where two such texts were joined")
    void mark() throws Exception {
      String text = text("\uFEFF" + head(1), record(1, "log"));
      assertEquals(
          List.of("log aa", "1", "on with aa", "2"),
          read((text + text("\uFEFF" + head("aa", 1, 1, 2), record(2, "log"))).getBytes(UTF_8)));
    }

    @Test
    @DisplayName("reads UTF-16 of both byte orders, as a shell of Windows saves it")
    void utf16() throws Exception {
      String name = "\u00fc\ud83d\ude00".repeat(5_000);
      String text = "\uFEFF" + text(head(2), entry(1, "a"), entry(2, "b").with("message", name));
      for (byte[] bytes :
          List.of(text.replace("\n", "\r\n").getBytes(UTF_16LE), text.getBytes(UTF_16BE))) {
        Heard all = new Heard();
        new LogReader(all).read(new ByteArrayInputStream(bytes));
        assertEquals(List.of("log aa", "1", "2"), all.said);
        assertEquals(Optional.of(name), all.records.get(1).message());
      }
    }

    @Test
    @DisplayName("takes any ends of lines, and blank lines for a sign of life")
    void lineEnds() throws Exception {
      String text = text(head(3), record(1, "log"), "", record(2, "log"), " ", record(3, "log"));
      for (String end : List.of("\r\n", "\r\r\n", "\n\n\n")) {
        Heard all = new Heard();
        LogReader each = new LogReader(all);
        Line.read(each, text.replace("\n", end));
        assertEquals(List.of("log aa", "1", "2", "3"), all.said);
        assertEquals(0, each.unread());
      }
    }

    @Test
    @DisplayName("reads records without a head, and says of a hole only that it is there")
    void headless() throws Exception {
      assertEquals(
          List.of("5", "6", "7-8 unknown", "9"),
          read(record(5, "log"), record(6, "log"), record(9, "log")));
      assertEquals(Optional.empty(), reader.head());
      assertEquals(Optional.empty(), reader.cutOff());
    }

    @Test
    @DisplayName("begins anew when a head follows records without one")
    void headLater() throws Exception {
      assertEquals(
          List.of("5", "log aa", "1", "2"),
          read(record(5, "log"), head(2), record(1, "log"), record(2, "log")));
    }

    @Test
    @DisplayName("reads a text whose first line was cut, or is somebody else's")
    void cutFirstLine() throws Exception {
      assertEquals(
          List.of("line 1 unread", "3", "4"),
          read(record(2, "log").toString().substring(9), record(3, "log"), record(4, "log")));
      Heard all = new Heard();
      Line.read(new LogReader(all), text("* daemon started", head(1), record(1, "log")));
      assertEquals(List.of("line 1 unread", "log aa", "1"), all.said);
    }

    @Test
    @DisplayName("does not close what it reads")
    void notClosed() throws Exception {
      for (String text : List.of(text(head(0)), "\uFEFF" + text(head(0)))) {
        byte[] bytes = text.getBytes(text.startsWith("{") ? UTF_8 : UTF_16LE);
        InputStream in =
            new ByteArrayInputStream(bytes) {
              @Override
              public void close() throws IOException {
                throw new IOException("it was closed");
              }
            };
        new LogReader(heard).read(in);
      }
    }

    @Test
    @DisplayName("passes on the trouble of a stream, and has told what came before")
    void trouble() {
      InputStream broken =
          new ByteArrayInputStream(text(head(2), record(1, "log")).getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
              int count = super.read(into, offset, length);
              if (count < 0) {
                throw new java.io.UncheckedIOException(new IOException("gone"));
              }
              return count;
            }
          };
      assertThrows(java.io.UncheckedIOException.class, () -> reader.read(broken));
      assertEquals(List.of("log aa", "1"), heard.said);
      assertEquals(Optional.of(new LogGap(2, 2, LogGap.Cause.CUT_OFF)), reader.cutOff());
    }

    @Test
    @DisplayName("reads bytes that come in one by one, and tells each record when it is whole")
    void slow() throws Exception {
      byte[] text = text(head(2), record(1, "log"), record(2, "log")).getBytes(UTF_8);
      int firstEnd = text(head(2), record(1, "log")).length();
      InputStream slow =
          new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
              assertEquals(pos >= firstEnd, heard.said.contains("1"));
              return super.read(into, offset, Math.min(1, length));
            }
          };
      reader.read(slow);
      assertEquals(List.of("log aa", "1", "2"), heard.said);
    }
  }

  @Nested
  @DisplayName("of endless lines")
  class EndlessLines {

    private static final long LENGTH = 300_000_000;

    @Test
    @DisplayName("keeps no more of them than a record may have, and reads what follows")
    void memory() throws Exception {
      byte[] before = text(head(3), record(1, "log")).getBytes(UTF_8);
      byte[] after = ("\n" + text(record(2, "log"), record(3, "log"))).getBytes(UTF_8);
      InputStream in =
          new java.io.SequenceInputStream(
              Collections.enumeration(
                  List.of(
                      new ByteArrayInputStream(before),
                      new Repeated("x", LENGTH),
                      new ByteArrayInputStream(after))));
      TextLines lines = new TextLines(in);
      int greatest = 0;
      while (lines.advance()) {
        greatest = Math.max(greatest, lines.buffer().length);
      }
      assertEquals(5, lines.number());
      assertTrue(greatest <= 4 * TextLines.MAX_LINE, "a buffer of " + greatest);
    }

    @Test
    @DisplayName("gives them up as one line")
    void oneLine() throws Exception {
      String endless = "x".repeat(3_000_000);
      assertEquals(
          List.of("log aa", "1", "line 3 unread", "2-2 unread", "3"),
          read(head(3), record(1, "log"), endless, record(3, "log")));
      assertEquals(1, reader.unread());
    }

    @Test
    @DisplayName("decides by their length, not by how their bytes came in")
    void decided() throws Exception {
      for (int length : new int[] {TextLines.MAX_LINE, TextLines.MAX_LINE + 1}) {
        for (int piece : new int[] {1 << 20, 1000, 7}) {
          String line = record(1, "log").toString();
          line = line.replace("}", ",\"x\":\"" + "x".repeat(length - line.length() - 7) + "\"}");
          assertEquals(length, line.length());
          Heard all = new Heard();
          new LogReader(all)
              .read(
                  new ByteArrayInputStream(text(head(1), line).getBytes(UTF_8)) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int most) {
                      return super.read(into, offset, Math.min(piece, most));
                    }
                  });
          assertEquals(length == TextLines.MAX_LINE, all.said.contains("1"), all.said.toString());
        }
      }
    }

    @Test
    @DisplayName("refuses a text that is nothing else")
    void noLog() {
      assertThrows(UnusableLogException.class, () -> reader.read(new Repeated("x", LENGTH)));
    }
  }

  /** A stream of one text again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] text;
    private long left;
    private int at;

    Repeated(String text, long length) {
      this.text = text.repeat(1 << 13).getBytes(UTF_8);
      this.left = length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(Math.min(length, left), text.length - at);
      System.arraycopy(text, at, into, offset, count);
      at = (at + count) % text.length;
      left -= count;
      return count;
    }
  }

  @Nested
  @DisplayName("of gaps")
  class Gaps {

    @Test
    @DisplayName("knows what the ring has overwritten, whether or not a record follows")
    void overwritten() throws Exception {
      assertEquals(
          List.of("log aa", "1-6 overwritten", "7"), read(head("aa", 0, 7, 7), record(7, "log")));
      Heard all = new Heard();
      Line.read(new LogReader(all), text(head("aa", 0, 7, 7)));
      assertEquals(List.of("log aa", "1-6 overwritten"), all.said);
    }

    @Test
    @DisplayName("does not miss what was not asked for, nor anything in an empty log")
    void notAsked() throws Exception {
      assertEquals(List.of("log aa", "18"), read(head("aa", 17, 3, 18), record(18, "log")));
      Heard all = new Heard();
      LogReader each = new LogReader(all);
      Line.read(each, text(head("bb", 0, 0, 0)));
      assertEquals(List.of("log bb"), all.said);
      assertEquals(Optional.empty(), each.cutOff());
    }

    @Test
    @DisplayName("takes a number that is missing in the middle for damaged in the agent's file")
    void damaged() throws Exception {
      assertEquals(
          List.of("log aa", "1-1 damaged", "2", "3-4 damaged", "5"),
          read(head(5), record(2, "log"), record(5, "log")));
    }

    @Test
    @DisplayName("takes a number that is missing at a line that it did not understand for that")
    void unread() throws Exception {
      assertEquals(
          List.of("log aa", "1", "line 3 unread", "2-2 unread", "3", "4-4 damaged", "5"),
          read(head(5), record(1, "log"), "?", record(3, "log"), record(5, "log")));
    }

    @Test
    @DisplayName("tells the end that was cut from the last line that it did not understand")
    void cutOff() throws Exception {
      read(head(5), record(1, "log"));
      assertEquals(Optional.of(new LogGap(2, 5, LogGap.Cause.CUT_OFF)), reader.cutOff());

      LogReader cutInALine = new LogReader(heard);
      Line.read(cutInALine, text(head(5), record(1, "log")) + "{\"seq\":2,\"ev");
      assertEquals(Optional.of(new LogGap(2, 5, LogGap.Cause.CUT_OFF)), cutInALine.cutOff());
      assertEquals(1, cutInALine.unread());

      LogReader unreadable = new LogReader(heard);
      Line.read(unreadable, text(head(2), record(1, "log"), "{\"seq\":2,\"ev"));
      assertEquals(Optional.of(new LogGap(2, 2, LogGap.Cause.UNREAD)), unreadable.cutOff());
    }

    @Test
    @DisplayName("misses nothing when only the end of the last line is missing")
    void noLastLineEnd() throws Exception {
      String text = text(head(1), record(1, "log"));
      Line.read(reader, text.substring(0, text.length() - 1));
      assertEquals(List.of("log aa", "1"), heard.said);
      assertEquals(Optional.empty(), reader.cutOff());
    }

    @Test
    @DisplayName("tells what the piece before lost from what no piece has")
    void pieces() throws Exception {
      assertEquals(
          List.of("log aa", "1", "2-3 cut-off", "4-9 not-pulled", "on with aa", "10"),
          read(head(3), record(1, "log"), head("aa", 9, 1, 10), record(10, "log")));
    }

    @Test
    @DisplayName("reads no record twice when pulls overlap")
    void overlap() throws Exception {
      assertEquals(
          List.of("log aa", "1", "2", "on with aa", "3"),
          read(
              head(2),
              record(1, "log"),
              record(2, "log"),
              head(3),
              record(1, "log"),
              record(2, "log"),
              record(3, "log")));
      assertEquals(2, reader.repeated());
      assertEquals(3, reader.records());
      assertEquals(3, reader.last());
    }

    @Test
    @DisplayName("begins to count anew with another log, and tells what the one before has lost")
    void anotherLog() throws Exception {
      assertEquals(
          List.of("log aa", "1", "2-4 cut-off", "log bb", "1", "2"),
          read(head(4), record(1, "log"), head("bb", 0, 1, 2), record(1, "log"), record(2, "log")));
      assertEquals(2, reader.last());
    }

    @Test
    @DisplayName("does not mind numbers at the end of what numbers can be")
    void greatNumbers() throws Exception {
      long great = (1L << 53) - 1;
      assertEquals(
          List.of("log aa", "1-" + (great - 1) + " overwritten", great + ""),
          read(head("aa", 0, great, great), record(great, "log").at(1)));
      assertEquals(1, reader.records());
    }
  }

  @Nested
  @DisplayName("that follows")
  class Following {

    @Test
    @DisplayName("goes on where the stream before ended, and misses nothing")
    void reconnects() throws Exception {
      read(head(2), record(1, "log"), "", record(2, "log"), "", record(3, "log"));
      Line.read(reader, text(head("aa", 3, 1, 3)) + record(4, "log").toString().substring(0, 40));
      Line.read(reader, text(head("aa", 3, 1, 4), record(4, "log")));
      assertEquals(
          List.of("log aa", "1", "2", "3", "on with aa", "line 2 unread", "on with aa", "4"),
          heard.said);
      assertEquals(Optional.empty(), reader.cutOff());
    }

    @Test
    @DisplayName("tells what was overwritten while it was away")
    void overwrittenMeanwhile() throws Exception {
      read(head(2), record(1, "log"), record(2, "log"));
      assertEquals(
          List.of("log aa", "1", "2", "on with aa", "3-8 overwritten", "9"),
          read(head("aa", 2, 9, 9), record(9, "log")));
    }

    @Test
    @DisplayName("tells the log that was cleared while it was away, and what it never got of it")
    void clearedMeanwhile() throws Exception {
      read(head(3), record(1, "log"));
      assertEquals(
          List.of("log aa", "1", "2-3 cut-off", "log bb", "1"),
          read(head("bb", 0, 1, 1), record(1, "log")));
    }

    @Test
    @DisplayName("does not call a hole damaged that a text without a head leaves")
    void headlessLater() throws Exception {
      read(head(2), record(1, "log"), record(2, "log"));
      assertEquals(
          List.of("log aa", "1", "2", "3-4 unknown", "5"), read((Object) record(5, "log")));
    }

    @Test
    @DisplayName("still knows what it misses after a stream that had nothing")
    void emptyStream() throws Exception {
      read(head(2), record(1, "log"));
      assertThrows(UnusableLogException.class, () -> read(new byte[0]));
      assertEquals(Optional.of(new LogGap(2, 2, LogGap.Cause.CUT_OFF)), reader.cutOff());
      assertFalse(heard.said.contains("2"));
    }
  }
}
