package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.JobState;
import java.util.List;

/** An order to run the job has left its mark: its own constraints count as met. */
final class OverrideLeft implements NotingRule {

  @Override
  public About about() {
    return new About("an earlier order to run is still in force", "24+", List.of("override-left"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    boolean overridden =
        circumstances.isJobTermTrue()
            && circumstances.where().filter(JobState.ACTIVE::equals).isEmpty()
            && !circumstances.isOneLine()
            && !circumstances.deadlinePassed()
            && !circumstances.unmet().stream().allMatch(VendorConstraint::isVendors);
    if (!overridden) {
      return List.of();
    }
    return List.of(
        Finding.note("override-left", "override")
            .confidence(Confidence.LIKELY)
            .summary(
                "Android counts the job as ready although constraints of it are not satisfied: an"
                    + " order to run it (cmd jobscheduler run) is still in force, until it has run.")
            .line(circumstances.readyLine())
            .line(circumstances.line("Unsatisfied constraints:"))
            .build());
  }
}
