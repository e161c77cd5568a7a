package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.List;
import java.util.Optional;

/** The app is in the bucket of those that are never used (API 28 and later). */
final class BucketNever implements Rule {

  @Override
  public About about() {
    return new About("its app is in bucket NEVER", "28+", List.of("bucket-never"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.effectiveBucket().filter(StandbyBucket.NEVER::equals).isEmpty()
        || isLetOff(circumstances)) {
      return List.of();
    }
    Finding.Builder finding =
        Finding.blocked("bucket-never", "bucket NEVER")
            .reason(PendingReason.APP_STANDBY)
            .summary("The app counts as never used (bucket NEVER), and its jobs never run.")
            .line(circumstances.line("Standby bucket: "))
            .remedy("Open the app.")
            .until("the app is opened");
    return List.of(
        Buckets.withCommands(finding, circumstances, Optional.of(StandbyBucket.NEVER)).build());
  }

  /** API 28 lets the bucket off while it is in parole; API 29 goes by what quota came to. */
  private static boolean isLetOff(Circumstances circumstances) {
    return switch (circumstances.api()) {
      case 28 -> circumstances.device().parole().filter(Fact::value).isPresent();
      case 29 -> circumstances.withinQuota().orElse(false);
      default -> false;
    };
  }
}
