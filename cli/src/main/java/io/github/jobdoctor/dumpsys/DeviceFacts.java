package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DeviceConditions;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gathers what a dump says of the device. The same is said by other lines, and in other sections,
 * from one Android version to the next; where two say it, the first counts.
 */
final class DeviceFacts {

  private Optional<Fact<Integer>> thermalStatus = Optional.empty();
  private Optional<Fact<Boolean>> thermalThrottling = Optional.empty();
  private Optional<Fact<Boolean>> parole = Optional.empty();
  private Optional<Fact<Boolean>> powerConnected = Optional.empty();
  private Optional<Fact<Boolean>> charging = Optional.empty();
  private Optional<Fact<Boolean>> consideredCharging = Optional.empty();
  private Optional<Fact<Boolean>> stablePower = Optional.empty();
  private Optional<Fact<Integer>> batteryLevel = Optional.empty();
  private Optional<Fact<Boolean>> batteryNotLow = Optional.empty();
  private Optional<Fact<Boolean>> storageNotLow = Optional.empty();
  private Optional<Fact<Boolean>> idle = Optional.empty();
  private final Map<String, Fact<Boolean>> idleness = new LinkedHashMap<>();
  private Optional<Fact<Duration>> idleCheckIn = Optional.empty();
  private Optional<Fact<Boolean>> doze = Optional.empty();
  private Optional<DumpLine> batteryMonitored = Optional.empty();

  /** Reads a line that says something of the device wherever it stands; false when it does not. */
  boolean read(String text, DumpLine line) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return false;
    }
    String value = text.substring(colon + 2).strip();
    switch (text.substring(0, colon)) {
      case "Thermal status" -> thermalStatus = thermalStatus.or(() -> Values.integer(value, line));
      case "In thermal throttling?" -> thermalThrottling = first(thermalThrottling, value, line);
      case "In parole?", "In parole", "Parole On" -> parole = first(parole, value, line);
      case "Power connected" -> powerConnected = first(powerConnected, value, line);
      case "Battery charging", "Is charging" -> charging = first(charging, value, line);
      case "Considered charging" -> consideredCharging = first(consideredCharging, value, line);
      case "Stable power" -> stablePower = first(stablePower, value, line);
      case "Battery level" -> batteryLevel = batteryLevel.or(() -> Values.integer(value, line));
      case "Battery not low" -> batteryNotLow = first(batteryNotLow, value, line);
      case "Idle mode" -> doze = first(doze, value, line);
      case "MONITORING" -> batteryMonitored = batteryMonitored.or(() -> Optional.of(line));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** {@code BatteryController:}, and {@code Batt.} of API 21 to 23. */
  void readBattery(SectionLines lines, TrackedJobs jobs) throws IOException {
    while (lines.next()) {
      String notLow = Values.after(lines.text(), "Not low: ");
      if (notLow != null) {
        batteryNotLow = first(batteryNotLow, notLow, lines.line());
      } else if (!read(lines.text(), lines.line())
          && jobs.of(lines.text()) == null
          && !isHashes(lines.text())) {
        lines.unread();
      }
    }
  }

  /** {@code Battery: stable power = true, not low = true}, API 24 to 27. */
  void readOldBattery(SectionLines lines, TrackedJobs jobs) throws IOException {
    for (String part : lines.heading().substring("Battery:".length()).split(",", -1)) {
      String stable = Values.after(part.strip(), "stable power = ");
      String notLow = Values.after(part.strip(), "not low = ");
      if (stable != null) {
        stablePower = first(stablePower, stable, lines.headingLine());
      } else if (notLow != null) {
        batteryNotLow = first(batteryNotLow, notLow, lines.headingLine());
      }
    }
    readTracked(lines, jobs);
  }

  /** {@code StorageController:}. */
  void readStorage(SectionLines lines, TrackedJobs jobs) throws IOException {
    while (lines.next()) {
      String notLow = Values.after(lines.text(), "Not low: ");
      if (notLow != null) {
        storageNotLow = first(storageNotLow, notLow, lines.line());
      } else if (!lines.text().startsWith("Sequence: ") && jobs.of(lines.text()) == null) {
        lines.unread();
      }
    }
  }

  /** {@code Storage: not low = true, seq=7}, API 26 and 27. */
  void readOldStorage(SectionLines lines, TrackedJobs jobs) throws IOException {
    String rest = Values.after(lines.heading(), "Storage: not low = ");
    if (rest != null) {
      int comma = rest.indexOf(',');
      storageNotLow =
          first(storageNotLow, comma < 0 ? rest : rest.substring(0, comma), lines.headingLine());
    }
    readTracked(lines, jobs);
  }

  /** {@code IdleController:}, and {@code Idle: true} of API 21 to 27. */
  void readIdle(SectionLines lines, TrackedJobs jobs) throws IOException {
    String old = Values.after(lines.heading(), "Idle: ");
    if (old != null) {
      idle = first(idle, old, lines.headingLine());
    }
    while (lines.next()) {
      String text = lines.text();
      String currently = Values.after(text, "Currently idle: ");
      if (currently != null) {
        idle = first(idle, currently, lines.line());
      } else if (!readIdleness(text, lines)
          && !text.equals("Idleness tracker:")
          && !isTracking(text)
          && jobs.of(text) == null
          && !isHashes(text)) {
        lines.unread();
      }
    }
  }

  private boolean readIdleness(String text, SectionLines lines) {
    int colon = text.indexOf(": ");
    if (colon < 0 || text.charAt(0) != 'm') {
      return false;
    }
    String name = text.substring(0, colon);
    String value = text.substring(colon + 2).strip();
    OptionalLong number = Values.number(value);
    if (number.isPresent()) {
      if (name.equals("mIdlenessCheckScheduledElapsed") && number.getAsLong() > 0) {
        idleCheckIn =
            lines.sinceNow(number.getAsLong()).map(time -> new Fact<>(time, lines.line()));
      }
      return true;
    }
    Optional<Fact<Boolean>> fact = Values.bool(value, lines.line());
    fact.ifPresent(sign -> idleness.putIfAbsent(name, sign));
    return fact.isPresent();
  }

  /** {@code mDeviceIdleMode=false}, API 23. */
  void readOldDoze(String value, DumpLine line) {
    doze = first(doze, value, line);
  }

  /** {@code AppIdle: parole on = false}, API 24 to 27. */
  void readParole(String value, DumpLine line) {
    parole = first(parole, value, line);
  }

  /** Reads to the end of a section that lists jobs and nothing else. */
  static void readTracked(SectionLines lines, TrackedJobs jobs) throws IOException {
    while (lines.next()) {
      if (!isTracking(lines.text())
          && !lines.text().startsWith("MONITORING: ")
          && jobs.of(lines.text()) == null) {
        lines.unread();
      }
    }
  }

  /** {@code Tracking 5:}, API 21 to 27. */
  static boolean isTracking(String text) {
    return text.startsWith("Tracking") && text.endsWith(":");
  }

  /** Jobs by the numbers, or half numbers, that API 21 to 23 give them. */
  static boolean isHashes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != ',' && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static Optional<Fact<Boolean>> first(
      Optional<Fact<Boolean>> known, String value, DumpLine line) {
    return known.isPresent() ? known : Values.bool(value, line);
  }

  DeviceConditions conditions() {
    return new DeviceConditions(
        thermalStatus,
        thermalThrottling,
        parole,
        powerConnected,
        charging,
        consideredCharging,
        stablePower,
        batteryLevel,
        batteryNotLow,
        storageNotLow,
        idle,
        idleness,
        idleCheckIn,
        doze,
        batteryMonitored);
  }
}
