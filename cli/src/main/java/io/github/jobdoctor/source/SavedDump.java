package io.github.jobdoctor.source;

import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.Optional;

/**
 * What a saved text holds.
 *
 * @param snapshot the jobs; lines are counted as in the file, in a bug report as well
 * @param report what stands around it; absent for the text of dumpsys jobscheduler alone
 */
public record SavedDump(JobSchedulerSnapshot snapshot, Optional<BugReport> report) {}
