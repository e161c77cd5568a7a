package io.github.jobdoctor.virtual;

import java.util.Locale;

/** How a virtual device is connected to adb. */
public enum ConnectionState {
  /** Ready for commands. */
  DEVICE,
  /** Listed, but not answering. */
  OFFLINE,
  /** The person holding it has not allowed this computer yet. */
  UNAUTHORIZED,
  /** Unplugged: adb does not list it. */
  GONE;

  /** The word of {@code adb devices}; {@link #GONE} has none there and gives {@code gone}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
