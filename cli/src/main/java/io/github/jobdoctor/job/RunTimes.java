package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;

/**
 * When the job was scheduled, and the window in which it may run; all relative to the dump's clock.
 *
 * @param enqueued when it was scheduled; absent before API 26 and when the dump was cut
 * @param earliest not before; absent when at once
 * @param latest the deadline or the end of the period; absent when none
 * @param originalLatest the end of the period before any backoff (API 29 and later); absent when
 *     none
 */
public record RunTimes(
    Optional<Duration> enqueued,
    Optional<Duration> earliest,
    Optional<Duration> latest,
    Optional<Duration> originalLatest) {}
