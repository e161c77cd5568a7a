package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The app is in the RESTRICTED bucket: its jobs run with what is left of one session a day, or
 * while a whole set of conditions holds (API 30 and later, reference/readiness.md §3).
 */
final class RestrictedBucket implements Rule {

  @Override
  public About about() {
    return new About(
        "its app is in bucket RESTRICTED, and the conditions of that do not hold",
        "30+",
        List.of("bucket-restricted", "dynamic-constraints"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Constraint> unmet = circumstances.unmetDynamic();
    if (unmet.isEmpty()) {
      return List.of();
    }
    boolean restricted =
        circumstances.effectiveBucket().filter(StandbyBucket.RESTRICTED::equals).isPresent();
    boolean decisive =
        !(circumstances.withinQuota().orElse(true) && circumstances.hasCredit())
            && !circumstances.isQuotaReplaced();
    String names = names(unmet);
    String id = restricted ? "bucket-restricted" : "dynamic-constraints";
    String label = restricted ? "bucket RESTRICTED" : "dynamic constraints";
    Finding.Builder finding =
        (decisive ? Finding.blocked(id, label) : Finding.note(id, label))
            .reason(PendingReason.APP_STANDBY)
            .summary(
                (restricted
                        ? "The app is in bucket RESTRICTED: its jobs have one session a day, or"
                            + " need all of "
                        : "Without quota the job needs all of ")
                    + names(circumstances.job().constraints().dynamic())
                    + "; "
                    + names
                    + (unmet.size() == 1 ? " does not hold." : " do not hold.")
                    + (decisive ? "" : " Quota is left, so that does not hold it back."))
            .line(circumstances.line("Dynamic constraints: "))
            .line(circumstances.line("Standby bucket: "))
            .until("the app is opened, or " + names + (unmet.size() == 1 ? " holds" : " hold"));
    if (!restricted) {
      return List.of(
          finding
              .remedy(
                  "Wait for quota, or for these conditions: Android gives them to a job that it"
                      + " stopped before, in place of quota.")
              .build());
    }
    finding.remedy(
        "Open the app, which takes it out of the bucket. Apps come into it by being unused for"
            + " weeks, by working too much in the background, or by the user's setting"
            + " \"Restricted\".");
    return List.of(
        Buckets.withCommands(finding, circumstances, Optional.of(StandbyBucket.RESTRICTED))
            .build());
  }

  private static String names(List<Constraint> constraints) {
    return constraints.stream().map(Constraint::name).collect(Collectors.joining(", "));
  }
}
