package io.github.jobdoctor.expectation;

import io.github.jobdoctor.job.Job;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of an expectation.
 *
 * @param expectation the expectation
 * @param outcome the answer
 * @param job the job as it was last seen; absent when it never was
 * @param took how long after the first look it was clear
 */
public record Result(Expectation expectation, Outcome outcome, Optional<Job> job, Duration took) {}
