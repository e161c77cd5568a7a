package io.github.jobdoctor.job;

/**
 * A package of an Android user, which stands for a calling uid that the dump does not print (API 21
 * to 23).
 *
 * @param userId the user: 0 is the owner
 * @param packageName the package
 */
public record UserPackage(int userId, String packageName) implements Caller {

  /** The package alone for the owner, as for uids; {@code u10:com.x} for other users. */
  @Override
  public String toString() {
    return userId == 0 ? packageName : "u" + userId + ":" + packageName;
  }
}
