package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.SchedulerState;
import java.util.List;
import java.util.Optional;

/** The job is cancelled and scheduled anew, with new numbers, before it can run. */
final class ScheduledAnew implements NotingRule {

  private static final int OFTEN = 2;

  @Override
  public About about() {
    return new About("it is replaced before it can run", "34+", List.of("scheduled-anew"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    // Not by the tag: on API 34 it has the number in it.
    Optional<String> service = circumstances.job().info().service();
    List<SchedulerState.RecentJob> cancelled =
        circumstances.state().recentJobs().stream()
            .filter(SchedulerState.RecentJob::cancelled)
            .filter(recent -> service.isPresent() && recent.service().equals(service))
            .filter(recent -> !recent.key().equals(Optional.of(circumstances.job().key())))
            .filter(recent -> recent.source().equals(circumstances.job().source()))
            .toList();
    if (cancelled.size() < OFTEN) {
      return List.of();
    }
    Finding.Builder finding =
        Finding.note("scheduled-anew", "replaced")
            .confidence(
                circumstances.job().isWorkManager() ? Confidence.POSSIBLE : Confidence.LIKELY)
            .summary(
                "Jobs of the same service were cancelled "
                    + cancelled.size()
                    + " times lately, the last "
                    + Words.span(cancelled.get(0).when())
                    + " ago: if the app schedules its work anew at every start, its wait begins"
                    + " from the start each time.")
            .remedy(
                "Keep what is scheduled: ExistingWorkPolicy.KEEP or ExistingPeriodicWorkPolicy"
                    + ".UPDATE, and schedule only when nothing is scheduled yet.");
    cancelled.forEach(recent -> finding.line(Optional.of(recent.line())));
    return List.of(finding.build());
  }
}
