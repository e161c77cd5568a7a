package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;

/**
 * One entry of the pending queue.
 *
 * @param key the job
 * @param name its battery name
 * @param waiting how long it has been in the queue; absent when the dump does not say
 * @param bias how much it is preferred now; absent when the dump does not say
 * @param line the number of its heading in the dump
 */
public record PendingJob(
    JobKey key, String name, Optional<Duration> waiting, Optional<Integer> bias, int line) {}
