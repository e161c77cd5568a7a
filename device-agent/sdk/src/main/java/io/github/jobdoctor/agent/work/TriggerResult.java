package io.github.jobdoctor.agent.work;

/**
 * What became of a call of the test trigger. How the tasks fared, the log tells.
 *
 * @param code what happened
 * @param message for people
 */
public record TriggerResult(Code code, String message) {

  /** What happened to the call. */
  public enum Code {
    /** The worker is on its way. */
    STARTED("ok"),
    /** This is a release build, whose users' tasks nobody runs at will. */
    RELEASE_BUILD("release-build"),
    /** There is nothing to run. */
    NOTHING_REGISTERED("nothing-registered"),
    /** One of the names is not registered. */
    NOT_REGISTERED("not-registered"),
    /** More names than a work request can carry. */
    TOO_MANY("too-many");

    private final String wireName;

    Code(String wireName) {
      this.wireName = wireName;
    }

    /** The code that the provider answers with. */
    public String wireName() {
      return wireName;
    }
  }
}
