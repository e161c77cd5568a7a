package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import java.time.Duration;
import java.util.Optional;

/**
 * One look at a source.
 *
 * @param diagnoses the dump, and what can be made of it
 * @param sinceFirst how much time has passed on the device since the first look; zero for the first
 *     one itself; absent when the dump remembers nothing of before the first look, so that all
 *     events of its history are new
 */
public record Look(Diagnoses diagnoses, Optional<Duration> sinceFirst) {}
