package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Thermal;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code IsStatusOverride: false} and {@code Thermal Status: 0}, both at column 0. API 37 adds
 * lines of single devices ({@code Thermal Status (DeviceId=…}), which are not ours.
 */
final class ThermalParser {

  private static final String STATUS = "Thermal Status: ";
  private static final String OVERRIDE = "IsStatusOverride: ";
  private static final int SHUTDOWN = 6;

  Optional<Thermal> parse(ServiceLines lines) throws IOException {
    Optional<Fact<Integer>> status = Optional.empty();
    Optional<Fact<Boolean>> overridden = Optional.empty();
    while (lines.next()) {
      String line = lines.text();
      if (status.isEmpty() && line.startsWith(STATUS)) {
        status =
            ServiceLines.number(line.substring(STATUS.length()))
                .filter(number -> number >= 0 && number <= SHUTDOWN)
                .map(lines::fact);
      } else if (overridden.isEmpty() && line.startsWith(OVERRIDE)) {
        overridden = ServiceLines.flagOf(line.substring(OVERRIDE.length())).map(lines::fact);
      }
    }
    return status.isPresent() || overridden.isPresent()
        ? Optional.of(new Thermal(status, overridden))
        : Optional.empty();
  }
}
