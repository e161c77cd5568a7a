package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.diagnosis.Unattended;
import io.github.jobdoctor.job.DumpLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What would hold the job back if nobody looked. */
final class ObserverEffect {

  /** Its finding. */
  static final Rule.About ABOUT =
      new Rule.About(
          "what would hold it back on battery and in the background",
          "29+",
          List.of("observer-effect"));

  private ObserverEffect() {}

  /**
   * The note.
   *
   * @param added what the rules find then and not now
   */
  static Finding finding(Unattended unattended, List<Finding> added) {
    Finding.Builder finding =
        Finding.note("observer-effect", "on battery")
            .confidence(Confidence.LIKELY)
            .summary(
                "Looking at it changes it: the device is plugged in or the app is in use, and that"
                    + " lifts what would hold this job back on battery and in the background. "
                    + added.stream().map(Finding::summary).collect(Collectors.joining(" ")))
            .remedy(
                "To see what users see: unplug the device (dumpsys battery unplug), leave the app,"
                    + " and look again.")
            .apply("dumpsys battery unplug", "dumpsys battery reset");
    for (DumpLine line : unattended.observed()) {
      finding.line(Optional.of(line));
    }
    for (Finding one : added) {
      one.evidence().forEach(finding::evidence);
    }
    return finding.build();
  }
}
