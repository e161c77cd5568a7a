package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A constraint of a vendor that is not Android's own. */
final class VendorConstraint implements Rule {

  private static final Set<Constraint> KNOWN =
      Set.of(
          Constraint.CHARGING,
          Constraint.BATTERY_NOT_LOW,
          Constraint.STORAGE_NOT_LOW,
          Constraint.IDLE,
          Constraint.TIMING_DELAY,
          Constraint.CONNECTIVITY,
          Constraint.CONTENT_TRIGGER,
          Constraint.PREFETCH,
          Constraint.FLEXIBILITY,
          Constraint.DEVICE_NOT_DOZING,
          Constraint.BACKGROUND_NOT_RESTRICTED,
          Constraint.WITHIN_EXPEDITED_QUOTA,
          Constraint.UNMETERED,
          Constraint.METERED,
          Constraint.NOT_ROAMING);

  @Override
  public About about() {
    return new About(
        "a constraint of the vendor, unknown here", "21+", List.of("vendor-constraint"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    for (Constraint constraint : circumstances.unmet()) {
      if (!KNOWN.contains(constraint)) {
        findings.add(
            Finding.cannotTell("vendor-constraint", constraint.name())
                .summary(
                    "The constraint "
                        + constraint.name()
                        + " is not Android's own, and is not satisfied. Whether it holds the job"
                        + " back, only the maker of the device knows.")
                .line(circumstances.line("Unsatisfied constraints:"))
                .remedy("Look for a battery or app management setting of the device's maker.")
                .until(constraint.name() + " holds")
                .build());
      }
    }
    return findings;
  }
}
