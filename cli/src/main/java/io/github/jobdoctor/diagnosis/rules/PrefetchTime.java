package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Controllers;
import java.util.List;
import java.util.Optional;

/** The job prefetches, and the app is not expected to be opened soon (API 34 and later). */
final class PrefetchTime implements Rule {

  @Override
  public About about() {
    return new About(
        "it prefetches, and its app is not about to be opened", "34+", List.of("prefetch"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (!Explicit.isUnmet(circumstances, Constraint.PREFETCH)) {
      return List.of();
    }
    Optional<Controllers.Launch> launch =
        circumstances
            .state()
            .controllers()
            .prefetch()
            .flatMap(
                prefetch ->
                    prefetch.launches().stream()
                        .filter(one -> one.userId() == circumstances.sourceUser())
                        .filter(one -> one.packageName().equals(circumstances.packageName()))
                        .findFirst());
    return List.of(
        Explicit.begin(circumstances, "prefetch", "PREFETCH", false)
            .reason(PendingReason.CONSTRAINT_PREFETCH)
            .summary(
                "The job prefetches, which Android does in the hours before it expects the app to"
                    + " be opened"
                    + launch
                        .flatMap(Controllers.Launch::in)
                        .filter(time -> !time.isNegative())
                        .map(time -> "; it expects that in " + Words.span(time))
                        .orElse("")
                    + "."
                    + Explicit.overridden(circumstances))
            .line(Explicit.line(circumstances))
            .line(launch.map(Controllers.Launch::line))
            .remedy("Open the app now and then, or schedule the job without prefetch.")
            .until("the app is expected to be opened soon")
            .build());
  }
}
