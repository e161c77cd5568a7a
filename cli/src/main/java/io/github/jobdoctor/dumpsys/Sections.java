package io.github.jobdoctor.dumpsys;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headings of a dump, API 24 to 37 (reference/dumpsys-jobscheduler.md §5). A section that no
 * parser reads yet is known here by name, so that its lines are passed over as a section and not
 * counted as noise.
 */
final class Sections {

  private static final Pattern KNOWN =
      Pattern.compile(
          "Settings:"
              + "|Aconfig flags:"
              + "|Heartbeat:"
              + "|In thermal throttling\\?: .*"
              + "|Thermal status: .*"
              + "|(?:Count)?QuotaTracker:"
              + "|Power connected: .*|Battery charging: .*|Considered charging: .*"
              + "|Battery level: .*|Battery not low: .*|MONITORING: .*"
              + "|Started users: .*"
              + "|Media Cloud Providers: .*"
              + "|Cumulative JobWorkItem sizes:.*"
              // API 24 to 27 give their controllers free-form headings.
              + "|Connectivity(?:\\.|:.*)|Tracking \\d+:|Alarms: .*"
              + "|Next (?:delay|deadline) alarm in .*|Idle: .*|Battery: .*|Storage: .*"
              + "|AppIdle: .*|Content:|DeviceIdleJobsController"
              + "|\\w+Controller:"
              + "|Uid proc states:|Uid priority overrides:|Uid bias overrides:"
              + "|Uid capabilities:|Cached UID->package map:|Backing up uids:.*"
              + "|Historical stats at .*|Current stats at .*"
              + "|Job history:"
              + "|Pending queue:|Active jobs:|Idle contexts \\(\\d+\\):|Dropped \\d+ contexts"
              + "|Recently completed jobs:|Recently cancelled jobs:"
              + "|mReadyToRock=.*|mReportedActive=.*|mMaxActiveJobs=.*"
              + "|Concurrency:|PersistStats:.*"
              // API 21 to 23.
              + "|Registered jobs:|Pending:"
              + "|mDeviceIdleMode=.*",
          Pattern.DOTALL);

  /** What a heading of a vendor's section would look like. */
  private static final Pattern UNKNOWN = Pattern.compile("[A-Z][\\w ]*:");

  private static final Pattern REGISTERED =
      Pattern.compile(" {0,2}Registered (\\d{1,9}) jobs:\\s*");

  /** The frame that a bug report, or dumpsys of all services, puts around each service. */
  private static final Pattern SERVICE =
      Pattern.compile("DUMP OF SERVICE (?:[A-Z]+ )?([\\w.:/@-]+):.*", Pattern.DOTALL);

  private static final Pattern END_OF_SERVICE =
      Pattern.compile("-{5,}.* was the duration of dumpsys .*|-{60,}", Pattern.DOTALL);

  private Sections() {}

  /** How many jobs the line says are registered; absent when it is another line. */
  static OptionalInt registered(String line) {
    if (!line.startsWith("Registered ", Math.min(2, LineCursor.indent(line)))) {
      return OptionalInt.empty();
    }
    Matcher matcher = REGISTERED.matcher(line);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** The service whose dump the line announces; absent when it is another line. */
  static Optional<String> service(String line) {
    if (!line.startsWith("DUMP OF SERVICE ")) {
      return Optional.empty();
    }
    Matcher matcher = SERVICE.matcher(line);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether the line stands after the dump of a service. */
  static boolean endsService(String line) {
    return line.startsWith("-----") && END_OF_SERVICE.matcher(line).matches();
  }

  /** Whether the line is what adb, or the linker of the device, say on the way. */
  static boolean isNoise(String line) {
    return line.startsWith("* daemon ")
        || line.startsWith("WARNING: linker: ")
        || line.startsWith("adb server version (");
  }

  /** Whether the line says that dumpsys gave up waiting for the rest. */
  static boolean isTimeout(String line) {
    return line.contains("DUMP TIMEOUT");
  }

  /** Whether the line, at no indent, opens a section that Android prints. */
  static boolean isHeading(String line) {
    return !line.isEmpty()
        && (Character.isUpperCase(line.charAt(0)) || line.charAt(0) == 'm')
        && VendorLines.vendorOf(line).isEmpty()
        && KNOWN.matcher(line.stripTrailing()).matches();
  }

  /** Whether the line, at no indent, opens a section, known or not. */
  static boolean looksLikeHeading(String line) {
    return isHeading(line) || UNKNOWN.matcher(line).matches();
  }
}
