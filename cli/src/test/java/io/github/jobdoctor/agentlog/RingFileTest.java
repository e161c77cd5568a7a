package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ring log's file, copied without its app")
class RingFileTest {

  /** A writer of the test's own, after the drawing in the agent's package documentation. */
  private static final class Writer {
    private final ByteBuffer file;
    private int at = 64;

    Writer(int capacity, int version) {
      file = ByteBuffer.allocate(64 + capacity).order(ByteOrder.LITTLE_ENDIAN);
      file.put(new byte[] {(byte) 0x89, 'J', 'D', 'L', '\r', '\n', 0x1A, '\n'});
      file.putLong(8, version).putLong(16, capacity).putLong(24, 0xABCDL).putLong(32, 1_000);
      file.putInt(40, crc(Arrays.copyOf(file.array(), 40)));
    }

    private static int crc(byte[] bytes) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      return (int) crc.getValue();
    }

    Writer record(
        long seq, int event, int outcome, long run, long duration, int stop, String... texts) {
      byte[][] encoded = new byte[3][];
      int length = 76;
      for (int i = 0; i < 3; i++) {
        encoded[i] = (i < texts.length ? texts[i] : "").getBytes(UTF_8);
        length += encoded[i].length;
      }
      ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      record.putLong(8, seq);
      record.put(16, (byte) event).put(17, (byte) 1).put(18, (byte) outcome).put(19, (byte) 40);
      record.putShort(20, (short) 0b1011).putShort(22, (short) 2).putLong(24, run);
      record.putLong(32, 5_000 + seq).putLong(40, 100 + seq).putLong(48, duration);
      record.putInt(56, 7).putInt(60, stop).putInt(64, 4711);
      int text = 76;
      for (int i = 0; i < 3; i++) {
        record.putShort(68 + 2 * i, (short) encoded[i].length);
        record.position(text).put(encoded[i]);
        text += encoded[i].length;
      }
      ByteBuffer summed = ByteBuffer.allocate(24 + length - 8).order(ByteOrder.LITTLE_ENDIAN);
      summed.putLong(0, 0xABCDL).putLong(8, at - 64).putInt(16, length);
      summed.position(24).put(record.array(), 8, length - 8);
      record.putInt(0, length).putInt(4, crc(summed.array()));
      file.position(at).put(record.array());
      at += (length + 7) / 8 * 8;
      return this;
    }

    Writer damage(int offset) {
      file.put(offset, (byte) (file.get(offset) ^ 0x55));
      return this;
    }

    int end() {
      return at;
    }

    byte[] bytes() {
      return file.array();
    }
  }

  private static final class Heard implements LogListener {
    final List<LogRecord> records = new ArrayList<>();
    final List<LogGap> gaps = new ArrayList<>();

    @Override
    public void record(LogRecord record) {
      records.add(record);
    }

    @Override
    public void gap(LogGap gap) {
      gaps.add(gap);
    }
  }

  private static Heard read(byte[] file) throws IOException, UnusableLogException {
    Heard heard = new Heard();
    new LogReader(heard).read(new ByteArrayInputStream(file));
    return heard;
  }

  @Test
  @DisplayName("gives its records with all that they say")
  void givesItsRecords() throws Exception {
    Heard heard =
        read(
            new Writer(4096, 1)
                .record(1, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "größe", "", "1.2")
                .record(2, 2, 2, 1, 812, 7, "größe", "no network", "1.2")
                .bytes());
    assertEquals(List.of(), heard.gaps);
    LogRecord entry = heard.records.get(0);
    assertEquals(OptionalLong.of(1), entry.run());
    assertEquals(Optional.of("größe"), entry.task());
    assertEquals(LogWords.ENTRY, entry.event());
    assertEquals(OptionalLong.empty(), entry.durationMs());
    assertEquals(OptionalInt.empty(), entry.stopReason());
    assertEquals(Optional.of(List.of("CHARGING", "DEVICE_IDLE")), entry.power());
    LogRecord exit = heard.records.get(1);
    assertEquals(Optional.of(LogWords.FAILED), exit.outcome());
    assertEquals(OptionalLong.of(812), exit.durationMs());
    assertEquals(Optional.of("CONSTRAINT_CONNECTIVITY"), exit.stopReasonText());
    assertEquals(Optional.of("RARE"), exit.standbyBucket());
    assertEquals(Optional.of("no network"), exit.message());
    assertEquals(Optional.of("1.2"), exit.appVersion());
    assertEquals(OptionalInt.of(2), exit.attempt());
    assertEquals(5_002, exit.wallTime());
    assertEquals(OptionalInt.of(7), exit.bootCount());
  }

  @Test
  @DisplayName(
      "has its oldest record behind its newest, and names what was overwritten and damaged")
  void namesWhatIsMissing() throws Exception {
    Writer writer =
        new Writer(4096, 1)
            .record(9, 12, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE)
            .record(4, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "a");
    int damaged = writer.end();
    byte[] file =
        writer
            .record(5, 2, 1, 4, 10, Integer.MIN_VALUE, "a")
            .record(6, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "b")
            .record(8, 2, 1, 6, 10, Integer.MIN_VALUE, "b")
            .damage(damaged + 40)
            .bytes();
    Heard heard = read(file);
    assertEquals(List.of(4L, 6L, 8L, 9L), heard.records.stream().map(LogRecord::seq).toList());
    assertEquals(
        List.of(
            new LogGap(1, 3, LogGap.Cause.OVERWRITTEN),
            new LogGap(5, 5, LogGap.Cause.DAMAGED),
            new LogGap(7, 7, LogGap.Cause.DAMAGED)),
        heard.gaps);
  }

  @Test
  @DisplayName("gives no record with a number that no agent writes")
  void givesNoNumberThatNoAgentWrites() throws Exception {
    byte[] file =
        new Writer(4096, 1)
            .record(-5, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "a")
            .record(2, 1, 0, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE, "a")
            .record(3, 2, 1, 3, Long.MAX_VALUE, Integer.MIN_VALUE, "a")
            .record(4, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "a")
            .record(Long.MAX_VALUE, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "a")
            .bytes();
    Heard heard = read(file);
    assertEquals(List.of(4L), heard.records.stream().map(LogRecord::seq).toList());
  }

  @Test
  @DisplayName("is read as far as it goes when it was cut")
  void isReadAsFarAsItGoes() throws Exception {
    Writer writer = new Writer(4096, 1).record(1, 1, 0, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "a");
    int end = writer.end();
    byte[] file = writer.record(2, 2, 1, 1, 10, Integer.MIN_VALUE, "a").bytes();
    for (int length = end; length < file.length; length += 7) {
      long expected = length < end + 77 ? 1 : 2;
      assertEquals(expected, read(Arrays.copyOf(file, length)).records.size(), "cut at " + length);
    }
    for (int length = 8; length < 64; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(UnusableLogException.class, () -> read(cut));
    }
  }

  @Test
  @DisplayName("of another version is refused, naming both")
  void anotherVersionIsRefused() {
    String message =
        assertThrows(UnusableLogException.class, () -> read(new Writer(4096, 3).bytes()))
            .getMessage();
    assertTrue(message.contains("version 3") && message.contains("version 1"), message);
    assertThrows(UnusableLogException.class, () -> read(new Writer(4096, 1).damage(17).bytes()));
  }
}
