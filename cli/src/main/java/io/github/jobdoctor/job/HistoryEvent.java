package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;

/**
 * A start or a stop in the dump's job history, which holds the last hundred.
 *
 * @param when relative to the dump's clock, so never positive
 * @param start whether it is a start; else a stop
 * @param sourceUid the uid that the job worked for (not the calling one)
 * @param jobId the job's number
 * @param text the battery name, and after it, on a stop, the reason
 * @param line its line in the dump
 */
public record HistoryEvent(
    Duration when, boolean start, Uid sourceUid, int jobId, String text, int line) {

  /** Whether this event is one of {@code job}. */
  public boolean isOf(Job job) {
    return jobId == job.key().jobId()
        && job.source().map(source -> source.uid().equals(sourceUid)).orElse(false)
        && (text.equals(job.name()) || text.startsWith(job.name() + " "));
  }

  /** Why the run of {@code job} ended, in Android's words; absent when it gives no reason. */
  public Optional<String> reason(Job job) {
    return text.length() > job.name().length() + 1
        ? Optional.of(text.substring(job.name().length() + 1).strip())
        : Optional.empty();
  }
}
