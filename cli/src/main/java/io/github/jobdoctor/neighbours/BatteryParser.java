package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lines under {@code Current Battery Service state:}, each once, two spaces before it. Vendors
 * print more below, whose names differ or which come later.
 */
final class BatteryParser {

  private static final String HEADING = "Current Battery Service state:";
  private static final String STOPPED = "  (UPDATES STOPPED -- use 'reset' to restart)";
  private static final String POWERED = " powered";

  private final Map<String, Fact<String>> values = new LinkedHashMap<>();
  private Fact<Boolean> updatesStopped;

  Optional<Battery> parse(ServiceLines lines) throws IOException {
    while (lines.next()) {
      String line = lines.text();
      if (line.equals(HEADING) && updatesStopped == null) {
        updatesStopped = lines.fact(false);
      } else if (updatesStopped != null && line.equals(STOPPED) && values.isEmpty()) {
        updatesStopped = lines.fact(true);
      } else if (updatesStopped != null && lines.indent() == 2 && values.size() < 64) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          values.putIfAbsent(line.substring(2, colon), lines.fact(line.substring(colon + 2)));
        }
      }
    }
    Map<String, Fact<Boolean>> powered = powered();
    // The line that says it is faked comes before the first of these.
    return powered.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Battery(
                powered,
                number("status"),
                number("level"),
                number("scale"),
                updatesStopped,
                number("Charging state"),
                number("Charging policy")));
  }

  private Map<String, Fact<Boolean>> powered() {
    Map<String, Fact<Boolean>> powered = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.endsWith(POWERED)) {
            ServiceLines.flagOf(value.value())
                .ifPresent(
                    flag ->
                        powered.put(
                            name.substring(0, name.length() - POWERED.length()),
                            new Fact<>(flag, value.line())));
          }
        });
    return powered;
  }

  private Optional<Fact<Integer>> number(String name) {
    Fact<String> value = values.get(name);
    return value == null
        ? Optional.empty()
        : ServiceLines.number(value.value()).map(number -> new Fact<>(number, value.line()));
  }
}
