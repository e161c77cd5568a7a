package io.github.jobdoctor.job;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What became of the job so far.
 *
 * @param numFailures runs in a row that the app, a timeout or the user ended without success
 * @param numSystemStops runs in a row that the system stopped (API 34 and later)
 * @param lastSuccessful in the device's local time; absent when never, or unknown
 * @param lastFailed in the device's local time; absent when never, or unknown
 * @param cumulativeExecution time that the job has run so far (API 34 and later); zero when not
 */
public record PastRuns(
    int numFailures,
    int numSystemStops,
    Optional<LocalDateTime> lastSuccessful,
    Optional<LocalDateTime> lastFailed,
    Duration cumulativeExecution) {}
