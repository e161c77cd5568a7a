package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Framework;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Job;
import java.util.List;
import java.util.Optional;

/**
 * The app is on top, and what scheduled the job does nothing meanwhile (reference/frameworks.md).
 */
final class AppOnTop implements NotingRule {

  /** {@code TOP_APP}. */
  private static final int TOP = 40;

  @Override
  public About about() {
    return new About(
        "its app is open, and its framework does nothing then", "24+", List.of("app-on-top"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    Optional<Fact<Integer>> bias = bias(circumstances);
    if (!matters(circumstances) || bias.isEmpty()) {
      return List.of();
    }
    return List.of(
        Finding.note("app-on-top", "app is open")
            .confidence(Confidence.LIKELY)
            .summary(
                "The app is open. A run of the job does nothing while it is: its framework puts the"
                    + " work off.")
            .fact(bias)
            .remedy("Leave the app, and wait for the next run.")
            .build());
  }

  private static boolean matters(Circumstances circumstances) {
    return Framework.of(circumstances.job()).filter(Framework::idlesInForeground).isPresent();
  }

  private static Optional<Fact<Integer>> bias(Circumstances circumstances) {
    return circumstances
        .job()
        .source()
        .map(Job.Source::uid)
        .flatMap(uid -> Optional.ofNullable(circumstances.state().uids().biases().get(uid)))
        .filter(fact -> fact.value() >= TOP);
  }
}
