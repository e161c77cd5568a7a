package io.github.jobdoctor.agentlog;

import java.util.HashMap;
import java.util.Map;

/** The fields that a line may have. */
enum Field {
  SEQ("seq"),
  RUN("run"),
  TASK("task"),
  EVENT("event"),
  TRIGGER("trigger"),
  ATTEMPT("attempt"),
  WALL_TIME("wallTime"),
  ELAPSED_MS("elapsedMs"),
  BOOT_COUNT("bootCount"),
  OUTCOME("outcome"),
  DURATION_MS("durationMs"),
  STOP_REASON("stopReason"),
  STOP_REASON_TEXT("stopReasonText"),
  MESSAGE("message"),
  PID("pid"),
  APP_VERSION("appVersion"),
  STANDBY_BUCKET("standbyBucket"),
  POWER("power"),
  FORMAT("format"),
  VERSION("version"),
  AGENT("agent"),
  PACKAGE("package"),
  LOG("log"),
  AFTER("after"),
  FIRST_SEQ("firstSeq"),
  LAST_SEQ("lastSeq"),
  CREATED("created"),
  CAPACITY("capacity"),
  ORIGIN("origin"),
  ORIGIN_REASON("originReason"),
  /** Any other: a newer agent may write more. */
  OTHER("");

  private static final Map<String, Field> BY_NAME = new HashMap<>();

  static {
    for (Field field : values()) {
      BY_NAME.put(field.text, field);
    }
  }

  private final String text;

  Field(String text) {
    this.text = text;
  }

  /** The field of a name. */
  static Field of(String name) {
    return BY_NAME.getOrDefault(name, OTHER);
  }

  /** The name in the line. */
  @Override
  public String toString() {
    return text;
  }
}
