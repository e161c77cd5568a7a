package io.github.jobdoctor.diagnosis;

/**
 * Why a job has not started, in the words of {@code JobScheduler.PENDING_JOB_REASON_*}
 * (reference/readiness.md §11). Android itself answers with them from API 34 on.
 */
public enum PendingReason {
  /** It runs. */
  EXECUTING(-1),
  /** The app: its component is missing or disabled, or it is in a backup. */
  APP(1),
  /** The standby bucket. */
  APP_STANDBY(2),
  /** The user barred the app from working in the background. */
  BACKGROUND_RESTRICTION(3),
  CONSTRAINT_BATTERY_NOT_LOW(4),
  CONSTRAINT_CHARGING(5),
  CONSTRAINT_CONNECTIVITY(6),
  CONSTRAINT_CONTENT_TRIGGER(7),
  CONSTRAINT_DEVICE_IDLE(8),
  CONSTRAINT_MINIMUM_LATENCY(9),
  CONSTRAINT_PREFETCH(10),
  CONSTRAINT_STORAGE_NOT_LOW(11),
  /** The device: Doze, battery saver, no free slot. */
  DEVICE_STATE(12),
  /** The scheduler waits for a better moment. */
  JOB_SCHEDULER_OPTIMIZATION(13),
  QUOTA(14),
  /** The user is not started, or has stopped the job. */
  USER(15),
  /** The deadline has not come (API 36 and later). */
  CONSTRAINT_DEADLINE(16),
  /** Heat (API 36 and later; before, {@link #DEVICE_STATE}). */
  DEVICE_STATE_THERMAL(17),
  /** Battery saver (API 37). */
  DEVICE_STATE_BATTERY_SAVER(18);

  private final int code;

  PendingReason(int code) {
    this.code = code;
  }

  /** Android's number. */
  public int code() {
    return code;
  }
}
