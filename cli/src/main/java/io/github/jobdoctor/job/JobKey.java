package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * What makes a job one job: two apps, two users or two namespaces may use the same id.
 *
 * @param namespace the app's name for a group of jobs (API 34 and later); absent when it uses none
 * @param caller who scheduled the job, which need not be the app it works for
 * @param jobId the number that the app gave it; may be negative
 */
public record JobKey(Optional<String> namespace, Caller caller, int jobId) {

  /** The uid that scheduled the job; absent where the dump prints none (API 21 to 23). */
  public Optional<Uid> callingUid() {
    return caller instanceof Uid uid ? Optional.of(uid) : Optional.empty();
  }

  // Written out for the start's sake: see Constraint.
  @Override
  public boolean equals(Object other) {
    return other instanceof JobKey key
        && jobId == key.jobId
        && caller.equals(key.caller)
        && namespace.equals(key.namespace);
  }

  @Override
  public int hashCode() {
    return (namespace.hashCode() * 31 + caller.hashCode()) * 31 + jobId;
  }

  /**
   * As Android prints it, without the {@code #}: {@code u0a123/5} or {@code NAMESPACE:u0a123/5};
   * where it prints no uid, the package: {@code com.x/5}, or {@code u10:com.x/5} of another user.
   */
  @Override
  public String toString() {
    return namespace.map(name -> name + ":").orElse("") + caller + "/" + jobId;
  }
}
