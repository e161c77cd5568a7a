package io.github.jobdoctor.dumpsys;

import java.util.List;
import java.util.Optional;

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
          new Known("Olaf status: ", "Samsung"),
          new Known("Heavy Jobs Timeout History (", "Samsung"),
          new Known("UidRestrictController:", "Samsung"));

  private VendorLines() {}

  /** The vendor whose line this is, at any indent; absent when it is none that is known. */
  static Optional<String> vendorOf(String line) {
    int indent = LineCursor.indent(line);
    for (Known known : KNOWN) {
      if (line.startsWith(known.start(), indent)) {
        return Optional.of(known.vendor());
      }
    }
    return Optional.empty();
  }
}
