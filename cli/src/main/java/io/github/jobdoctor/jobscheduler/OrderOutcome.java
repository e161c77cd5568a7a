package io.github.jobdoctor.jobscheduler;

import java.util.List;
import java.util.Optional;

/**
 * What became of an order other than to run, as the device showed it afterwards.
 *
 * @param kind which of the outcomes it is
 * @param why the reason of a stop or a refusal in Android's words, or what is missing to tell the
 *     outcome; absent where the kind says all
 * @param states where the job stands, in the words of {@code get-job-state}; empty unless asked
 * @param proof what it rests on, in the order it was seen
 * @param notes what the user should know besides, in whole sentences
 */
public record OrderOutcome(
    Kind kind, Optional<String> why, List<String> states, List<Proof> proof, List<String> notes) {

  /** Copies the lists. */
  public OrderOutcome {
    states = List.copyOf(states);
    proof = List.copyOf(proof);
    notes = List.copyOf(notes);
  }

  /** The outcomes. */
  public enum Kind {
    /** The run was stopped. */
    STOPPED("stopped"),
    /** The jobs are off the list. */
    CANCELLED("cancelled"),
    /** What was used of the quota is forgotten. */
    RESET("reset"),
    /** Nothing was used of the quota, so no order was given. */
    NOTHING_TO_RESET("nothingToReset"),
    /** The question was answered. */
    TOLD("told"),
    /** The job was not running, so there was nothing to stop. */
    NOT_RUNNING("notRunning"),
    /** The run came to its end by itself meanwhile. */
    ENDED("ended"),
    /** The jobs are still on the list. */
    STILL_THERE("stillThere"),
    /** What was used of the quota is still counted. */
    NOT_RESET("notReset"),
    /** The run still went on when the time to watch was up. */
    STILL_RUNNING("stillRunning"),
    /** Android knows no such package or job. */
    NOT_FOUND("notFound"),
    /** Android refused: no permission, no such command on this version. */
    REFUSED("refused"),
    /** What came of it cannot be seen from here. */
    UNOBSERVABLE("unobservable");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in JSON. */
    public String word() {
      return word;
    }
  }

  static OrderOutcome of(Kind kind, List<Proof> proof) {
    return new OrderOutcome(kind, Optional.empty(), List.of(), proof, List.of());
  }

  OrderOutcome because(String reason) {
    return new OrderOutcome(kind, Optional.of(reason), states, proof, notes);
  }

  OrderOutcome noting(List<String> sentences) {
    return new OrderOutcome(kind, why, states, proof, sentences);
  }

  OrderOutcome in(List<String> words) {
    return new OrderOutcome(kind, why, words, proof, notes);
  }
}
