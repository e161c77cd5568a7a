package io.github.jobdoctor.conditions;

import java.util.Optional;

/** A condition was not set, or not put back; the message is one sentence or two. */
public final class ConditionException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Android or the device does not do it. */
    REFUSED,
    /** There is no such app. */
    NOT_FOUND,
    /** It contradicts another one, or would cut the way to the device. */
    CONTRADICTION,
    /** Another run has conditions in force on this device, or has left some. */
    HELD,
    /** This computer cannot keep the journal. */
    NO_JOURNAL,
    /** A journal, here or on the device, is not what it should be. */
    UNREADABLE,
    /** It was refused, and something that was changed before could not be put back. */
    NOT_RESTORED,
    /** The program is about to end. */
    INTERRUPTED
  }

  private final Reason reason;
  private final transient Optional<Restored> restored;

  ConditionException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    restored = Optional.empty();
  }

  /** Something failed while conditions were in force, and then not all could be put back. */
  public ConditionException(Exception cause, Restored restored) {
    super(String.valueOf(cause.getMessage()), cause);
    reason = Reason.NOT_RESTORED;
    this.restored = Optional.of(restored);
  }

  /** What could not be put back; present with {@link Reason#NOT_RESTORED}. */
  public Optional<Restored> restored() {
    return restored;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
