package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.AppOps;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operations stand under their package, those of a whole uid under the uid:
 *
 * <pre>
 *   Uid u0a86:
 *       RUN_ANY_IN_BACKGROUND: mode=ignore             of the uid; up to API 27 a number
 *     Package com.x:
 *       RUN_ANY_IN_BACKGROUND (ignore):                API 28 and later
 *       RUN_IN_BACKGROUND: mode=1; time=…              up to API 27
 * </pre>
 */
final class AppOpsParser {

  private static final String HEADING = "Current AppOps Service state:";
  private static final Pattern UID = Pattern.compile("  Uid (\\S+):");
  private static final Pattern PACKAGE = Pattern.compile("    Package (\\S+):");
  private static final Pattern MODE =
      Pattern.compile(
          "      (RUN_(?:ANY_)?IN_BACKGROUND)(?:: mode=(\\w+)(?:;.*)?| \\((\\w+)(?: /.*)?\\):.*)");

  private final Predicate<String> packages;
  private final List<AppOps.Mode> modes = new ArrayList<>();

  AppOpsParser(Predicate<String> packages) {
    this.packages = packages;
  }

  Optional<AppOps> parse(ServiceLines lines) throws IOException {
    boolean begun = false;
    Optional<Uid> uid = Optional.empty();
    Optional<String> packageName = Optional.empty();
    while (lines.next()) {
      String line = lines.text();
      int indent = lines.indent();
      begun |= line.equals(HEADING);
      if (indent == 2) {
        Matcher heading = UID.matcher(line);
        uid = heading.matches() ? Uid.parse(heading.group(1)) : Optional.empty();
        packageName = Optional.empty();
      } else if (indent == 4 && line.startsWith("Package ", indent)) {
        Matcher heading = PACKAGE.matcher(line);
        packageName = heading.matches() ? Optional.of(heading.group(1)) : Optional.empty();
        uid = heading.matches() ? uid : Optional.empty();
      } else if (indent == 6 && uid.isPresent() && packageName.map(packages::test).orElse(true)) {
        read(lines, uid.get(), packageName);
      }
    }
    return begun ? Optional.of(new AppOps(modes)) : Optional.empty();
  }

  private void read(ServiceLines lines, Uid uid, Optional<String> packageName) {
    Matcher mode = MODE.matcher(lines.text());
    if (mode.matches()) {
      word(mode.group(2) == null ? mode.group(3) : mode.group(2))
          .ifPresent(
              word ->
                  modes.add(new AppOps.Mode(uid, packageName, mode.group(1), word, lines.here())));
    }
  }

  /** The mode by its name, which stands there as a number up to API 27. */
  private static Optional<String> word(String printed) {
    return switch (printed) {
      case "0", "allow" -> Optional.of("allow");
      case "1", "ignore" -> Optional.of("ignore");
      case "2", "deny" -> Optional.of("deny");
      case "3", "default" -> Optional.of("default");
      case "4", "foreground" -> Optional.of("foreground");
      default -> Optional.empty();
    };
  }
}
