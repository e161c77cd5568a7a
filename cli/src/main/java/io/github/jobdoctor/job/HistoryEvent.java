package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A start or a stop in the dump's job history, which holds the last hundred.
 *
 * @param when relative to the dump's clock, so never positive
 * @param start whether it is a start; else a stop
 * @param periodicLabel whether the line is labelled as one of a periodic job; the label of stops
 *     means the contrary up to API 32 (see {@link RunHistory})
 * @param sourceUid the uid that the job worked for (not the calling one)
 * @param jobId the job's number; absent up to API 26
 * @param text the battery name, and after it, on a stop, the reason (API 27 and later)
 * @param line where the dump says so
 */
public record HistoryEvent(
    Duration when,
    boolean start,
    boolean periodicLabel,
    Uid sourceUid,
    OptionalInt jobId,
    String text,
    DumpLine line) {

  /** Whether this event is one of {@code job}; an event without a number is nobody's for sure. */
  public boolean isOf(Job job) {
    return jobId.isPresent()
        && jobId.getAsInt() == job.key().jobId()
        && job.source().map(source -> source.uid().equals(sourceUid)).orElse(false)
        && isNamed(job.name());
  }

  /** Whether the text is this name, alone or with a reason after it. */
  boolean isNamed(String name) {
    return text.startsWith(name)
        && (text.length() == name.length() || text.charAt(name.length()) == ' ');
  }

  /** Why the run of {@code job} ended, in Android's words; absent when it gives no reason. */
  public Optional<String> reason(Job job) {
    return reason(job.name());
  }

  /** The same for a job of this name. */
  Optional<String> reason(String name) {
    return text.length() > name.length() + 1
        ? Optional.of(text.substring(name.length() + 1).strip())
        : Optional.empty();
  }
}
