package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.List;

/** The app is in the bucket of those that are never used (API 28 and later). */
final class BucketNever implements Rule {

  @Override
  public About about() {
    return new About("its app is in bucket NEVER", "28+", List.of("bucket-never"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.effectiveBucket().filter(StandbyBucket.NEVER::equals).isEmpty()) {
      return List.of();
    }
    Finding.Builder finding =
        Finding.blocked("bucket-never", "bucket NEVER")
            .reason(PendingReason.APP_STANDBY)
            .summary("The app counts as never used (bucket NEVER), and its jobs never run.")
            .line(circumstances.line("Standby bucket: "))
            .remedy("Open the app.")
            .until("the app is opened");
    return List.of(Buckets.withCommands(finding, circumstances, "never").build());
  }
}
