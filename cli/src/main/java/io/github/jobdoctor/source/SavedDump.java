package io.github.jobdoctor.source;

import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.Optional;

/**
 * What a saved text holds.
 *
 * @param snapshot the jobs. Lines are counted within the job scheduler's own text, in a bug report
 *     from the line after {@code DUMP OF SERVICE jobscheduler:}.
 * @param report what stands around it; absent for the text of dumpsys jobscheduler alone
 */
public record SavedDump(JobSchedulerSnapshot snapshot, Optional<BugReport> report) {}
