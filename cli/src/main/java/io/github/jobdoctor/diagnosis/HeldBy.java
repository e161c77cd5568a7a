package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Hold;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds a job back, as far as its own block tells, most decisive first (reference/readiness.md
 * §3, §4 and §11). "Unsatisfied constraints" alone would mislead: it names DEADLINE, which never
 * holds a job back, and leaves out Doze, background restrictions, and a missing component.
 */
public final class HeldBy {

  /** In the printed set of unsatisfied constraints, but judged by terms of their own. */
  private static final Set<Constraint> JUDGED_APART =
      Set.of(Constraint.DEADLINE, Constraint.WITHIN_QUOTA, Constraint.TARE_WEALTH);

  private final Job job;
  private final List<Hold> holds = new ArrayList<>();

  private HeldBy(Job job) {
    this.job = job;
  }

  /** The reasons; empty for a job that nothing holds, and for one without a {@code Ready:} line. */
  public static List<Hold> of(Job job) {
    HeldBy heldBy = new HeldBy(job);
    job.state().ifPresent(heldBy::judge);
    return List.copyOf(heldBy.holds);
  }

  private void judge(JobState state) {
    switch (state) {
      case ACTIVE -> {}
      case PENDING -> {
        // What has come up since it was queued, Doze for example, keeps it from a slot as well.
        judgeConditions();
        if (holds.isEmpty()) {
          add("free slot", "Ready: ");
        }
      }
      case READY -> {
        if (job.standby().forceBatchedSince().isPresent()) {
          add("batching", "Time since first force batch attempt: ");
        }
      }
      case WAITING -> {
        judgeConditions();
        if (holds.isEmpty()) {
          add("unexplained", "Ready: ");
        }
      }
    }
  }

  private void judgeConditions() {
    Readiness ready = job.readiness().orElseThrow();
    judgeSystem(ready);
    // "job=true": its conditions are met, or overridden by an order to run; the sets of
    // constraints are printed without regard to that.
    if (!ready.job().orElse(false)) {
      judgeImplicit();
      judgeQuota();
      judgeExplicit();
    }
  }

  private void judgeSystem(Readiness ready) {
    if (!ready.component().orElse(true) || isFalse("readyComponentEnabled")) {
      add("component", "readyComponentEnabled: false", "Ready: ");
    }
    if (!ready.user().orElse(true)) {
      add("user not started", "Ready: ");
    }
    // Before API 30, which has the restricted term, a backup is printed but does not count.
    if (ready.backingUp().orElse(false) && ready.restricted().isPresent()) {
      add("backup", "Ready: ");
    }
    if (ready.restricted().orElse(false)) {
      String what = String.join(" ", job.restrictedDueTo());
      add(what.isEmpty() ? "restriction" : what, "Restricted due to: ");
    }
  }

  private void judgeImplicit() {
    if (isFalse("readyNotDozing") || lacksBeforeApi29(Constraint.DEVICE_NOT_DOZING)) {
      add("Doze", "readyNotDozing: ", "Satisfied constraints:");
    }
    if (isFalse("readyNotRestrictedInBg")
        || lacksBeforeApi29(Constraint.BACKGROUND_NOT_RESTRICTED)) {
      add("background restriction", "readyNotRestrictedInBg: ", "Satisfied constraints:");
    }
  }

  private void judgeQuota() {
    // An active uid or an exempted job counts as in bucket ACTIVE, whatever is printed.
    boolean bucketCounts = !job.standby().uidActive() && !job.standby().exempted();
    if (bucketCounts && job.standby().bucket().filter(StandbyBucket.NEVER::equals).isPresent()) {
      add("bucket NEVER", "Standby bucket: ");
    }
    boolean instead =
        isTrue("readyDynamicSatisfied")
            || isTrue("readyWithinExpeditedQuota")
            || (isTrue("expeditedQuotaApproved") && !isFalse("expeditedTareApproved"));
    List<Constraint> unsatisfied = job.constraints().unsatisfied();
    if (unsatisfied.contains(Constraint.WITHIN_QUOTA) && !instead) {
      add("quota", "Unsatisfied constraints:");
    }
    if (unsatisfied.contains(Constraint.TARE_WEALTH) && !instead) {
      add(Constraint.TARE_WEALTH.name(), "Unsatisfied constraints:");
    }
  }

  /** A deadline that has passed stands in for all of these (never for a periodic job). */
  private void judgeExplicit() {
    boolean deadlinePassed =
        isTrue("readyDeadlineSatisfied")
            || (job.implicit().isEmpty()
                && job.info().periodic().isEmpty()
                && job.constraints().satisfied().contains(Constraint.DEADLINE));
    if (deadlinePassed) {
      return;
    }
    for (Constraint constraint : job.constraints().unsatisfied()) {
      if (!JUDGED_APART.contains(constraint)) {
        add(constraint.name(), "Unsatisfied constraints:");
      }
    }
  }

  private boolean isFalse(String term) {
    return Boolean.FALSE.equals(job.implicit().get(term));
  }

  private boolean isTrue(String term) {
    return Boolean.TRUE.equals(job.implicit().get(term));
  }

  /** API 28 has these conditions, but no line of their own for them. */
  private boolean lacksBeforeApi29(Constraint constraint) {
    return job.implicit().isEmpty()
        && job.standby().bucket().isPresent()
        && !job.constraints().satisfied().contains(constraint);
  }

  private void add(String reason, String... evidence) {
    holds.add(new Hold(reason, line(evidence)));
  }

  private Optional<DumpLine> line(String... starts) {
    for (String start : starts) {
      // From below: what an app could imitate stands above the genuine lines.
      for (int i = job.block().size() - 1; i > 0; i--) {
        String line = job.block().get(i);
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
          at++;
        }
        if (line.startsWith(start, at)) {
          return Optional.of(new DumpLine(job.line() + i, line));
        }
      }
    }
    return Optional.empty();
  }
}
