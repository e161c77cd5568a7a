package io.github.jobdoctor.diagnosis;

import java.util.Locale;

/** How sure a finding is. */
public enum Confidence {
  /** Android's own words say so. */
  CERTAIN,
  /** What is seen fits this better than anything else. */
  LIKELY,
  /** What is seen does not rule it out, and it is worth a look. */
  POSSIBLE;

  /** The word in texts and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
