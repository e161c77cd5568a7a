package io.github.jobdoctor.virtual;

/**
 * Whether a recorded job can run: Android's {@code JobStatus.isReady()} and what its scheduler asks
 * besides, read off the lines of the job's block.
 *
 * @param explicitMet the constraints that the app asked for are met or overridden
 * @param jobIsReady they are, or the deadline has passed, and nothing implicit stands against it
 * @param canStart the scheduler would start it now
 */
record Readiness(boolean explicitMet, boolean jobIsReady, boolean canStart) {

  static Readiness of(RecordedJob job, int apiLevel) {
    var satisfied = job.constraints("Satisfied constraints:");
    boolean explicit =
        job.override().explicitConstraintsMet(job.constraints("Required constraints:"), satisfied);
    boolean deadline =
        !job.isPeriodic()
            && (apiLevel >= 29
                ? job.flag("readyDeadlineSatisfied:", false)
                : satisfied.contains("DEADLINE"));
    boolean ready =
        (explicit || deadline)
            && mayUseQuota(job, apiLevel)
            && !job.value("Standby bucket:").orElse("").strip().equals("NEVER")
            && job.flag("readyNotDozing:", satisfied.contains("DEVICE_NOT_DOZING"))
            && job.flag("readyNotRestrictedInBg:", satisfied.contains("BACKGROUND_NOT_RESTRICTED"))
            && job.flag("readyComponentEnabled:", true);
    boolean start =
        ready
            && !job.isActive()
            && job.readyTerm("user")
            && job.readyTerm("!restricted")
            && job.readyTerm("comp")
            // Printed on 26 to 29 as well, but no part of the decision there.
            && (apiLevel < 30 || job.readyTerm("!backingup"));
    return new Readiness(explicit, ready, start);
  }

  private static boolean mayUseQuota(RecordedJob job, int apiLevel) {
    return apiLevel < 29
        || job.constraints("Satisfied constraints:").contains("WITHIN_QUOTA")
        || job.flag("readyDynamicSatisfied:", false)
        || (apiLevel >= 31
            && (job.flag("expeditedQuotaApproved:", false)
                || job.flag("readyWithinExpeditedQuota:", false)));
  }
}
