package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The job is ready: the next scan queues it, or Android gathers jobs first (API 30 and later). */
final class ReadyToRun implements Rule {

  /** How long a ready job waits for others at most, unless the dump says otherwise. */
  private static final Duration LONGEST = Duration.ofMinutes(31);

  private static final int ENOUGH = 5;

  @Override
  public About about() {
    return new About(
        "it is ready: batched with others, or due at the next scan",
        "21+",
        List.of("batching", "ready", "batched"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.where().filter(JobState.PENDING::equals).isPresent()) {
      return gathered(circumstances);
    }
    if (circumstances.where().filter(JobState.READY::equals).isEmpty()) {
      return List.of();
    }
    Optional<Duration> since = circumstances.job().standby().forceBatchedSince();
    if (since.isEmpty() && ReadySince.of(circumstances).isPresent()) {
      return List.of(); // it would have been queued by now
    }
    if (since.isEmpty()) {
      return List.of(
          Finding.note("ready", "ready")
              .summary("Nothing holds it back: the next scan of the scheduler queues it.")
              .line(circumstances.readyLine())
              .eta(Optional.of(Duration.ZERO))
              .build());
    }
    Optional<Fact<Duration>> longest =
        circumstances
            .state()
            .constants()
            .flatMap(constants -> constants.millis("max_non_active_job_batch_delay_ms"));
    Optional<Fact<Long>> enough =
        circumstances
            .state()
            .constants()
            .flatMap(constants -> constants.number("min_ready_non_active_jobs_count"));
    boolean restricted =
        circumstances.effectiveBucket().filter(StandbyBucket.RESTRICTED::equals).isPresent();
    Duration left = longest.map(Fact::value).orElse(LONGEST).plus(since.get());
    return List.of(
        Finding.note("batching", "batching")
            .reason(PendingReason.JOB_SCHEDULER_OPTIMIZATION)
            .summary(
                "It is ready, but Android gathers jobs of apps that are not in use: it starts with"
                    + " others, when "
                    + enough.map(Fact::value).orElse((long) ENOUGH)
                    + " are ready"
                    + (restricted || left.isNegative()
                        ? "."
                        : ", or in " + Words.span(left) + " at the latest."))
            .line(circumstances.line("Time since first force batch attempt: "))
            .line(circumstances.readyLine())
            .fact(enough)
            .fact(longest)
            .eta(restricted ? Optional.empty() : Optional.of(left))
            .until("other jobs are ready")
            .remedy("Wait, or open the app: jobs of an app in use are not gathered.")
            .build());
  }

  /** What has become of one that is queued by now. */
  private static List<Finding> gathered(Circumstances circumstances) {
    return circumstances
        .job()
        .standby()
        .forceBatchedSince()
        .map(
            since ->
                Finding.note("batched", "batching")
                    .reason(PendingReason.JOB_SCHEDULER_OPTIMIZATION)
                    .summary(
                        "Before it was queued, Android had made it wait for other jobs, "
                            + Words.span(since)
                            + " ago.")
                    .line(circumstances.line("Time since first force batch attempt: "))
                    .build())
        .stream()
        .toList();
  }
}
