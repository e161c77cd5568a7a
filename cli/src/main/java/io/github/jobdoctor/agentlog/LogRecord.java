package io.github.jobdoctor.agentlog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One record of the log, as the agent wrote it. Words (event, trigger, outcome …) are kept as they
 * stand in the line, so that those of a newer agent pass through; {@link LogWords} names the ones
 * with a meaning here.
 *
 * @param seq its number in the log, from 1
 * @param run number of the entry record of the run that it belongs to; absent outside runs
 * @param task the task's name; absent when it is about none
 * @param event what it tells, such as {@code entry}
 * @param trigger what made the run happen; absent outside runs
 * @param attempt which attempt of its work the run is, from 1; absent outside runs
 * @param wallTime the device's clock, in milliseconds since 1970 (UTC); it may jump
 * @param elapsedMs milliseconds since boot, sleep included; it falls only at a reboot
 * @param bootCount how often the device was booted; absent where Android does not tell
 * @param outcome how the run ended; absent on records that end none
 * @param durationMs how long the run took; absent on records that end none
 * @param stopReason {@code JobParameters.STOP_REASON_*}; absent when the system did not stop it
 * @param stopReasonText the same in Android's word; absent with it
 * @param message for people; absent when there is nothing to say
 * @param pid the process that wrote it; absent when unknown
 * @param appVersion the app's version name; absent when unknown
 * @param standbyBucket the app's standby bucket in Android's word; absent when unknown
 * @param power what was true of the device's power, such as {@code CHARGING}; absent when nobody
 *     looked, empty when nothing was
 */
public record LogRecord(
    long seq,
    OptionalLong run,
    Optional<String> task,
    String event,
    Optional<String> trigger,
    OptionalInt attempt,
    long wallTime,
    long elapsedMs,
    OptionalInt bootCount,
    Optional<String> outcome,
    OptionalLong durationMs,
    OptionalInt stopReason,
    Optional<String> stopReasonText,
    Optional<String> message,
    OptionalInt pid,
    Optional<String> appVersion,
    Optional<String> standbyBucket,
    Optional<List<String>> power) {

  /** Whether this record tells {@code word}. */
  public boolean tells(String word) {
    return event.equals(word);
  }
}
