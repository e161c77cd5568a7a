package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;

/**
 * One running job.
 *
 * @param key the job
 * @param name its battery name
 * @param runningFor how long it has run; absent when the dump does not say
 * @param timeoutIn when Android looks at its time limit next; absent when the dump does not say
 * @param line the number of its heading in the dump
 */
public record ActiveJob(
    JobKey key,
    String name,
    Optional<Duration> runningFor,
    Optional<Duration> timeoutIn,
    int line) {}
