package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobInfo;
import java.util.Optional;

/**
 * What a caller asks the scheduler for.
 *
 * @param info the job
 * @param callingUid who asks
 * @param sourcePackage the app that the job is for, when the caller asks on its behalf
 * @param sourceUserId the user of the app that the job is for
 * @param namespace the caller's name for a group of jobs (API 34 and later)
 * @param tag the caller's name for the job, when it asks on behalf of another app
 */
record JobRequest(
    JobInfo info,
    int callingUid,
    Optional<String> sourcePackage,
    int sourceUserId,
    Optional<String> namespace,
    Optional<String> tag) {}
