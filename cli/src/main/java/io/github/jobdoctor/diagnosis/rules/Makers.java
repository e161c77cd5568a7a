package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.job.Neighbours;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makers of devices whose systems end apps, or keep them from starting, more than Android does. */
final class Makers {

  /** As in {@code ro.product.manufacturer}, in small letters (dontkillmyapp.com). */
  private static final Set<String> KILLERS =
      Set.of(
          "xiaomi",
          "redmi",
          "poco",
          "huawei",
          "honor",
          "oneplus",
          "oppo",
          "realme",
          "vivo",
          "samsung",
          "meizu",
          "asus",
          "wiko",
          "lenovo",
          "tecno",
          "infinix",
          "itel",
          "blackview",
          "unihertz",
          "nokia",
          "hmd global");

  /** What to do about it. */
  static final String REMEDY =
      "Take the app out of the maker's battery and autostart management (steps by maker:"
          + " dontkillmyapp.com), and test with the screen off.";

  private Makers() {}

  /** The device's maker; absent when it is none of them, or unknown. */
  static Optional<String> killer(Neighbours neighbours) {
    return neighbours
        .device()
        .manufacturer()
        .filter(name -> KILLERS.contains(name.toLowerCase(Locale.ROOT)));
  }
}
