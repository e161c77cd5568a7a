package io.github.jobdoctor.diagnosis.rules;

import java.util.Locale;
import java.util.Set;

/** Makers whose systems end apps in the background more often than Android does. */
final class AppKillers {

  private static final Set<String> MAKERS =
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

  private AppKillers() {}

  /** Whether a maker, as {@code ro.product.manufacturer} names it, is among them. */
  static boolean isKnown(String maker) {
    return MAKERS.contains(maker.toLowerCase(Locale.ROOT));
  }
}
