package io.github.jobdoctor.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** The payload of a record, as drawn in the package's documentation; one instance per reader. */
final class RecordCodec {

  private static final int EVENT = 16;
  private static final int TRIGGER = 17;
  private static final int OUTCOME = 18;
  private static final int STANDBY_BUCKET = 19;
  private static final int POWER = 20;
  private static final int ATTEMPT = 22;
  private static final int RUN = 24;
  private static final int WALL_TIME = 32;
  private static final int ELAPSED = 40;
  private static final int DURATION = 48;
  private static final int BOOT_COUNT = 56;
  private static final int STOP_REASON = 60;
  private static final int PID = 64;
  private static final int TASK_LENGTH = 68;
  private static final int MESSAGE_LENGTH = 70;
  private static final int APP_VERSION_LENGTH = 72;
  private static final int RESERVED = 74;
  static final int TEXTS = 76;

  /** No record is longer than this, its padding included. */
  static final int MAX_RECORD_BYTES =
      RingFormat.align(
          TEXTS
              + LogRecord.MAX_TASK_BYTES
              + LogRecord.MAX_MESSAGE_BYTES
              + LogRecord.MAX_APP_VERSION_BYTES);

  /**
   * Writes the payload.
   *
   * @param base where the record begins in {@code out}
   * @return length of the record in bytes, without padding
   */
  static int encode(LogRecord record, ByteBuffer out, int base) {
    byte[] bytes = out.array();
    int texts = out.arrayOffset() + base + TEXTS;
    int taskEnd = Utf8.encode(record.task, bytes, texts, LogRecord.MAX_TASK_BYTES);
    int messageEnd = Utf8.encode(record.message, bytes, taskEnd, LogRecord.MAX_MESSAGE_BYTES);
    int versionEnd =
        Utf8.encode(record.appVersion, bytes, messageEnd, LogRecord.MAX_APP_VERSION_BYTES);
    out.put(base + EVENT, (byte) record.event.code());
    out.put(base + TRIGGER, (byte) (record.trigger == null ? 0 : record.trigger.code()));
    out.put(base + OUTCOME, (byte) (record.outcome == null ? 0 : record.outcome.code()));
    out.put(base + STANDBY_BUCKET, (byte) record.standbyBucket);
    out.putShort(base + POWER, (short) record.power);
    out.putShort(base + ATTEMPT, (short) record.attempt);
    out.putLong(base + RUN, record.run);
    out.putLong(base + WALL_TIME, record.wallTime);
    out.putLong(base + ELAPSED, record.elapsedMs);
    out.putLong(base + DURATION, record.durationMs);
    out.putInt(base + BOOT_COUNT, record.bootCount);
    out.putInt(base + STOP_REASON, record.stopReason);
    out.putInt(base + PID, record.pid);
    out.putShort(base + TASK_LENGTH, (short) (taskEnd - texts));
    out.putShort(base + MESSAGE_LENGTH, (short) (messageEnd - taskEnd));
    out.putShort(base + APP_VERSION_LENGTH, (short) (versionEnd - messageEnd));
    out.putShort(base + RESERVED, (short) 0);
    return TEXTS + versionEnd - texts;
  }

  /** Names and versions repeat from record to record: reading a million need not make them anew. */
  private String lastTask = "";

  private String lastVersion = "";

  /**
   * Reads the record at {@code base}, whose checksum is known to be right.
   *
   * @throws IllegalArgumentException when a writer of this version would not have written it
   */
  LogRecord decode(ByteBuffer in, int base, int length, long seq) {
    if (length < TEXTS) {
      throw new IllegalArgumentException("too short for a record: " + length);
    }
    int trigger = in.get(base + TRIGGER);
    int outcome = in.get(base + OUTCOME);
    int taskLength = in.getShort(base + TASK_LENGTH) & 0xFFFF;
    int messageLength = in.getShort(base + MESSAGE_LENGTH) & 0xFFFF;
    int versionLength = in.getShort(base + APP_VERSION_LENGTH) & 0xFFFF;
    if (TEXTS + taskLength + messageLength + versionLength > length) {
      throw new IllegalArgumentException("texts longer than their record");
    }
    byte[] bytes = in.array();
    int task = in.arrayOffset() + base + TEXTS;
    int message = task + taskLength;
    int version = message + messageLength;
    lastTask = text(lastTask, bytes, task, taskLength);
    lastVersion = text(lastVersion, bytes, version, versionLength);
    return LogRecord.builder(LogEvent.ofCode(in.get(base + EVENT)))
        .trigger(trigger == 0 ? null : Trigger.ofCode(trigger))
        .outcome(outcome == 0 ? null : Outcome.ofCode(outcome))
        .standbyBucket(in.get(base + STANDBY_BUCKET))
        .power(in.getShort(base + POWER))
        .attempt(in.getShort(base + ATTEMPT) & 0xFFFF)
        .run(in.getLong(base + RUN))
        .wallTime(in.getLong(base + WALL_TIME))
        .elapsedMs(in.getLong(base + ELAPSED))
        .durationMs(in.getLong(base + DURATION))
        .bootCount(in.getInt(base + BOOT_COUNT))
        .stopReason(in.getInt(base + STOP_REASON))
        .pid(in.getInt(base + PID))
        .task(lastTask)
        .message(text("", bytes, message, messageLength))
        .appVersion(lastVersion)
        .build(seq);
  }

  /** The text, and no new object for it where the record before had the same. */
  private static String text(String last, byte[] bytes, int from, int length) {
    if (last.length() != length) {
      return new String(bytes, from, length, UTF_8);
    }
    for (int i = 0; i < length; i++) {
      // Equal to a character means ASCII here: other bytes are negative.
      if (last.charAt(i) != bytes[from + i]) {
        return new String(bytes, from, length, UTF_8);
      }
    }
    return last;
  }
}
