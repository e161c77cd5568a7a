package io.github.jobdoctor.expectation;

import io.github.jobdoctor.job.TypedDuration;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be so:
 *
 * <pre>
 * [not] scheduled | absent                registered, or not
 * [not] ready                             nothing holds it back: ready, queued, or running
 * [not] pending                           in the queue, waiting for a slot
 * [not] running
 * [not] ran                               it runs, or a run of it began or ended
 * [not] succeeded                         its last run ended by itself, and did not ask for another
 * [not] failed                            its last run was stopped, or asked to be run again
 * [not] blocked-by REASON                 this is among what holds it back
 * [not] next-run-within D                 nothing but time, and no more of it, stands before its run
 * </pre>
 *
 * @param kind what
 * @param negated whether it is to be so, or not
 * @param reason of {@code blocked-by} only
 * @param span of {@code next-run-within} only
 */
public record Condition(
    Kind kind, boolean negated, Optional<BlockReason> reason, Optional<Duration> span) {

  /** The kinds. */
  public enum Kind {
    SCHEDULED,
    ABSENT,
    READY,
    PENDING,
    RUNNING,
    RAN,
    SUCCEEDED,
    FAILED,
    BLOCKED_BY,
    NEXT_RUN_WITHIN;

    /** The word that is typed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is about runs of the past, and not about the moment. */
    public boolean isOfRuns() {
      return this == RAN || this == SUCCEEDED || this == FAILED;
    }

    /** Whether the diagnosis decides it, for which other services may be asked. */
    public boolean isOfDiagnosis() {
      return this == BLOCKED_BY || this == NEXT_RUN_WITHIN;
    }
  }

  /** What is typed before a condition that is not to be so. */
  private static final String NOT = "not";

  /**
   * The condition that these words say.
   *
   * @throws NotAnExpectationException when they say none
   */
  public static Condition of(List<String> typed) throws NotAnExpectationException {
    List<String> words =
        typed.stream()
            .flatMap(word -> Arrays.stream(word.strip().split("\\s+", -1)))
            .filter(word -> !word.isEmpty())
            .toList();
    boolean negated = !words.isEmpty() && words.get(0).equalsIgnoreCase(NOT);
    words = negated ? words.subList(1, words.size()) : words;
    if (words.isEmpty()) {
      throw new NotAnExpectationException(
          (negated ? "After 'not' a condition is missing" : "A condition is missing") + all());
    }
    Kind kind = kind(words.get(0));
    String rest = String.join(" ", words.subList(1, words.size()));
    return switch (kind) {
      case BLOCKED_BY -> {
        if (rest.isEmpty()) {
          throw new NotAnExpectationException(
              "blocked-by needs a reason, such as quota or CHARGING: `jobdoctor why` names them.");
        }
        yield new Condition(kind, negated, Optional.of(BlockReason.of(rest)), Optional.empty());
      }
      case NEXT_RUN_WITHIN ->
          new Condition(
              kind,
              negated,
              Optional.empty(),
              Optional.of(
                  TypedDuration.parse(rest)
                      .orElseThrow(
                          () ->
                              new NotAnExpectationException(
                                  "next-run-within needs a duration, such as 500ms, 20s or 2m."))));
      case SCHEDULED, ABSENT, READY, PENDING, RUNNING, RAN, SUCCEEDED, FAILED -> {
        if (!rest.isEmpty()) {
          throw new NotAnExpectationException(
              "'" + rest + "' does not belong behind " + kind.word() + ".");
        }
        yield new Condition(kind, negated, Optional.empty(), Optional.empty());
      }
    };
  }

  private static Kind kind(String word) throws NotAnExpectationException {
    String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(plain)) {
        return kind;
      }
    }
    throw new NotAnExpectationException("'" + word + "' is no condition" + all());
  }

  private static String all() {
    return ": there are "
        + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))
        + ", and not before each.";
  }

  /** Whether it is met by a job that is not registered. */
  boolean wantsAbsence() {
    return kind == Kind.ABSENT ? !negated : kind == Kind.SCHEDULED && negated;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return (negated ? NOT + " " : "")
        + kind.word()
        + reason.map(one -> " " + one.name()).orElse("")
        + span.map(time -> " " + TypedDuration.of(time)).orElse("");
  }
}
