package io.github.jobdoctor.source;

import io.github.jobdoctor.device.DeviceProperties;
import io.github.jobdoctor.device.Getprop;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bug report, or dumpsys of all services, tells beside the jobs.
 *
 * @param capturedAt when it was begun, by the device's own clock and in its time zone, which it
 *     does not name; absent when its head is missing
 * @param properties the system properties; where getprop is missing, the few that its head tells.
 *     Empty when neither is there.
 * @param services by the name of the service, {@link #EXIT_INFO} or {@link #PROCESSES}: those of
 *     {@link #KEPT} that the report has
 */
public record BugReport(
    Optional<LocalDateTime> capturedAt,
    Map<String, String> properties,
    Map<String, CapturedService> services) {

  /** Why processes ended ({@code dumpsys activity exit-info}), out of the dump of activity. */
  public static final String EXIT_INFO = "activity exit-info";

  /** Which processes run, out of the dump of activity. */
  public static final String PROCESSES = "activity processes";

  /** The services whose text is kept, for what they know of why a job waits. */
  public static final List<String> KEPT =
      List.of(
          "alarm",
          "appops",
          "battery",
          "connectivity",
          "deviceidle",
          "package",
          "power",
          "thermalservice",
          "usagestats");

  /** It, for ever. */
  public BugReport {
    properties = Map.copyOf(properties);
    services = Map.copyOf(services);
  }

  /** What the device says of itself. */
  public DeviceProperties device() {
    return Getprop.of(properties);
  }

  /** The build, such as {@code google/oriole/oriole:14/UP1A/1:user/release-keys}. */
  public Optional<String> fingerprint() {
    return Optional.ofNullable(properties.get("ro.build.fingerprint"));
  }
}
