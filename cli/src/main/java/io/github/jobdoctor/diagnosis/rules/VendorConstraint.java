package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DumpLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A constraint of a vendor that is not Android's own. Of one it is known, from the maker's own
 * builds, that it counts as Android's do; of the others only whose they are, if that.
 */
final class VendorConstraint implements Rule {

  private static final Set<Constraint> ANDROIDS =
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

  /** Samsung's, since Android 13 at the latest: its system has set the uid apart. */
  private static final String SET_APART = "UID_NOT_RESTRICTED";

  private static final String OPPO = "OPPO's (ColorOS, OxygenOS, realme UI)";

  private static final Map<String, String> OWNERS =
      Map.of(
          "BATT_IDLE", OPPO,
          "PROTECT_FORE", OPPO,
          "CPU", OPPO,
          "TEMPERATURE", OPPO,
          "PROTECT_SCENE", OPPO,
          "SCREEN_OFF_DELAY", "PICO's");

  /** Whether it is none of Android's own. */
  static boolean isVendors(Constraint constraint) {
    return !ANDROIDS.contains(constraint);
  }

  @Override
  public About about() {
    return new About(
        "a constraint of the vendor, unknown here", "21+", List.of("vendor-constraint"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    for (Constraint constraint : circumstances.unmet()) {
      if (constraint.name().equals(SET_APART)) {
        findings.add(setApart(circumstances, constraint));
      } else if (isVendors(constraint) && !circumstances.isJobTermTrue()) {
        findings.add(unknown(circumstances, constraint));
      }
    }
    return findings;
  }

  private static Finding setApart(Circumstances circumstances, Constraint constraint) {
    return Explicit.begin(circumstances, "vendor-constraint", constraint.name(), false)
        .confidence(Confidence.LIKELY)
        .summary(
            "Samsung's own constraint "
                + constraint.name()
                + " is not satisfied: its system keeps the jobs of this app from running."
                + Explicit.overridden(circumstances))
        .line(circumstances.line("Unsatisfied constraints:"))
        .line(listed(circumstances))
        .remedy(
            "In the settings of the device, under Battery, take the app out of the sleeping and"
                + " deep sleeping apps; opening it may be enough.")
        .until(constraint.name() + " holds")
        .build();
  }

  /** The line with the app's uid in Samsung's list of those. */
  private static Optional<DumpLine> listed(Circumstances circumstances) {
    return circumstances
        .job()
        .source()
        .flatMap(
            source ->
                circumstances.snapshot().vendorLines().stream()
                    .filter(line -> line.text().strip().equals("--" + source.uid().value()))
                    .findFirst())
        .map(line -> new DumpLine(line.line(), line.text()));
  }

  private static Finding unknown(Circumstances circumstances, Constraint constraint) {
    String owner = OWNERS.get(constraint.name());
    return Finding.cannotTell("vendor-constraint", constraint.name())
        .confidence(Confidence.POSSIBLE)
        .summary(
            "The constraint "
                + constraint.name()
                + " is not Android's own"
                + (owner == null ? "" : " but " + owner)
                + ", and is not satisfied. Whether it holds the job back, only the maker of the"
                + " device knows.")
        .line(circumstances.line("Unsatisfied constraints:"))
        .remedy("Look for a battery or app management setting of the device's maker.")
        .until(constraint.name() + " holds")
        .build();
  }
}
