package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Rule;
import java.util.List;
import java.util.Optional;

/** The job is not ready, and no rule says why. */
final class Unexplained {

  /** Its finding. */
  static final Rule.About ABOUT =
      new Rule.About(
          "not ready, and nothing in the dump says why",
          "21+",
          List.of("unexplained", "no-readiness"));

  private Unexplained() {}

  static Finding finding(Circumstances circumstances) {
    boolean allTrue = circumstances.isJobTermTrue();
    return Finding.blocked("unexplained", "unexplained")
        .confidence(Confidence.CERTAIN)
        .summary(
            allTrue
                ? "Android does not count the job as ready, although all that the dump shows of its"
                    + " conditions is met. Not shown are a bar on its crashed app, heat (API 29),"
                    + " and the standby heartbeat (API 28)."
                : "Android does not count the job as ready, and the dump does not show which of its"
                    + " conditions is not met.")
        .line(circumstances.readyLine())
        .until("what holds it back is gone")
        .build();
  }

  static Finding unreadable(Circumstances circumstances) {
    boolean contradictory = circumstances.isContradictory();
    return Finding.cannotTell("no-readiness", "?")
        .summary(
            contradictory
                ? "The dump contradicts itself: it calls the job ready, and says in the same line"
                    + " that what this takes is not so."
                : "The dump does not show whether the job is ready: its block has no Ready line, or"
                    + " does not tell all that decides it.")
        .line(contradictory ? circumstances.readyLine() : Optional.of(circumstances.heading()))
        .remedy("Take a whole dump: adb shell dumpsys jobscheduler.")
        .build();
  }
}
