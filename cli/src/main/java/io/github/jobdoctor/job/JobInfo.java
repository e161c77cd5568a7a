package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the app asked for when it scheduled the job.
 *
 * @param service the job service as a flattened component, such as {@code com.x/.Svc}; absent when
 *     the dump was cut
 * @param periodic the interval of a periodic job; absent for a one-off, and before API 24, which
 *     does not tell
 * @param persisted whether it survives a restart of the device
 * @param priority 100 (min) to 500 (max), API 33 and later; absent below
 * @param effectivePriority the priority after failures lowered it; absent when the same
 * @param bias the system's own priority (printed as Priority before API 33); absent when 0
 * @param flags bits of {@code JobInfo.FLAG_*}; 0 when none
 * @param internalFlags the system's own bits; 0 when none
 * @param network the network request as printed; absent when no network is required
 * @param minimumLatency the delay asked for; absent when none
 * @param maxExecutionDelay the deadline asked for, after scheduling; absent when none
 * @param backoff what happens after a failure; absent when the dump was cut
 * @param contentUris the content watched, in the dump's order
 * @param extras the extras as printed, possibly over several lines; absent when none
 * @param traceTag the app's name for this job in traces (API 35 and later); absent when none
 * @param downloadBytes estimated download, bytes; absent when unknown
 * @param uploadBytes estimated upload, bytes; absent when unknown
 */
public record JobInfo(
    Optional<String> service,
    Optional<Periodic> periodic,
    boolean persisted,
    OptionalInt priority,
    OptionalInt effectivePriority,
    OptionalInt bias,
    int flags,
    int internalFlags,
    Optional<String> network,
    Optional<Duration> minimumLatency,
    Optional<Duration> maxExecutionDelay,
    Optional<Backoff> backoff,
    List<String> contentUris,
    Optional<String> extras,
    Optional<String> traceTag,
    OptionalLong downloadBytes,
    OptionalLong uploadBytes) {

  /** Copies the list. */
  public JobInfo {
    contentUris = List.copyOf(contentUris);
  }

  /**
   * A periodic job's rhythm.
   *
   * @param interval the length of a period
   * @param flex the last part of the period, in which the job may run
   */
  public record Periodic(Duration interval, Duration flex) {}

  /**
   * How long Android waits after a failure.
   *
   * @param policy how the wait grows
   * @param initial the first wait
   */
  public record Backoff(Policy policy, Duration initial) {
    /** How the wait grows from failure to failure. */
    public enum Policy {
      /** By the same amount each time. */
      LINEAR,
      /** Twice as long each time. */
      EXPONENTIAL
    }
  }
}
