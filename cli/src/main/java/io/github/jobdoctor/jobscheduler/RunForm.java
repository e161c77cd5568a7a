package io.github.jobdoctor.jobscheduler;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The forms of {@code cmd jobscheduler run} (reference/cmd-jobscheduler.md §3). */
public enum RunForm {
  /** Overrides charging, battery, storage, idle and timing, but neither network nor content. */
  SOFT("soft", "", 24),
  /** Overrides nothing: the job only goes before the others. */
  SATISFIED("satisfied", "-s", 30),
  /** Overrides all explicit constraints, and no other condition. */
  FULL("full", "-f", 24);

  private final String word;
  private final String option;
  private final int since;

  RunForm(String word, String option, int since) {
    this.word = word;
    this.option = option;
    this.since = since;
  }

  /** The word in JSON. */
  public String word() {
    return word;
  }

  /** The options that ask for it. */
  List<String> options() {
    return option.isEmpty() ? List.of() : List.of(option);
  }

  /** Why a device of this level takes no such order; absent when it may. */
  public Optional<String> refusal(OptionalInt apiLevel) {
    if (apiLevel.isEmpty() || apiLevel.getAsInt() >= since) {
      return Optional.empty();
    }
    return Optional.of(
        this == SATISFIED
            ? "Android has `run --satisfied` since API 30, and this device has API "
                + apiLevel.getAsInt()
                + ": without it `run` overrides what an app does not need for its work"
            : "Android lets a job be run by command since API 24, and this device has API "
                + apiLevel.getAsInt()
                + ": make its conditions true, or use a newer device");
  }
}
