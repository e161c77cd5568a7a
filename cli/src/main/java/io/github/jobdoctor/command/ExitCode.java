package io.github.jobdoctor.command;

/** What scripts rely on (design/cli.md; the README's table is checked against this one). */
public enum ExitCode {
  /** All is well. */
  DONE(0, "done; the answer is yes"),
  /** An honest no. */
  NO(
      1,
      "the honest answer is no: `why` found a job blocked, `run` proved that the job did not run or finish, an order that it had no effect, `expect` was not met, `trigger` that a task did not succeed"),
  /** The words are off. */
  USAGE(2, "wrong usage"),
  /** The way to the device. */
  DEVICE(
      3,
      "device trouble: none, several, unauthorised, offline, lost on the way, adb missing or dead"),
  /** The input. */
  INPUT(
      4,
      "input is not what it should be: no job-scheduler dump, a log of an unknown format, or one that was cut off"),
  /** Nothing of that name. */
  NOT_FOUND(5, "not found: package, job, task, agent"),
  /** Android said no. */
  REFUSED(
      6,
      "Android or the agent refused (permission, release build, or no such command on this version)"),
  /** Too slow. */
  TIMED_OUT(7, "timed out"),
  /** Unknown outcome. */
  CANNOT_TELL(8, "cannot tell: the outcome is not observable here; says what is missing"),
  /** Leftovers. */
  NOT_RESTORED(9, "something could not be restored on the device; says exactly what, and how"),
  /** A bug of ours. */
  BUG(70, "our bug: stack trace with `--debug`, a short report otherwise"),
  /** Ctrl-C. */
  INTERRUPTED(130, "interrupted; conditions restored");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** What it means, in a line. */
  public String meaning() {
    return meaning;
  }
}
