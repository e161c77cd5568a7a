package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.diagnosis.Finding;
import java.util.List;

/**
 * What became of an order to run a job: what Android did, not what its shell command claimed. (That
 * the device was lost is not an outcome, but an exception.)
 */
public sealed interface RunOutcome {

  /** What the outcome rests on, in the order it was seen. */
  List<Proof> proof();

  /** Which of the outcomes this is. */
  Kind kind();

  /** What holds the job back; empty where nothing does, or where that is not the point. */
  default List<Finding> heldBy() {
    return List.of();
  }

  /** The outcomes, one for each record below. */
  enum Kind {
    SUCCEEDED("succeeded"),
    RETRY("retry"),
    STOPPED("stopped"),
    STARTED("started"),
    NOT_STARTED("notStarted"),
    NOT_FOUND("notFound"),
    CONSTRAINTS_UNMET("constraintsUnmet"),
    REFUSED("refused"),
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

  /**
   * One thing that was seen.
   *
   * @param source who said it: {@code jobscheduler} (an answer of its shell command or a line of
   *     its dump) or {@code history} (a line of its job history)
   * @param text what it said, in its words
   */
  record Proof(String source, String text) {}

  /** The job ran to its end and did not ask to be run again. */
  record Succeeded(List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.SUCCEEDED;
    }
  }

  /** The job ran to its end and asked to be run again. */
  record Retry(List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.RETRY;
    }
  }

  /**
   * The job started and was stopped before its end.
   *
   * @param reason why, in Android's words
   */
  record Stopped(String reason, List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.STOPPED;
    }
  }

  /** The job started and was still running when the time to watch it was up. */
  record Started(List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.STARTED;
    }
  }

  /**
   * Android took the order, but the job did not start while it was watched.
   *
   * @param heldBy what holds it back, as far as the dump tells
   */
  record NotStarted(List<Finding> heldBy, List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.NOT_STARTED;
    }
  }

  /** Android knows no such package or job. */
  record NotFound(List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.NOT_FOUND;
    }
  }

  /**
   * Android did not take the order because a constraint is not met that only {@code --force}
   * overrides.
   *
   * @param heldBy the constraints
   */
  record ConstraintsUnmet(List<Finding> heldBy, List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.CONSTRAINTS_UNMET;
    }
  }

  /** Android refused the order itself: no permission, no such command on this version. */
  record Refused(List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.REFUSED;
    }
  }

  /**
   * Something happened, but what came of it cannot be seen from here.
   *
   * @param missing what would have to be seen
   */
  record Unobservable(String missing, List<Proof> proof) implements RunOutcome {
    @Override
    public Kind kind() {
      return Kind.UNOBSERVABLE;
    }
  }
}
