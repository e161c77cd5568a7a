package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.Evidence;
import java.util.List;

/**
 * Whether an expectation is met, and what is so.
 *
 * @param kind the answer
 * @param reason what is so, in a sentence or two on one line; may hold text from a device
 * @param evidence the lines that it rests on; empty when it rests on what is missing
 */
public record Outcome(Kind kind, String reason, List<Evidence> evidence) {

  /** Copies the list. */
  public Outcome {
    evidence = List.copyOf(evidence);
  }

  /** The answers. */
  public enum Kind {
    /** It is so. */
    MET("met"),
    /** It is not so. */
    NOT_MET("notMet"),
    /** There is no such job of which it could be so. */
    NOT_FOUND("notFound"),
    /** What would have to be seen is not there. */
    CANNOT_TELL("cannotTell"),
    /** Several jobs go by that name. */
    AMBIGUOUS("ambiguous"),
    /** The source was lost, or could not be read at all. */
    ERROR("error");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in JSON. */
    public String word() {
      return word;
    }
  }

  static Outcome met(String reason, List<Evidence> evidence) {
    return new Outcome(Kind.MET, reason, evidence);
  }

  static Outcome notMet(String reason, List<Evidence> evidence) {
    return new Outcome(Kind.NOT_MET, reason, evidence);
  }

  static Outcome metIf(boolean met, String reason, List<Evidence> evidence) {
    return met ? met(reason, evidence) : notMet(reason, evidence);
  }

  static Outcome cannotTell(String missing, List<Evidence> evidence) {
    return new Outcome(Kind.CANNOT_TELL, missing, evidence);
  }

  /** The source failed. */
  public static Outcome error(String message) {
    return new Outcome(Kind.ERROR, message, List.of());
  }

  /** The answer to the contrary, from what is so. */
  Outcome negated() {
    return switch (kind) {
      case MET -> notMet(reason, evidence);
      case NOT_MET -> met(reason, evidence);
      case NOT_FOUND, CANNOT_TELL, AMBIGUOUS, ERROR -> this;
    };
  }
}
