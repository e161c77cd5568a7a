package io.github.jobdoctor.expectation;

import io.github.jobdoctor.job.TypedDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that is expected of a job.
 *
 * @param name what the user calls it; absent when it has no name
 * @param subject of which job
 * @param condition what
 * @param within how long it may take to become so; absent for one look
 * @param since how long before the first look a run may have begun or ended; absent: with {@code
 *     within} runs count that the first look sees running, or that come after it, else all that the
 *     dump tells of
 */
public record Expectation(
    Optional<String> name,
    Subject subject,
    Condition condition,
    Optional<Duration> within,
    Optional<Duration> since) {

  /**
   * The expectation, if it makes sense.
   *
   * @throws NotAnExpectationException when its parts contradict each other
   */
  public static Expectation of(
      Optional<String> name,
      Subject subject,
      Condition condition,
      Optional<Duration> within,
      Optional<Duration> since)
      throws NotAnExpectationException {
    if (subject.job().isBlank()) {
      throw new NotAnExpectationException("The name of the job is empty.");
    }
    if (since.isPresent() && !condition.kind().isOfRuns()) {
      throw new NotAnExpectationException(
          "since goes with ran, succeeded and failed only: " + condition + " is of the moment.");
    }
    if (condition.negated() && condition.kind().isOfRuns() && within.isPresent()) {
      throw new NotAnExpectationException(
          "'"
              + condition
              + "' would be met at once, before anything could happen: let the time pass, then ask"
              + " with since instead of within.");
    }
    return new Expectation(name, subject, condition, within, since);
  }

  /** Its name, or what it says. */
  public String title() {
    return name.orElseGet(() -> subject.job() + " " + words());
  }

  /** The condition with its times, as typed. */
  public String words() {
    return condition
        + within.map(time -> " within " + TypedDuration.of(time)).orElse("")
        + since.map(time -> " since " + TypedDuration.of(time)).orElse("");
  }
}
