package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a job, as the job history tells it. Its start or its stop may be missing there.
 *
 * @param key the job; absent when nothing in the dump tells who called, or of which namespace
 * @param sourceUid the uid that it worked for
 * @param jobId its number; absent up to API 26
 * @param name its battery name; with the reason after it where the two cannot be told apart
 * @param periodic whether the job is periodic; absent when the dump does not say
 * @param started the line of its start
 * @param stopped the line of its stop
 * @param running whether it still runs
 * @param reason why it ended, in Android's words; absent when it gives none
 */
public record JobRun(
    Optional<JobKey> key,
    Uid sourceUid,
    OptionalInt jobId,
    String name,
    Optional<Boolean> periodic,
    Optional<HistoryEvent> started,
    Optional<HistoryEvent> stopped,
    boolean running,
    Optional<String> reason) {

  private static final Pattern NUMBERED = Pattern.compile("(?:#?([^/\\s]+)/)?-?\\d{1,10}");

  /** Texts that Android writes together with one internal stop reason, by how they begin. */
  private static final Map<String, String> CODES =
      Map.of(
          "timeout while executing", "timeout",
          "force timeout from shell", "timeout",
          "cancelled due to unsatisfied constraints", "constraints",
          "cancelled due to restricted bucket", "restricted_bucket",
          "cancelled due to doze", "device_idle",
          "cancelled due to thermal condition", "thermal",
          "cancel() called by app", "canceled",
          "cancelAll() called by app", "canceled");

  /** When it began; absent when the history does not reach back to that. */
  public Optional<Duration> start() {
    return started.map(HistoryEvent::when);
  }

  /** When it ended; absent while it runs, and when the history does not say. */
  public Optional<Duration> stop() {
    return stopped.map(HistoryEvent::when);
  }

  /** How long it took, or takes so far; absent when its start or its end is unknown. */
  public Optional<Duration> duration() {
    Optional<Duration> end = running ? Optional.of(Duration.ZERO) : stop();
    return start().flatMap(begin -> end.map(moment -> moment.minus(begin)));
  }

  /**
   * The internal stop reason by its name, such as {@code timeout}; absent when the dump gives only
   * a text that does not settle it.
   */
  public Optional<String> stopReason() {
    return reason.flatMap(
        text ->
            isName(text)
                ? Optional.of(text)
                : CODES.entrySet().stream()
                    .filter(entry -> text.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }

  /**
   * The package in its name: that of the component, or the one that it was scheduled on behalf of;
   * empty when the name has none.
   */
  public String packageName() {
    String text = name.startsWith("#") ? name.substring(name.indexOf('#', 1) + 1) : name;
    text = text.startsWith("@") ? text.substring(text.indexOf('@', 1) + 1) : text;
    int colon = text.lastIndexOf(':');
    return colon >= 0
        ? text.substring(colon + 1)
        : text.substring(0, Math.max(0, text.indexOf('/')));
  }

  /** Whether it is one of this job, or, where the history has no numbers, of its name. */
  public boolean isOf(Job job) {
    boolean named =
        jobId.isEmpty()
            && name.equals(job.name())
            && job.source().map(source -> source.uid().equals(sourceUid)).orElse(false);
    return named || key.filter(job.key()::equals).isPresent();
  }

  /**
   * Whether {@code reference} means it: its key, its number with or without its uid or package, its
   * name, or the class in that.
   */
  public boolean isMeantBy(String reference) {
    if (jobId.isPresent()) {
      String id = Integer.toString(jobId.getAsInt());
      if (reference.equals(id)
          || reference.equals(sourceUid + "/" + id)
          || reference.equals(packageName() + "/" + id)
          || key.filter(job -> job.toString().equals(reference)).isPresent()) {
        return true;
      }
    }
    return name.equals(reference)
        || name.endsWith("/" + reference)
        || name.endsWith("." + reference);
  }

  /**
   * Whether it may be one of a job that {@code reference} means by its number: a run that has none
   * may be of any number (API 24 to 26).
   */
  public boolean mayBeMeantBy(String reference) {
    Matcher numbered = NUMBERED.matcher(reference);
    if (jobId.isPresent() || !numbered.matches()) {
      return isMeantBy(reference);
    }
    String owner = numbered.group(1);
    return owner == null
        || owner.equals(packageName())
        || Uid.parse(owner).filter(sourceUid::equals).isPresent();
  }

  private static boolean isName(String text) {
    return switch (text) {
      case "canceled",
          "constraints",
          "preempt",
          "timeout",
          "device_idle",
          "thermal",
          "restricted_bucket",
          "uninstall",
          "data_cleared",
          "rtc_updated",
          "successful_finish",
          "user_ui_stop",
          "anr",
          "timeout_abandoned",
          "battery_saver" ->
          true;
      default -> text.startsWith("unknown:");
    };
  }
}
