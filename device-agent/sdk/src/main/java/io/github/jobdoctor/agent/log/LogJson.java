package io.github.jobdoctor.agent.log;

import java.util.OptionalInt;

/**
 * A record as one line of JSON, the form that leaves the device. Absent is left out; times are
 * milliseconds; fields in this order:
 *
 * <pre>
 * {"seq":12,"run":11,"task":"sync","event":"exit","trigger":"schedule","attempt":1,
 *  "wallTime":1767225600000,"elapsedMs":81234,"bootCount":7,"outcome":"failed","durationMs":812,
 *  "stopReason":7,"stopReasonText":"CONSTRAINT_CONNECTIVITY","message":"…","pid":4711,
 *  "appVersion":"1.2","standbyBucket":"RARE","power":["CHARGING"]}
 * </pre>
 */
public final class LogJson {

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

  private LogJson() {}

  /** The record as one line, without the line's end. */
  public static String toLine(LogRecord record) {
    StringBuilder out = new StringBuilder(256);
    append(out, record);
    return out.toString();
  }

  /** Appends the record as one line, without the line's end. */
  public static void append(StringBuilder out, LogRecord record) {
    out.append('{');
    if (record.seq != 0) {
      number(out, "seq", record.seq);
    }
    if (record.run().isPresent()) {
      number(out, "run", record.run().getAsLong());
    }
    text(out, "task", record.task);
    text(out, "event", record.event.wireName());
    text(out, "trigger", record.trigger == null ? "" : record.trigger.wireName());
    if (record.attempt != 0) {
      number(out, "attempt", record.attempt);
    }
    number(out, "wallTime", record.wallTime);
    number(out, "elapsedMs", record.elapsedMs);
    number(out, "bootCount", record.bootCount());
    text(out, "outcome", record.outcome == null ? "" : record.outcome.wireName());
    if (record.durationMs().isPresent()) {
      number(out, "durationMs", record.durationMs);
    }
    number(out, "stopReason", record.stopReason());
    if (record.stopReason().isPresent()) {
      text(out, "stopReasonText", stopReasonName(record.stopReason));
    }
    text(out, "message", record.message);
    number(out, "pid", record.pid());
    text(out, "appVersion", record.appVersion);
    if (record.standbyBucket != 0) {
      text(out, "standbyBucket", standbyBucketName(record.standbyBucket));
    }
    if (record.power().isPresent()) {
      power(out, record.power);
    }
    out.append('}');
  }

  private static void number(StringBuilder out, String name, OptionalInt value) {
    if (value.isPresent()) {
      number(out, name, value.getAsInt());
    }
  }

  private static void number(StringBuilder out, String name, long value) {
    name(out, name);
    out.append(value);
  }

  private static void text(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      name(out, name);
      quote(out, value);
    }
  }

  private static void name(StringBuilder out, String name) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    out.append('"').append(name).append("\":");
  }

  private static void power(StringBuilder out, int power) {
    name(out, "power");
    out.append('[');
    String separator = "";
    String[] names = {"CHARGING", "POWER_SAVE_MODE", "DEVICE_IDLE", "BATTERY_OPTIMIZATION_IGNORED"};
    for (int i = 0; i < names.length; i++) {
      if ((power & (LogRecord.POWER_CHARGING << i)) != 0) {
        out.append(separator).append('"').append(names[i]).append('"');
        separator = ",";
      }
    }
    out.append(']');
  }

  /**
   * Appends {@code value} as a JSON string. Nothing in it ends a line or reaches a terminal as a
   * command: control characters (C1 too) and the Unicode line separators are escaped.
   */
  public static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) {
            String hex = Integer.toHexString(c);
            out.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Android's name of a stop reason without {@code STOP_REASON_}, or its number if it is new. */
  public static String stopReasonName(int stopReason) {
    return stopReason >= 0 && stopReason < STOP_REASONS.length
        ? STOP_REASONS[stopReason]
        : Integer.toString(stopReason);
  }

  /** Android's name of a standby bucket, or its number if it is new. */
  public static String standbyBucketName(int bucket) {
    return switch (bucket) {
      case 5 -> "EXEMPTED";
      case 10 -> "ACTIVE";
      case 20 -> "WORKING_SET";
      case 30 -> "FREQUENT";
      case 40 -> "RARE";
      case 45 -> "RESTRICTED";
      case 50 -> "NEVER";
      default -> Integer.toString(bucket);
    };
  }
}
