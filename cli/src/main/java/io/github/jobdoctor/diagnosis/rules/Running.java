package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.JobState;
import java.util.List;
import java.util.Optional;

/** The job runs: since when, and how long Android lets it. */
final class Running implements Rule {

  @Override
  public About about() {
    return new About("it runs; how long it may go on", "21+", List.of("running"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.where().filter(JobState.ACTIVE::equals).isEmpty()) {
      return List.of();
    }
    Optional<ActiveJob> entry = circumstances.snapshot().activeEntry(circumstances.job().key());
    StringBuilder summary = new StringBuilder("It runs");
    entry
        .flatMap(ActiveJob::runningFor)
        .ifPresent(time -> summary.append(", for ").append(Words.span(time)).append(" now"));
    summary.append('.');
    entry
        .flatMap(ActiveJob::atMostFor)
        .or(() -> entry.flatMap(ActiveJob::timeoutIn))
        .filter(time -> !time.isNegative())
        .ifPresent(
            time ->
                summary
                    .append(" Android lets it go on for ")
                    .append(Words.span(time))
                    .append(" at most."));
    entry
        .flatMap(ActiveJob::pendingStop)
        .ifPresent(
            stop ->
                summary
                    .append(" It is stopped when its guaranteed time is over (")
                    .append(stop)
                    .append(")."));
    return List.of(
        Finding.note("running", "running")
            .reason(PendingReason.EXECUTING)
            .summary(summary.toString())
            .line(circumstances.readyLine())
            .build());
  }
}
