package io.github.jobdoctor.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A ring log's file, written byte by byte after the drawing in the documentation of {@code
 * agent.log}, and the knowledge of what a reader must find in it. None of the agent's own code
 * takes part. A record is given and told as the fields of its JSON line.
 */
final class WrittenRing {

  private static final List<String> EVENTS =
      List.of(
          "entry",
          "exit",
          "died",
          "expired",
          "undefined",
          "skipped",
          "registered",
          "unregistered",
          "process-start",
          "log",
          "worker-start",
          "worker-end");
  private static final List<String> TRIGGERS = List.of("schedule", "test", "before-exit");
  private static final List<String> OUTCOMES = List.of("success", "failed");
  private static final Map<String, Integer> BUCKETS =
      Map.of("ACTIVE", 10, "WORKING_SET", 20, "FREQUENT", 30, "RARE", 40, "RESTRICTED", 45);
  private static final List<String> POWER =
      List.of("CHARGING", "POWER_SAVE_MODE", "DEVICE_IDLE", "BATTERY_OPTIMIZATION_IGNORED");

  /** An event that no version has. */
  private static final int UNHEARD_OF = 99;

  /**
   * A record in the file.
   *
   * @param fields its line; empty when no reader knows its event
   */
  private record Placed(int offset, int length, Map<String, Object> fields) {
    int end() {
      return offset + aligned(length);
    }
  }

  private final Random random;
  private final int capacity;
  private final long logId;
  private final long created;
  private final ByteBuffer ring;
  private final NavigableMap<Long, Placed> placed = new TreeMap<>();
  private int end;
  private long lastSeq;

  /**
   * An empty ring of zeros.
   *
   * @param random decides the log's id and what stands where any bytes may
   */
  WrittenRing(int capacity, long created, Random random) {
    this.capacity = capacity;
    this.created = created;
    this.random = random;
    this.logId = random.nextLong();
    this.ring = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int aligned(int length) {
    return (length + 7) / 8 * 8;
  }

  /** The number of the record that comes next. */
  long nextSeq() {
    return lastSeq + 1;
  }

  /** Writes a record behind the newest one; returns its number. */
  long append(Map<String, Object> fields) {
    byte[] record = encoded(fields, EVENTS.indexOf((String) fields.get("event")) + 1);
    Map<String, Object> told = new LinkedHashMap<>(fields);
    told.put("seq", lastSeq + 1);
    if (fields.get("event").equals("entry")) {
      told.put("run", lastSeq + 1);
    }
    place(record, told);
    return lastSeq;
  }

  /** Writes a whole record about an event that nobody knows; returns its number. */
  long appendUnheardOf(Map<String, Object> fields) {
    place(encoded(fields, UNHEARD_OF), Map.of());
    return lastSeq;
  }

  private void place(byte[] record, Map<String, Object> fields) {
    int at = room(record.length);
    lastSeq++;
    write(record, at, lastSeq, logId);
    placed.put(lastSeq, new Placed(at, record.length, fields));
    end = at + aligned(record.length);
  }

  /** Where a record of this length belongs; what is overwritten there is gone. */
  private int room(int length) {
    int at = end;
    if (length > capacity - at) {
      clearRecords(at, capacity);
      for (int i = at; i < capacity; i++) {
        ring.put(i, (byte) 0);
      }
      at = 0;
    }
    clearRecords(at, at + aligned(length));
    return at;
  }

  private void clearRecords(int from, int to) {
    placed.values().removeIf(record -> record.offset() < to && record.end() > from);
  }

  private void write(byte[] record, int at, long seq, long id) {
    byte[] garbage = new byte[aligned(record.length)];
    random.nextBytes(garbage);
    ring.put(at, garbage); // behind the record any bytes may stand
    ring.put(at, record);
    ring.putInt(at, record.length);
    ring.putLong(at + 8, seq);
    ByteBuffer before = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    before.putLong(id).putLong(at).putInt(record.length).putInt(0);
    CRC32 sum = new CRC32();
    sum.update(before.array());
    sum.update(ring.array(), at + 8, record.length - 8);
    ring.putInt(at + 4, (int) sum.getValue());
  }

  private byte[] encoded(Map<String, Object> fields, int event) {
    byte[] task = text(fields, "task");
    byte[] message = text(fields, "message");
    byte[] version = text(fields, "appVersion");
    ByteBuffer out =
        ByteBuffer.allocate(76 + task.length + message.length + version.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(16, (byte) event);
    out.put(17, (byte) (TRIGGERS.indexOf(fields.getOrDefault("trigger", "")) + 1));
    out.put(18, (byte) (OUTCOMES.indexOf(fields.getOrDefault("outcome", "")) + 1));
    out.put(19, (byte) (int) BUCKETS.getOrDefault(fields.getOrDefault("standbyBucket", ""), 0));
    out.putShort(20, (short) power(fields));
    out.putShort(22, (short) number(fields, "attempt", 0));
    // On an entry record its own number, or nothing: both say the same.
    boolean entry = event == 1;
    out.putLong(24, entry ? (random.nextBoolean() ? lastSeq + 1 : 0) : number(fields, "run", 0));
    out.putLong(32, number(fields, "wallTime", 0));
    out.putLong(40, number(fields, "elapsedMs", 0));
    out.putLong(48, number(fields, "durationMs", Long.MIN_VALUE));
    out.putInt(56, (int) number(fields, "bootCount", Integer.MIN_VALUE));
    out.putInt(60, (int) number(fields, "stopReason", Integer.MIN_VALUE));
    out.putInt(64, (int) number(fields, "pid", 0));
    out.putShort(68, (short) task.length);
    out.putShort(70, (short) message.length);
    out.putShort(72, (short) version.length);
    out.position(76);
    out.put(task).put(message).put(version);
    return out.array();
  }

  private static byte[] text(Map<String, Object> fields, String name) {
    return ((String) fields.getOrDefault(name, "")).getBytes(UTF_8);
  }

  private static long number(Map<String, Object> fields, String name, long absent) {
    return fields.get(name) instanceof Number number ? number.longValue() : absent;
  }

  private static int power(Map<String, Object> fields) {
    if (!(fields.get("power") instanceof List<?> names)) {
      return 0;
    }
    int bits = 1; // known
    for (Object name : names) {
      bits |= 2 << POWER.indexOf((String) name);
    }
    return bits;
  }

  /** The writer dies before its commit point: all of the next record but its first eight bytes. */
  void dieBeforeTheCommitPoint(Map<String, Object> fields) {
    byte[] record = encoded(fields, 1);
    int at = room(record.length);
    write(record, at, lastSeq + 1, logId);
    ring.putLong(at, 0);
  }

  /** Where the next record will stand lies one of another log, whole in itself. */
  void leaveRemainsOfAnotherLog(Map<String, Object> fields) {
    byte[] record = encoded(fields, 2);
    int at = room(record.length);
    write(record, at, lastSeq + 1, logId + 1);
  }

  /** Turns one bit of a record over, anywhere in it. */
  void damage(long seq) {
    Placed victim = placed.remove(seq);
    int at = victim.offset() + random.nextInt(victim.length());
    ring.put(at, (byte) (ring.get(at) ^ (1 << random.nextInt(8))));
  }

  /** The numbers of the records that are in the file. */
  List<Long> seqs() {
    return new ArrayList<>(placed.keySet());
  }

  /** The lines that a reader must find, in their order. */
  List<Map<String, Object>> lines() {
    Collection<Placed> all = placed.values();
    return all.stream().map(Placed::fields).filter(fields -> !fields.isEmpty()).toList();
  }

  /** What must be said to be missing: {@code from-to cause}. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    long oldest = placed.firstKey();
    if (oldest > 1) {
      gaps.add("1-" + (oldest - 1) + " overwritten");
    }
    long expected = oldest;
    for (Map<String, Object> line : lines()) {
      long seq = (Long) line.get("seq");
      if (seq > expected) {
        gaps.add(expected + "-" + (seq - 1) + " damaged");
      }
      expected = seq + 1;
    }
    return gaps;
  }

  /** The newest number. */
  long lastSeq() {
    return placed.lastKey();
  }

  /** The log's id, as it leaves the device. */
  String id() {
    return String.format("%016x", logId);
  }

  /** Puts the file in place, at once. */
  void writeTo(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x89, 0x4A, 0x44, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A});
    header.putLong(1).putLong(capacity).putLong(logId).putLong(created);
    CRC32 sum = new CRC32();
    sum.update(header.array(), 0, 40);
    header.putInt((int) sum.getValue());
    Path next = file.resolveSibling("written");
    byte[] bytes = new byte[64 + capacity];
    System.arraycopy(header.array(), 0, bytes, 0, 64);
    System.arraycopy(ring.array(), 0, bytes, 64, capacity);
    Files.write(next, bytes);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
