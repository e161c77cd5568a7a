package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.Locale;
import java.util.Optional;

/** The commands that show and set a standby bucket. */
final class Buckets {

  private Buckets() {}

  /**
   * Adds them.
   *
   * @param now the bucket that the app is in; where that is unknown, no command to change it is
   *     given, since none could take that back
   */
  static Finding.Builder withCommands(
      Finding.Builder finding, Circumstances circumstances, Optional<StandbyBucket> now) {
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
              now.ifPresent(
                  bucket ->
                      finding.apply(
                          "am set-standby-bucket " + user + name + " active",
                          "am set-standby-bucket " + user + name + " " + word(bucket)));
            });
    return finding;
  }

  /** A bucket as the shell's command names it. */
  private static String word(StandbyBucket bucket) {
    return bucket.name().toLowerCase(Locale.ROOT);
  }
}
