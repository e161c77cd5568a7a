package io.github.jobdoctor.job;

/**
 * The standby bucket of an app, by the name that the dump prints; an open vocabulary.
 *
 * @param name such as {@code WORKING_SET}, or {@code Unknown: 7} for one without a name
 */
public record StandbyBucket(String name) {

  /** The app may never run jobs: it was never used. */
  public static final StandbyBucket NEVER = new StandbyBucket("NEVER");

  /** The system has throttled the app hard (API 30 and later). */
  public static final StandbyBucket RESTRICTED = new StandbyBucket("RESTRICTED");

  // Written out for the start's sake: see Constraint.
  @Override
  public boolean equals(Object other) {
    return other instanceof StandbyBucket bucket && name.equals(bucket.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
