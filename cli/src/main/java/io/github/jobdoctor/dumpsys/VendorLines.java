package io.github.jobdoctor.dumpsys;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines that are not Android's but a vendor's, by the words they begin with. They are kept apart
 * from the lines that nobody understood.
 */
final class VendorLines {

  private record Known(String start, String vendor) {}

  private static final List<Known> KNOWN =
      List.of(
          // ColorOS, OxygenOS and realme UI, after the source of each job.
          new Known("Namespace=", "OPPO"),
          new Known("OsenseMode=", "OPPO"),
          new Known("[BatchNetworkJob]", "Samsung"),
          // Among the flags.
          new Known("Force batch connectivity jobs: ", "Samsung"),
          // A restriction of its own: its state, and when that changed.
          new Known("Device Health:", "Samsung"),
          // Two sets of constraints of which one that holds is enough.
          new Known("Satisfied Parallel constraints:", "PICO"),
          new Known("Tracking Parallel by SMT:", "PICO"),
          new Known("Olaf status: ", "Samsung"),
          new Known("Heavy Jobs Timeout History (", "Samsung"),
          new Known("UidRestrictController:", "Samsung"));

  /** What Samsung has counted of its batches of network jobs: since when, and three numbers. */
  private static final Pattern BATCHES =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d+,\\d+,\\d+\\s*");

  private VendorLines() {}

  /** The vendor whose line this is, at any indent; absent when it is none that is known. */
  static Optional<String> vendorOf(String line) {
    int indent = LineCursor.indent(line);
    for (Known known : KNOWN) {
      if (line.startsWith(known.start(), indent)) {
        return Optional.of(known.vendor());
      }
    }
    boolean digit = indent < line.length() && Character.isDigit(line.charAt(indent));
    return digit && BATCHES.matcher(line).region(indent, line.length()).matches()
        ? Optional.of("Samsung")
        : Optional.empty();
  }
}
