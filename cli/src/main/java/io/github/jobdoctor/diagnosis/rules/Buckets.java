package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.StandbyBucket;

/** The commands that show and set a standby bucket. */
final class Buckets {

  private Buckets() {}

  /**
   * Adds them.
   *
   * @param now the bucket that the app is in, as the shell's command names it
   */
  static Finding.Builder withCommands(
      Finding.Builder finding, Circumstances circumstances, String now) {
    finding.line(
        Neighbour.USAGE_STATS,
        circumstances
            .neighbours()
            .appStandby()
            .flatMap(
                standby -> standby.app(circumstances.sourceUser(), circumstances.packageName()))
            .map(AppStandby.App::line));
    Words.shellPackage(circumstances)
        .ifPresent(
            name -> {
              String user = Words.userOption(circumstances);
              finding.confirm("am get-standby-bucket " + user + name);
              finding.apply(
                  "am set-standby-bucket " + user + name + " active",
                  "am set-standby-bucket " + user + name + " " + now);
            });
    return finding;
  }

  /** A bucket as the shell's command names it. */
  static String word(StandbyBucket bucket) {
    return bucket.name().toLowerCase(java.util.Locale.ROOT);
  }
}
