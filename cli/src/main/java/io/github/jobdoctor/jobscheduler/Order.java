package io.github.jobdoctor.jobscheduler;

import java.util.Optional;
import java.util.OptionalInt;

/** The orders of {@code cmd jobscheduler} beside {@code run}, and since when Android has them. */
public enum Order {
  /** Ends a run as if the user had stopped it. */
  STOP("stop", 34),
  /** Ends a run as if its time were up. */
  TIMEOUT("timeout", 26),
  /** Takes jobs off the list. */
  CANCEL("cancel", 28),
  /** Forgets what an app has used of its quota. */
  RESET_QUOTA("reset-quota", 30),
  /** Only asks; below its level the dump answers. */
  STATE("state", 0);

  private final String word;
  private final int since;

  Order(String word, int since) {
    this.word = word;
    this.since = since;
  }

  /** The word in JSON, which is the command's name. */
  public String word() {
    return word;
  }

  /** Why a device of this level takes no such order, and what to do there; absent when it does. */
  public Optional<String> refusal(OptionalInt apiLevel) {
    if (apiLevel.isEmpty() || apiLevel.getAsInt() >= since) {
      return Optional.empty();
    }
    int api = apiLevel.getAsInt();
    return Optional.of(
        "Android has `"
            + word
            + "` since API "
            + since
            + ", and this device has API "
            + api
            + ": "
            + alternative(api));
  }

  private String alternative(int api) {
    return switch (this) {
      case STOP ->
          api >= TIMEOUT.since
              ? "`jobdoctor timeout` ends a run there as if its time were up"
              : TIMEOUT.alternative(api);
      case TIMEOUT -> "a run ends there when the app, its conditions or ten minutes end it";
      case CANCEL -> "there only the app itself cancels its jobs, or its uninstallation";
      case RESET_QUOTA ->
          api >= 29
              ? "quota comes back there with time, and does not count while the device charges"
              : "jobs have no quota there";
      case STATE -> "the dump answers there";
    };
  }
}
