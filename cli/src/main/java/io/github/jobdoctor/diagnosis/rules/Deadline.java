package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.job.Constraint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The deadline of the job: it never holds it back, it is the moment that overrides the rest. */
final class Deadline implements NotingRule {

  @Override
  public About about() {
    return new About(
        "its deadline, which overrides its own constraints", "21+", List.of("deadline-ahead"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    boolean unmet =
        circumstances.job().constraints().unsatisfied().contains(Constraint.DEADLINE)
            || (circumstances.isOneLine() && circumstances.deadlineAhead().isPresent());
    if (!unmet) {
      return List.of();
    }
    boolean periodic =
        circumstances.job().info().periodic().isPresent() && !circumstances.isOneLine();
    Optional<Duration> latest = circumstances.job().times().latest();
    return List.of(
        Finding.note("deadline-ahead", "DEADLINE")
            .reason(PendingReason.CONSTRAINT_DEADLINE)
            .summary(
                periodic
                    ? "DEADLINE among the unsatisfied constraints is the end of the period. It"
                        + " holds nothing back, and does not override anything either."
                    : "DEADLINE among the unsatisfied constraints holds nothing back: once the"
                        + " deadline has passed"
                        + latest
                            .filter(time -> !time.isNegative())
                            .map(time -> ", in " + Words.span(time) + ",")
                            .orElse("")
                        + " the job runs without regard to the constraints that it asked for"
                        + " (Doze, quota and restrictions of the app go on to count).")
            .line(
                circumstances.line("Run time: ", "Latest run time: ").or(circumstances::readyLine))
            .build());
  }
}
