package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * What makes a job one job: two apps, two users or two namespaces may use the same id.
 *
 * @param namespace the app's name for a group of jobs (API 34 and later); absent when it uses none
 * @param callingUid the uid that scheduled the job, which need not be the app it works for
 * @param jobId the number that the app gave it; may be negative
 */
public record JobKey(Optional<String> namespace, Uid callingUid, int jobId) {

  /**
   * As Android prints it, without the {@code #}: {@code u0a123/5} or {@code NAMESPACE:u0a123/5}.
   */
  @Override
  public String toString() {
    return namespace.map(name -> name + ":").orElse("") + callingUid + "/" + jobId;
  }
}
