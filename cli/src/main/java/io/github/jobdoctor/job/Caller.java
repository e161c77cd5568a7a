package io.github.jobdoctor.job;

/**
 * Who scheduled a job. Android knows the calling uid and prints it since API 24. The dumps of API
 * 21 to 23 print only the user and the component; the component's package is one of the calling
 * uid's, since an app may only schedule services of its own.
 */
public sealed interface Caller permits Uid, UserPackage {

  /** The Android user (not person) that the job belongs to: 0 is the owner. */
  int userId();
}
