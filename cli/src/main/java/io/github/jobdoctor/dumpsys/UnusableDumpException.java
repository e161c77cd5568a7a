package io.github.jobdoctor.dumpsys;

/** The text holds no job-scheduler dump; the message is one sentence for the user. */
public final class UnusableDumpException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why there is no dump. */
  public enum Reason {
    /** Nothing in the text looks like one. */
    NOT_A_DUMP,
    /** Android has no such service, or it is not up yet. */
    NO_SERVICE,
    /** Android refused the dump. */
    PERMISSION_DENIED,
    /** The dump was asked for a package that is not installed. */
    INVALID_PACKAGE
  }

  private final Reason reason;

  /** There is no dump, for this reason. */
  public UnusableDumpException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why there is no dump. */
  public Reason reason() {
    return reason;
  }
}
