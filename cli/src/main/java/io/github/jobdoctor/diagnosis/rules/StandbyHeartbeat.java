package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The heartbeat of app standby has not come to the job's bucket (API 28, and 29 if turned on). */
final class StandbyHeartbeat implements Rule {

  private static final Duration BEAT = Duration.ofMinutes(11);

  /** The key of the heartbeat section that goes with a bucket of a job. */
  private static final Map<String, String> KEYS = Map.of("WORKING_SET", "WORKING");

  @Override
  public About about() {
    return new About(
        "the heartbeat of its standby bucket has not come", "28–29", List.of("standby-heartbeat"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    Job job = circumstances.job();
    Optional<SchedulerState.Heartbeat> heartbeat = circumstances.state().heartbeat();
    boolean off =
        circumstances
            .state()
            .constants()
            .flatMap(constants -> constants.flag("use_heartbeats"))
            .filter(fact -> !fact.value())
            .isPresent();
    boolean unexplained = circumstances.isUnshownCause() && !off;
    boolean exempt =
        job.standby().uidActive()
            || job.standby().exempted()
            || circumstances.device().parole().filter(Fact::value).isPresent();
    // No heartbeat comes to bucket NEVER, which is a cause of its own.
    Optional<StandbyBucket> own =
        job.standby().bucket().filter(one -> !one.equals(StandbyBucket.NEVER));
    if (!unexplained || exempt || heartbeat.isEmpty() || own.isEmpty()) {
      return List.of();
    }
    String bucket = own.get().name();
    String key = KEYS.getOrDefault(bucket, bucket);
    Optional<Fact<Integer>> next = Optional.ofNullable(heartbeat.get().next().get(key));
    Optional<Duration> toNext = heartbeat.get().nextBeat().map(Fact::value);
    Optional<Duration> eta =
        next.map(fact -> fact.value() - heartbeat.get().current().value())
            .filter(beats -> beats > 0)
            .map(beats -> BEAT.multipliedBy(beats - 1L).plus(toNext.orElse(BEAT)));
    boolean certain = eta.isPresent();
    return List.of(
        Finding.delayed("standby-heartbeat", "standby heartbeat")
            .reason(PendingReason.APP_STANDBY)
            .confidence(certain ? Confidence.CERTAIN : Confidence.LIKELY)
            .summary(
                "The app is in bucket "
                    + bucket
                    + ", whose jobs run in batches, some hours apart, and the next batch has not"
                    + " come."
                    + eta.map(time -> " It comes in about " + Words.span(time) + ".").orElse(""))
            .line(circumstances.line("Standby bucket: "))
            .fact(Optional.of(heartbeat.get().current()))
            .fact(next)
            .line(circumstances.line("Deferred since: "))
            .line(circumstances.readyLine())
            .eta(eta)
            .remedy("Charge the device or open the app, or wait.")
            .until("the next batch of its bucket comes")
            .confirm("cmd jobscheduler heartbeat")
            .build());
  }
}
