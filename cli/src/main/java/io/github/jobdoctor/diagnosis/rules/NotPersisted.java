package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A restart of the device takes the job away. Said of jobs that are meant to last; WorkManager
 * schedules its own anew after a restart.
 */
final class NotPersisted implements NotingRule {

  private static final Duration LONG = Duration.ofHours(1);

  @Override
  public About about() {
    return new About(
        "it does not survive a restart of the device", "24+", List.of("not-persisted"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    Job job = circumstances.job();
    boolean app = job.key().callingUid().filter(uid -> uid.appId() >= 10_000).isPresent();
    boolean lasting =
        job.info().periodic().isPresent()
            || job.info().minimumLatency().filter(time -> time.compareTo(LONG) >= 0).isPresent();
    // Android lets no job persist that watches content.
    boolean able = job.info().contentUris().isEmpty() && job.info().backoff().isPresent();
    if (!app || !lasting || !able || job.info().persisted() || job.isWorkManager()) {
      return List.of();
    }
    Optional<DumpLine> line = circumstances.line("PERIODIC: ", "Minimum latency: ");
    return List.of(
        Finding.note("not-persisted", "not persisted")
            .summary(
                "The job is not persisted: a restart of the device takes it away, and it is there"
                    + " again only when the app schedules it anew.")
            .line(line)
            .remedy(
                "Call setPersisted(true), which needs the permission RECEIVE_BOOT_COMPLETED in the"
                    + " merged manifest, or use WorkManager.")
            .build());
  }
}
