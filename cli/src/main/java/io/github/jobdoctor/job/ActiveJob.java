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
 * @param guaranteedFor how long it may go on whatever comes (API 31 and later)
 * @param atMostFor how long it may go on if nothing stops it (API 31 and later)
 * @param pendingStop why it is stopped as soon as its guaranteed time is over, as printed: public
 *     reason, internal reason, text (API 31 and later); absent when it is not
 * @param bias how much it is preferred now (30 and more: its app is in use; negative: its app used
 *     much); absent when the dump does not say
 * @param pendingFor how long it was in the queue before
 * @param line the number of its heading in the dump
 */
public record ActiveJob(
    JobKey key,
    String name,
    Optional<Duration> runningFor,
    Optional<Duration> timeoutIn,
    Optional<Duration> guaranteedFor,
    Optional<Duration> atMostFor,
    Optional<String> pendingStop,
    Optional<Integer> bias,
    Optional<Duration> pendingFor,
    int line) {}
