package io.github.jobdoctor.virtual;

/**
 * Who a recorded job is.
 *
 * @param namespace empty for none, always before API 34
 * @param callingUid the uid that scheduled it
 * @param jobId the number its scheduler gave it
 */
record RecordedJobKey(String namespace, int callingUid, int jobId) {}
