package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * The {@code Ready:} line of a job, in the positive sense (the dump prints most terms negated;
 * reference/dumpsys-jobscheduler.md §6.4). A term that this Android version does not print is
 * absent.
 *
 * @param ready whether the next scan would queue the job; false for one that is pending or active
 * @param job whether its constraints, explicit and implicit, are met
 * @param user whether its user is started
 * @param restricted whether a restriction of the device (heat) holds it back (API 30 and later)
 * @param pending whether it is in the pending queue
 * @param active whether it is running
 * @param backingUp whether its app is in a backup (API 26 and later)
 * @param component whether its service exists, and from API 30 on whether it may be used, which it
 *     may not while its app crashes again and again (API 26 and later)
 */
public record Readiness(
    boolean ready,
    Optional<Boolean> job,
    Optional<Boolean> user,
    Optional<Boolean> restricted,
    Optional<Boolean> pending,
    Optional<Boolean> active,
    Optional<Boolean> backingUp,
    Optional<Boolean> component) {}
