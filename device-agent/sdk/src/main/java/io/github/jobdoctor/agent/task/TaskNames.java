package io.github.jobdoctor.agent.task;

/** What a task may be called: anything that is not empty and fits into a log record. */
public final class TaskNames {

  /** Most characters of a name; in UTF-8 it then surely fits into a log record whole. */
  public static final int MAX_CHARS = 200;

  private TaskNames() {}

  /**
   * Gives back the name.
   *
   * @throws IllegalArgumentException when it is empty or too long
   */
  public static String checked(String name) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("a task needs a name");
    }
    if (name.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "a name of " + name.length() + " characters, at most " + MAX_CHARS);
    }
    return name;
  }
}
