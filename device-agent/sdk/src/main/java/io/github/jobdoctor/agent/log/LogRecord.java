package io.github.jobdoctor.agent.log;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One record of the ring log. Immutable; made by {@link #builder(LogEvent)}.
 *
 * <p>Texts are cut to the sizes that the file format allows, at a whole character, when the record
 * is written; they are never refused.
 */
public final class LogRecord {

  /** Most bytes of a task name in UTF-8. */
  public static final int MAX_TASK_BYTES = 1024;

  /** Most bytes of a message in UTF-8. */
  public static final int MAX_MESSAGE_BYTES = 2048;

  /** Most bytes of an app version in UTF-8. */
  public static final int MAX_APP_VERSION_BYTES = 64;

  /** {@link Builder#power(int)}: the power state was looked at; without it no other bit counts. */
  public static final int POWER_KNOWN = 1;

  /** {@link Builder#power(int)}: the device was charging. */
  public static final int POWER_CHARGING = 1 << 1;

  /** {@link Builder#power(int)}: battery saver was on. */
  public static final int POWER_SAVE_MODE = 1 << 2;

  /** {@link Builder#power(int)}: the device was in Doze. */
  public static final int POWER_DEVICE_IDLE = 1 << 3;

  /** {@link Builder#power(int)}: the app is exempt from battery optimisation. */
  public static final int POWER_OPTIMIZATION_IGNORED = 1 << 4;

  final long seq;
  final LogEvent event;
  final Trigger trigger;
  final Outcome outcome;
  final int standbyBucket;
  final int power;
  final int attempt;
  final long run;
  final long wallTime;
  final long elapsedMs;
  final long durationMs;
  final int bootCount;
  final int stopReason;
  final int pid;
  final String task;
  final String message;
  final String appVersion;

  private LogRecord(long seq, Builder from) {
    this.seq = seq;
    this.event = from.event;
    this.trigger = from.trigger;
    this.outcome = from.outcome;
    this.standbyBucket = from.standbyBucket;
    this.power = from.power;
    this.attempt = from.attempt;
    this.run = from.run;
    this.wallTime = from.wallTime;
    this.elapsedMs = from.elapsedMs;
    this.durationMs = from.durationMs;
    this.bootCount = from.bootCount;
    this.stopReason = from.stopReason;
    this.pid = from.pid;
    this.task = from.task;
    this.message = from.message;
    this.appVersion = from.appVersion;
  }

  /** Starts a record that tells {@code event}. */
  public static Builder builder(LogEvent event) {
    return new Builder(event);
  }

  /** Sequence number in its log, from 1; absent on a record that was not yet written. */
  public OptionalLong seq() {
    return seq == 0 ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  /** What the record tells. */
  public LogEvent event() {
    return event;
  }

  /**
   * The run it belongs to: the sequence number of the run's {@link LogEvent#ENTRY} record. On an
   * entry record its own number. Absent when the record belongs to no run.
   */
  public OptionalLong run() {
    long ownOrGiven = event == LogEvent.ENTRY && run == 0 ? seq : run;
    return ownOrGiven == 0 ? OptionalLong.empty() : OptionalLong.of(ownOrGiven);
  }

  /** Name of the task; absent when the record is about none. */
  public Optional<String> task() {
    return task.isEmpty() ? Optional.empty() : Optional.of(task);
  }

  /** What made the run happen; absent outside runs. */
  public Optional<Trigger> trigger() {
    return Optional.ofNullable(trigger);
  }

  /** Which attempt of its work this run is, from 1; absent outside runs. */
  public OptionalInt attempt() {
    return attempt == 0 ? OptionalInt.empty() : OptionalInt.of(attempt);
  }

  /** Wall clock in milliseconds since 1970 (UTC); it may jump. */
  public long wallTime() {
    return wallTime;
  }

  /** Milliseconds since boot, sleep included; it only falls at a reboot. */
  public long elapsedMs() {
    return elapsedMs;
  }

  /** How often the device was booted; absent where Android does not tell. */
  public OptionalInt bootCount() {
    return ofNullable(bootCount);
  }

  /** How the run ended; absent on records that end no run. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** How long the run took, in milliseconds; absent on records that end no run. */
  public OptionalLong durationMs() {
    return durationMs == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(durationMs);
  }

  /** {@code JobParameters.STOP_REASON_*}; absent when the system did not stop the run. */
  public OptionalInt stopReason() {
    return ofNullable(stopReason);
  }

  /** For people; absent when there is nothing to say. */
  public Optional<String> message() {
    return message.isEmpty() ? Optional.empty() : Optional.of(message);
  }

  /** The process that wrote it; absent when unknown. */
  public OptionalInt pid() {
    return pid == 0 ? OptionalInt.empty() : OptionalInt.of(pid);
  }

  /** The app's version name; absent when unknown. */
  public Optional<String> appVersion() {
    return appVersion.isEmpty() ? Optional.empty() : Optional.of(appVersion);
  }

  /** The app's standby bucket as {@code UsageStatsManager} numbers it; absent below API 28. */
  public OptionalInt standbyBucket() {
    return standbyBucket == 0 ? OptionalInt.empty() : OptionalInt.of(standbyBucket);
  }

  /** The {@code POWER_} bits at that moment; absent when nobody looked. */
  public OptionalInt power() {
    return (power & POWER_KNOWN) == 0 ? OptionalInt.empty() : OptionalInt.of(power);
  }

  private static OptionalInt ofNullable(int value) {
    return value == Integer.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @Override
  public String toString() {
    return LogJson.toLine(this);
  }

  /** Collects what a record says; everything but the event may be left out. */
  public static final class Builder {
    private final LogEvent event;
    private Trigger trigger;
    private Outcome outcome;
    private int standbyBucket;
    private int power;
    private int attempt;
    private long run;
    private long wallTime;
    private long elapsedMs;
    private long durationMs = Long.MIN_VALUE;
    private int bootCount = Integer.MIN_VALUE;
    private int stopReason = Integer.MIN_VALUE;
    private int pid;
    private String task = "";
    private String message = "";
    private String appVersion = "";

    private Builder(LogEvent event) {
      if (event == null) {
        throw new IllegalArgumentException("a record needs an event");
      }
      this.event = event;
    }

    /** See {@link LogRecord#trigger()}. */
    public Builder trigger(Trigger value) {
      trigger = value;
      return this;
    }

    /** See {@link LogRecord#outcome()}. */
    public Builder outcome(Outcome value) {
      outcome = value;
      return this;
    }

    /** See {@link LogRecord#standbyBucket()}; 0 to 255, 0 is absent. */
    public Builder standbyBucket(int value) {
      standbyBucket = value & 0xFF;
      return this;
    }

    /** The {@code POWER_} bits, {@link #POWER_KNOWN} among them. */
    public Builder power(int bits) {
      power = bits & 0xFFFF;
      return this;
    }

    /** See {@link LogRecord#attempt()}; more than 65535 is written as 65535. */
    public Builder attempt(int value) {
      attempt = Math.max(0, Math.min(value, 0xFFFF));
      return this;
    }

    /** See {@link LogRecord#run()}; 0 is absent. */
    public Builder run(long value) {
      run = value;
      return this;
    }

    /** See {@link LogRecord#wallTime()}. */
    public Builder wallTime(long millis) {
      wallTime = millis;
      return this;
    }

    /** See {@link LogRecord#elapsedMs()}. */
    public Builder elapsedMs(long millis) {
      elapsedMs = millis;
      return this;
    }

    /** See {@link LogRecord#durationMs()}. */
    public Builder durationMs(long millis) {
      durationMs = millis;
      return this;
    }

    /** See {@link LogRecord#bootCount()}. */
    public Builder bootCount(int value) {
      bootCount = value;
      return this;
    }

    /** See {@link LogRecord#stopReason()}. */
    public Builder stopReason(int value) {
      stopReason = value;
      return this;
    }

    /** See {@link LogRecord#pid()}. */
    public Builder pid(int value) {
      pid = value;
      return this;
    }

    /** See {@link LogRecord#task()}; null is absent. */
    public Builder task(String value) {
      task = value == null ? "" : value;
      return this;
    }

    /** See {@link LogRecord#message()}; null is absent. */
    public Builder message(String value) {
      message = value == null ? "" : value;
      return this;
    }

    /** See {@link LogRecord#appVersion()}; null is absent. */
    public Builder appVersion(String value) {
      appVersion = value == null ? "" : value;
      return this;
    }

    /** The record, not yet written. */
    public LogRecord build() {
      return new LogRecord(0, this);
    }

    LogRecord build(long seq) {
      return new LogRecord(seq, this);
    }
  }
}
