package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The services of a recording beside the job scheduler, for what they know of its jobs. Nothing is
 * read before it is asked for.
 */
final class RecordedServices {

  /** They print the same whatever they are asked. */
  private static final List<String> PLAIN =
      List.of(
          "appops",
          "battery",
          "connectivity",
          "deviceidle",
          "power",
          "thermalservice",
          "usagestats");

  private RecordedServices() {}

  /** Those that were recorded, by name. */
  static Map<String, AndroidService> of(Recording recording) {
    Map<String, AndroidService> services = new LinkedHashMap<>();
    for (String name : PLAIN) {
      if (recording.has(file(name))) {
        services.put(name, AndroidService.dumping(() -> recording.text(file(name))));
      }
    }
    services.put("activity", new Activity(recording));
    return services;
  }

  private static String file(String what) {
    return "dumpsys-" + what + ".txt";
  }

  /** The parts of {@code dumpsys activity} that were recorded. */
  private record Activity(Recording recording) implements AndroidService {

    private static final String PACKAGE = "  package: ";

    @Override
    public int dump(Program.Invocation invocation) throws IOException {
      List<String> arguments = invocation.arguments();
      String part = arguments.isEmpty() ? "" : arguments.get(0);
      String file = file("activity-" + part);
      if (!part.matches("[a-z-]+") || !recording.has(file)) {
        invocation.print("Bad activity command, or no activities match: " + part + "\n");
        invocation.print("Use -h for help.\n");
        return 0;
      }
      String text = recording.text(file);
      invocation.print(
          part.equals("exit-info") && arguments.size() > 1 ? only(arguments.get(1), text) : text);
      return 0;
    }

    private static String only(String packageName, String text) {
      StringBuilder kept = new StringBuilder();
      boolean wanted = true;
      for (String line : text.lines().toList()) {
        wanted = line.startsWith(PACKAGE) ? line.equals(PACKAGE + packageName) : wanted;
        kept.append(wanted ? line + "\n" : "");
      }
      return kept.toString();
    }

    @Override
    public int command(Program.Invocation invocation) throws IOException {
      invocation.print("Unknown command: " + String.join(" ", invocation.arguments()) + "\n");
      return 255;
    }
  }
}
