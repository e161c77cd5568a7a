package io.github.jobdoctor.lab.jobscheduler;

import io.github.jobdoctor.diagnosis.Finding;
import java.util.Map;
import java.util.Optional;

/** The term of Android's decision that a finding says to be false, by {@link TrueTerms}' names. */
final class FindingTerms {

  private static final Map<String, String> TERMS =
      Map.ofEntries(
          Map.entry("app-idle", TrueTerms.APP_NOT_IDLE),
          Map.entry("doze", TrueTerms.DOZE),
          Map.entry("app-stopped", TrueTerms.BACKGROUND),
          Map.entry("background-restricted", TrueTerms.BACKGROUND),
          Map.entry("battery-saver", TrueTerms.BACKGROUND),
          Map.entry("background-not-allowed", TrueTerms.BACKGROUND),
          Map.entry("quota", TrueTerms.QUOTA),
          Map.entry("quota-time", TrueTerms.QUOTA),
          Map.entry("quota-jobs", TrueTerms.QUOTA),
          Map.entry("quota-sessions", TrueTerms.QUOTA),
          Map.entry("tare", TrueTerms.WEALTH),
          Map.entry("bucket-restricted", TrueTerms.DYNAMIC),
          Map.entry("dynamic-constraints", TrueTerms.DYNAMIC),
          Map.entry("bucket-never", TrueTerms.NEVER),
          Map.entry("component-missing", TrueTerms.COMPONENT),
          Map.entry("component-unusable", TrueTerms.COMPONENT),
          Map.entry("user-not-started", TrueTerms.USER),
          Map.entry("backing-up", TrueTerms.BACKUP),
          Map.entry("thermal", TrueTerms.RESTRICTION),
          Map.entry("restriction", TrueTerms.RESTRICTION),
          Map.entry("standby-heartbeat", TrueTerms.HEARTBEAT),
          Map.entry("minimum-latency", "TIMING_DELAY"),
          Map.entry("periodic-window", "TIMING_DELAY"),
          Map.entry("backoff", "TIMING_DELAY"),
          Map.entry("charging", "CHARGING"),
          Map.entry("battery-not-low", "BATTERY_NOT_LOW"),
          Map.entry("storage-not-low", "STORAGE_NOT_LOW"),
          Map.entry("device-idle", "IDLE"),
          Map.entry("content-trigger", "CONTENT_TRIGGER"),
          Map.entry("prefetch", "PREFETCH"),
          Map.entry("flexibility", "FLEXIBILITY"));

  private FindingTerms() {}

  /** Its term; absent when it claims none, or one that this table does not know. */
  static Optional<String> of(Finding finding) {
    boolean network = finding.id().startsWith("network-") || finding.id().equals("no-network");
    // Up to API 27 there are several constraints of a network, and the label says which.
    return network ? Optional.of(finding.label()) : Optional.ofNullable(TERMS.get(finding.id()));
  }
}
