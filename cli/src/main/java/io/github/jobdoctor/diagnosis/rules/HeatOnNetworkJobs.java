package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Job;
import java.util.List;
import java.util.Optional;

/**
 * The device is too warm for jobs that use a network, unless their app is in use (API 29). That
 * level does not print which jobs it is; it follows from what it prints beside.
 */
final class HeatOnNetworkJobs implements Rule {

  private static final int ONLY_LEVEL = 29;

  /** From this bias on heat lets a job run. */
  private static final int FOREGROUND = 30;

  /** From this bias on it counts in full, however much the app has worked of late. */
  private static final int TOP = 40;

  @Override
  public About about() {
    return new About("the device is too warm for jobs with a network", "29", List.of("thermal"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    Optional<Fact<Boolean>> throttling =
        circumstances.device().thermalThrottling().filter(Fact::value);
    boolean counts =
        circumstances.api() == ONLY_LEVEL
            && throttling.isPresent()
            && circumstances.job().constraints().required().contains(Constraint.CONNECTIVITY);
    int bias = bias(circumstances);
    boolean certain = bias < FOREGROUND;
    // What an app in the background gets after much work is not printed.
    boolean likely = bias < TOP && circumstances.isUnshownCause();
    if (!counts || !(certain || likely)) {
      return List.of();
    }
    return List.of(
        Finding.blocked("thermal", "thermal")
            .reason(PendingReason.DEVICE_STATE)
            .confidence(certain ? Confidence.CERTAIN : Confidence.LIKELY)
            .summary(
                "The device is warm, and Android holds jobs that use a network back until it has"
                    + " cooled, but for those of an app in use.")
            .fact(throttling)
            .line(circumstances.line("Required constraints:"))
            .line(circumstances.readyLine())
            .until("the device has cooled")
            .remedy("Let the device cool down.")
            .confirm("dumpsys thermalservice")
            .apply("cmd thermalservice override-status 0", "cmd thermalservice reset")
            .build());
  }

  /** The job's own bias where that is one of the foreground, else that of its app now. */
  private static int bias(Circumstances circumstances) {
    int own = circumstances.job().info().bias().orElse(0);
    return own >= FOREGROUND
        ? own
        : circumstances
            .job()
            .source()
            .map(Job.Source::uid)
            .flatMap(uid -> Optional.ofNullable(circumstances.state().uids().biases().get(uid)))
            .map(Fact::value)
            .filter(bias -> bias != 0)
            .orElse(own);
  }
}
