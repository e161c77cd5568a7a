package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How the system regards the app, as far as the job's block says.
 *
 * @param bucket the real standby bucket (the one that quota goes by may differ); absent before API
 *     28 and when the dump was cut
 * @param deferredSince when standby or quota first held the job back; absent when they did not
 * @param forceBatchedSince when the job, although ready, was first made to wait for others (API 30
 *     and later); absent when it was not
 * @param uidActive whether the app's uid counts as active
 * @param exempted whether the job is exempted from app standby
 * @param dozeWhitelisted whether the app is on the power allowlist
 * @param backgroundRestricted whether the user, or from API 35 the stopped state, bars the app from
 *     working in the background
 */
public record Standby(
    Optional<StandbyBucket> bucket,
    Optional<Duration> deferredSince,
    Optional<Duration> forceBatchedSince,
    boolean uidActive,
    boolean exempted,
    boolean dozeWhitelisted,
    boolean backgroundRestricted) {}
