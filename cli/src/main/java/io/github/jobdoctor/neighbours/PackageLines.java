package io.github.jobdoctor.neighbours;

import java.util.List;

/**
 * Tells the lines of {@code dumpsys package} that say something of a package's state. The rest,
 * tens of megabytes of permissions and resolver tables, need not be kept.
 */
public final class PackageLines {

  /** The heading of the part in which they stand. */
  public static final String HEADING = "Packages:";

  private static final List<String> BEGINNINGS =
      List.of(
          "  Package [",
          "    userId=",
          "    appId=",
          "    versionCode=",
          "    versionName=",
          "    flags=[",
          "    installerPackageName=",
          "    User ",
          "      disabledComponents:",
          "      enabledComponents:");

  private static final String CLASS = "        ";

  private boolean inside;
  private boolean ended;
  private boolean classes;

  /** Whether to keep the line that comes next; the one that ends the part belongs to it. */
  public boolean keeps(String line) {
    if (line.isBlank()) {
      return false;
    }
    if (line.charAt(0) != ' ') {
      boolean begins = line.equals(HEADING) && !ended;
      boolean ends = inside && !begins;
      inside = begins;
      ended |= ends;
      classes = false;
      return begins || ends;
    }
    if (!inside) {
      return false;
    }
    if (line.startsWith(CLASS)) {
      return classes;
    }
    classes = line.endsWith("abledComponents:");
    return BEGINNINGS.stream().anyMatch(line::startsWith);
  }

  /** Whether the part is over. */
  public boolean over() {
    return ended;
  }
}
