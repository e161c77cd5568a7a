package io.github.jobdoctor.virtual;

import java.util.HashSet;
import java.util.Set;

/** What {@code cmd jobscheduler run} lets a job ignore. */
enum OverrideState {
  /** Not told to run. */
  NONE,
  /** {@code run -s}: ignores nothing, only goes first. */
  SORTING,
  /** {@code run}: ignores conditions of the device that an app does not need for its work. */
  SOFT,
  /** {@code run -f}: ignores every constraint that the app asked for. */
  FULL;

  /**
   * Those that the app asked for, of all that a dump can name. PREFETCH and FLEXIBILITY are
   * required from API 34 on and appear in the required list only then.
   */
  private static final Set<String> EXPLICIT =
      Set.of(
          "CHARGING",
          "BATTERY_NOT_LOW",
          "STORAGE_NOT_LOW",
          "TIMING_DELAY",
          "CONNECTIVITY",
          "IDLE",
          "CONTENT_TRIGGER",
          "PREFETCH",
          "FLEXIBILITY");

  /** Those that {@link #SOFT} takes as met: neither the network nor a content trigger. */
  private static final Set<String> SOFTLY_IGNORED =
      Set.of(
          "CHARGING",
          "BATTERY_NOT_LOW",
          "STORAGE_NOT_LOW",
          "TIMING_DELAY",
          "IDLE",
          "PREFETCH",
          "FLEXIBILITY");

  /**
   * Whether the explicit constraints are met, or ignored.
   *
   * @param required the names of the job's required constraints
   * @param satisfied the names of its satisfied ones
   */
  boolean explicitConstraintsMet(Set<String> required, Set<String> satisfied) {
    if (this == FULL) {
      return true;
    }
    Set<String> missing = new HashSet<>(required);
    missing.retainAll(EXPLICIT);
    missing.removeAll(satisfied);
    if (this == SOFT) {
      missing.removeAll(SOFTLY_IGNORED);
    }
    return missing.isEmpty();
  }
}
