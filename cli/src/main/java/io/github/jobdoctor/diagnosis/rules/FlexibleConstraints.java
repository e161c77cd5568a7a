package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Controllers;
import java.util.List;
import java.util.Optional;

/** Android waits for conditions that the job would like (API 34 and later). */
final class FlexibleConstraints implements Rule {

  @Override
  public About about() {
    return new About(
        "Android waits for conditions that it would prefer",
        "34+",
        List.of("flexibility", "flexibility-named"));
  }

  /** From here on Android names it of jobs that it was never asked of. */
  private static final int FIRST_NAMED_OF_ALL = 35;

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (!Explicit.isUnmet(circumstances, Constraint.FLEXIBILITY)) {
      return isNamedAllTheSame(circumstances) ? List.of(named(circumstances)) : List.of();
    }
    Optional<Controllers.FlexibleJob> entry =
        circumstances
            .state()
            .controllers()
            .flexibility()
            .flatMap(flex -> Optional.ofNullable(flex.jobs().get(circumstances.job().key())));
    Finding.Builder finding =
        Explicit.begin(circumstances, "flexibility", "FLEXIBILITY", true)
            .reason(PendingReason.JOB_SCHEDULER_OPTIMIZATION)
            .summary(
                "Android waits for a better moment: a charging or idle device, or a cheaper"
                    + " network. It asks for less as time goes on."
                    + Explicit.overridden(circumstances))
            .line(Explicit.line(circumstances))
            .line(entry.map(Controllers.FlexibleJob::line))
            .line(circumstances.line("Num Required Flexible constraints: "))
            .remedy("Wait, or charge the device.")
            .eta(entry.flatMap(Controllers.FlexibleJob::end));
    if (entry.flatMap(Controllers.FlexibleJob::end).isEmpty()) {
      finding.until("enough of the preferred conditions hold");
    }
    return List.of(finding.build());
  }

  /**
   * Whether Android, when asked why the job waits, names flexibility without cause: it counts it
   * among what all jobs need, and sets it only of those that asked for it.
   */
  private static boolean isNamedAllTheSame(Circumstances circumstances) {
    return circumstances.api() >= FIRST_NAMED_OF_ALL
        && circumstances.isWaiting()
        && !circumstances.job().constraints().required().contains(Constraint.FLEXIBILITY)
        && !circumstances.isSatisfied(Constraint.FLEXIBILITY);
  }

  private static Finding named(Circumstances circumstances) {
    return Finding.note("flexibility-named", "FLEXIBILITY")
        .reason(PendingReason.JOB_SCHEDULER_OPTIMIZATION)
        .summary(
            "Asked why the job waits, Android also names an optimization of its own"
                + " (PENDING_JOB_REASON_JOB_SCHEDULER_OPTIMIZATION). That holds nothing back: the"
                + " job has no flexible constraint.")
        .line(circumstances.line("Satisfied constraints:"))
        .build();
  }
}
