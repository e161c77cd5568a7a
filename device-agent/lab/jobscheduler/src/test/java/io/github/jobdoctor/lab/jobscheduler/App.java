package io.github.jobdoctor.lab.jobscheduler;

/**
 * An installed app.
 *
 * @param packageName its package
 * @param appId its uid without the user: 10000 and up
 */
public record App(String packageName, int appId) {

  private static final int PER_USER = 100_000;

  /** Its uid for a user. */
  public int uid(int userId) {
    return userId * PER_USER + appId;
  }

  static int appId(int uid) {
    return uid % PER_USER;
  }

  static int userId(int uid) {
    return uid / PER_USER;
  }
}
