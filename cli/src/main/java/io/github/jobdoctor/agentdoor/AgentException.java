package io.github.jobdoctor.agentdoor;

/** The agent did not do what was asked; the message is one sentence for the user. */
public final class AgentException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why it did not. */
  public enum Reason {
    /** There is no agent: the package is not installed, or none is in it. */
    MISSING,
    /** It speaks another version than this program, or something that is not to be understood. */
    UNKNOWN_FORMAT,
    /** No task of that name is registered, or none at all. */
    NOT_REGISTERED,
    /** The agent, or Android, refused. */
    REFUSED,
    /** What was asked for is not allowed: a name that is too long, for example. */
    BAD_ARGUMENT
  }

  private final Reason reason;

  /** The agent did not do it, for this reason. */
  public AgentException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it did not. */
  public Reason reason() {
    return reason;
  }
}
