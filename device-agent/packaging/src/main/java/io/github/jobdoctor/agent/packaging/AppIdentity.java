package io.github.jobdoctor.agent.packaging;

/**
 * What the build says of an app rather than its manifest.
 *
 * @param applicationId the app's package on the device
 * @param minSdk lowest API level
 * @param targetSdk API level whose behaviour it expects
 * @param versionCode number that rises with each release
 * @param versionName version for people
 */
record AppIdentity(
    String applicationId, String minSdk, String targetSdk, String versionCode, String versionName) {

  /** The names of the arguments that {@link #from} reads. */
  static final String[] NAMES = {
    "--application-id", "--min-sdk", "--target-sdk", "--version-code", "--version-name",
  };

  static AppIdentity from(Arguments arguments) {
    return new AppIdentity(
        arguments.one("--application-id"),
        arguments.one("--min-sdk"),
        arguments.one("--target-sdk"),
        arguments.one("--version-code"),
        arguments.one("--version-name"));
  }
}
