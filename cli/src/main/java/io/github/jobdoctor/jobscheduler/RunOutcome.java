package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of an order to run a job: what Android did, not what its shell command claimed.
 *
 * @param kind which of the outcomes it is
 * @param why the reason of a stop or a refusal in Android's words, or what is missing to tell the
 *     outcome or how it failed; absent where the kind says all
 * @param heldBy what holds the job back, most important first; empty where nothing does, or where
 *     that is not the point
 * @param proof what it rests on, in the order it was seen
 * @param notes what the user should know besides, in whole sentences
 * @param goesOnAs the key under which the same work is registered now, where that is another one
 */
public record RunOutcome(
    Kind kind,
    Optional<String> why,
    List<Finding> heldBy,
    List<Proof> proof,
    List<String> notes,
    Optional<JobKey> goesOnAs) {

  /** Copies the lists. */
  public RunOutcome {
    heldBy = List.copyOf(heldBy);
    proof = List.copyOf(proof);
    notes = List.copyOf(notes);
  }

  /** The outcomes. */
  public enum Kind {
    /** The job ran to its end and did not ask to be run again. */
    SUCCEEDED("succeeded"),
    /**
     * The job ran to its end, and WorkManager says that the work failed; or, with what is missing
     * to tell, Android counts a failure, be it that the app asked for another run or was stopped.
     */
    FAILED("failed"),
    /** The job ran to its end and asked to be run again. */
    RETRY("retry"),
    /** The job started and was stopped before its end. */
    STOPPED("stopped"),
    /** The job started and was still running when the time to watch it was up. */
    STARTED("started"),
    /** Android took the order, but the job did not start while it was watched. */
    NOT_STARTED("notStarted"),
    /** Android ran the job, and WorkManager left the work out, since its time had not come. */
    REFUSED_BEFORE_SCHEDULE("refusedBeforeSchedule"),
    /** Android knows no such package or job. */
    NOT_FOUND("notFound"),
    /** A constraint is not met that the form of the order does not override. */
    CONSTRAINTS_UNMET("constraintsUnmet"),
    /** Android refused the order itself: no permission, no such command on this version. */
    REFUSED("refused"),
    /** Something happened, but what came of it cannot be seen from here. */
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

  static RunOutcome of(Kind kind, List<Proof> proof) {
    return new RunOutcome(kind, Optional.empty(), List.of(), proof, List.of(), Optional.empty());
  }

  /**
   * The same after somebody else told of it, too: another kind perhaps, for {@code reason} where it
   * needs one.
   */
  public RunOutcome after(
      List<Proof> told, Kind other, Optional<String> reason, List<String> sentences) {
    List<Proof> all = new ArrayList<>(proof);
    all.addAll(told);
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(sentences);
    return new RunOutcome(other, reason, heldBy, all, allNotes, goesOnAs);
  }

  RunOutcome because(String reason) {
    return new RunOutcome(kind, Optional.of(reason), heldBy, proof, notes, goesOnAs);
  }

  RunOutcome heldBy(List<Finding> findings) {
    return new RunOutcome(kind, why, findings, proof, notes, goesOnAs);
  }

  RunOutcome noting(List<String> sentences) {
    return new RunOutcome(kind, why, heldBy, proof, sentences, goesOnAs);
  }

  RunOutcome goingOnAs(Optional<JobKey> key) {
    return new RunOutcome(kind, why, heldBy, proof, notes, key);
  }
}
