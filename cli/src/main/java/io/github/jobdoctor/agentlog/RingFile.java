package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * The agent's ring log as it lies on the device ({@code no_backup/jobdoctor/tasks.ring}), for an
 * app that cannot answer any more: its file can be copied without it. The format is drawn in the
 * agent's package {@code agent.log}; numbers are little-endian.
 */
final class RingFile {

  /** The bytes that such a file begins with; a text never does. */
  private static final byte[] MAGIC = {(byte) 0x89, 'J', 'D', 'L', '\r', '\n', 0x1A, '\n'};

  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 64;
  private static final int FRAME_BYTES = 16;
  private static final int TEXTS = 76;
  private static final int MAX_TEXT_BYTES = 1024 + 2048 + 64;
  private static final int MAX_CAPACITY = 1 << 29;

  private static final String[] EVENTS = {
    "",
    LogWords.ENTRY,
    LogWords.EXIT,
    LogWords.DIED,
    LogWords.EXPIRED,
    LogWords.UNDEFINED,
    LogWords.SKIPPED,
    LogWords.REGISTERED,
    LogWords.UNREGISTERED,
    LogWords.PROCESS_START,
    LogWords.LOG,
    LogWords.WORKER_START,
    LogWords.WORKER_END,
  };
  private static final String[] TRIGGERS = {"", LogWords.SCHEDULE, LogWords.TEST, "before-exit"};
  private static final String[] OUTCOMES = {"", LogWords.SUCCESS, LogWords.FAILED};
  private static final String[] POWER = {
    "CHARGING", "POWER_SAVE_MODE", "DEVICE_IDLE", "BATTERY_OPTIMIZATION_IGNORED"
  };

  /** JobParameters.STOP_REASON_*, by number (reference/dumpsys-jobscheduler.md §10). */
  private static final String[] STOP_REASONS = {
    "UNDEFINED",
    "CANCELLED_BY_APP",
    "PREEMPT",
    "TIMEOUT",
    "DEVICE_STATE",
    "CONSTRAINT_BATTERY_NOT_LOW",
    "CONSTRAINT_CHARGING",
    "CONSTRAINT_CONNECTIVITY",
    "CONSTRAINT_DEVICE_IDLE",
    "CONSTRAINT_STORAGE_NOT_LOW",
    "QUOTA",
    "BACKGROUND_RESTRICTION",
    "APP_STANDBY",
    "USER",
    "SYSTEM_PROCESSING",
    "ESTIMATED_APP_LAUNCH_TIME_CHANGED",
    "TIMEOUT_ABANDONED",
    "DEVICE_STATE_THERMAL",
    "DEVICE_STATE_BATTERY_SAVER",
  };

  private final byte[] bytes;
  private final ByteBuffer ring;
  private final long logId;
  private final long created;
  private final long capacity;
  private final List<Place> places = new ArrayList<>();

  /**
   * A record in the ring.
   *
   * @param seq its number
   * @param offset where it lies
   */
  private record Place(long seq, int offset) {}

  private RingFile(byte[] bytes, long logId, long created, long capacity) {
    this.bytes = bytes;
    this.ring = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.logId = logId;
    this.created = created;
    this.capacity = capacity;
  }

  /** How many bytes {@link #is} wants to see. */
  static int magicBytes() {
    return MAGIC.length;
  }

  /** Whether a file that begins like this is a ring log. */
  static boolean is(byte[] beginning) {
    return Arrays.equals(beginning, MAGIC);
  }

  /**
   * Reads a ring log.
   *
   * @throws UnusableLogException when it is of another version, or its header is damaged
   */
  static RingFile read(InputStream in) throws IOException, UnusableLogException {
    byte[] bytes = in.readNBytes(HEADER_BYTES);
    if (bytes.length < HEADER_BYTES) {
      throw new UnusableLogException("The ring log ends within its header: it was cut.");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long version = header.getLong(8);
    if (version != VERSION) {
      throw new UnusableLogException(
          "The ring log has format version "
              + version
              + "; this jobdoctor reads version "
              + VERSION
              + ": the two must fit each other.");
    }
    long capacity = header.getLong(16);
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, 40);
    if (header.getInt(40) != (int) crc.getValue()) {
      throw new UnusableLogException("The ring log's header is damaged.");
    }
    if (capacity < FRAME_BYTES || capacity > MAX_CAPACITY || capacity % 8 != 0) {
      throw new UnusableLogException("The ring log names an impossible size: " + capacity + ".");
    }
    // A file that was cut is read as far as it goes.
    byte[] ring = in.readNBytes((int) capacity);
    RingFile file = new RingFile(ring, header.getLong(24), header.getLong(32), capacity);
    file.scan();
    return file;
  }

  /** A valid record leads to its end, anything else eight bytes on. */
  private void scan() {
    CRC32 crc = new CRC32();
    byte[] prefix = new byte[24];
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(0, logId);
    int end = bytes.length;
    int offset = 0;
    while (offset + FRAME_BYTES <= end) {
      int length = ring.getInt(offset);
      boolean fits =
          length >= TEXTS && length <= TEXTS + MAX_TEXT_BYTES + 7 && length <= end - offset;
      if (fits && ring.getInt(offset + 4) == checksum(crc, prefix, offset, length)) {
        long seq = ring.getLong(offset + 8);
        if (seq > 0 && isWritable(seq)) {
          places.add(new Place(seq, offset));
        }
        offset += (length + 7) & ~7;
      } else {
        offset += 8;
      }
    }
    places.sort(Comparator.comparingLong(Place::seq));
  }

  /** Whether it is in the range of the numbers in lines: an agent writes no other. */
  private static boolean isWritable(long number) {
    return number >= -RecordParser.GREATEST && number <= RecordParser.GREATEST;
  }

  private int checksum(CRC32 crc, byte[] prefix, int offset, int length) {
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(8, offset).putInt(16, length);
    crc.reset();
    crc.update(prefix);
    crc.update(bytes, offset + 8, length - 8);
    return (int) crc.getValue();
  }

  /** The head that the agent would have written before the records. */
  LogHead head() {
    String hex = Long.toHexString(logId);
    return new LogHead(
        "unknown",
        Optional.empty(),
        "0000000000000000".substring(hex.length()) + hex,
        0,
        places.isEmpty() ? 0 : places.get(0).seq(),
        places.isEmpty() ? 0 : places.get(places.size() - 1).seq(),
        isWritable(created) ? OptionalLong.of(created) : OptionalLong.empty(),
        OptionalLong.of(capacity),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Hands over the records, oldest first. */
  void forEach(Consumer<LogRecord> reader) {
    for (Place place : places) {
      record(place).ifPresent(reader);
    }
  }

  /** The record; absent when no writer of this version could have written it. */
  private Optional<LogRecord> record(Place place) {
    int base = place.offset();
    int task = ring.getShort(base + 68) & 0xFFFF;
    int message = ring.getShort(base + 70) & 0xFFFF;
    int version = ring.getShort(base + 72) & 0xFFFF;
    boolean tooLong = TEXTS + task + message + version > ring.getInt(base);
    long run = ring.getLong(base + 24);
    long wallTime = ring.getLong(base + 32);
    long elapsedMs = ring.getLong(base + 40);
    long duration = ring.getLong(base + 48);
    boolean writable =
        isWritable(run)
            && isWritable(wallTime)
            && isWritable(elapsedMs)
            && (duration == Long.MIN_VALUE || isWritable(duration));
    if (tooLong || !writable || ring.get(base + 16) == 0) {
      return Optional.empty();
    }
    String event = word(EVENTS, ring.get(base + 16)).orElse("");
    if (run == 0 && event.equals(LogWords.ENTRY)) {
      run = place.seq();
    }
    int stopReason = ring.getInt(base + 60);
    OptionalInt stopped = known(stopReason, Integer.MIN_VALUE);
    return Optional.of(
        new LogRecord(
            place.seq(),
            run == 0 ? OptionalLong.empty() : OptionalLong.of(run),
            text(base + TEXTS, task),
            event,
            word(TRIGGERS, ring.get(base + 17)),
            known(ring.getShort(base + 22) & 0xFFFF, 0),
            wallTime,
            elapsedMs,
            known(ring.getInt(base + 56), Integer.MIN_VALUE),
            word(OUTCOMES, ring.get(base + 18)),
            duration == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(duration),
            stopped,
            stopped.isPresent() ? Optional.of(stopReasonName(stopReason)) : Optional.empty(),
            text(base + TEXTS + task, message),
            known(ring.getInt(base + 64), 0),
            text(base + TEXTS + task + message, version),
            bucket(ring.get(base + 19) & 0xFF),
            power(ring.getShort(base + 20))));
  }

  private Optional<String> text(int at, int length) {
    return length == 0 ? Optional.empty() : Optional.of(new String(bytes, at, length, UTF_8));
  }

  private static OptionalInt known(int value, int absent) {
    return value == absent ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** A code that is new is told as its number. */
  private static Optional<String> word(String[] words, byte code) {
    if (code == 0) {
      return Optional.empty();
    }
    return Optional.of(
        code > 0 && code < words.length ? words[code] : Integer.toString(code & 0xFF));
  }

  private static String stopReasonName(int reason) {
    return reason >= 0 && reason < STOP_REASONS.length
        ? STOP_REASONS[reason]
        : Integer.toString(reason);
  }

  private static Optional<String> bucket(int bucket) {
    return switch (bucket) {
      case 0 -> Optional.empty();
      case 5 -> Optional.of("EXEMPTED");
      case 10 -> Optional.of("ACTIVE");
      case 20 -> Optional.of("WORKING_SET");
      case 30 -> Optional.of("FREQUENT");
      case 40 -> Optional.of("RARE");
      case 45 -> Optional.of("RESTRICTED");
      case 50 -> Optional.of("NEVER");
      default -> Optional.of(Integer.toString(bucket));
    };
  }

  private static Optional<List<String>> power(int bits) {
    if ((bits & 1) == 0) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < POWER.length; i++) {
      if ((bits & (2 << i)) != 0) {
        names.add(POWER[i]);
      }
    }
    return Optional.of(List.copyOf(names));
  }
}
