package io.github.jobdoctor.jobscheduler;

/** The forms of {@code cmd jobscheduler run} (reference/cmd-jobscheduler.md §3). */
public enum RunForm {
  /** Overrides charging, battery, storage, idle and timing, but not the network. */
  DEFAULT,
  /** Overrides all explicit constraints, and no other condition. */
  FORCE
}
