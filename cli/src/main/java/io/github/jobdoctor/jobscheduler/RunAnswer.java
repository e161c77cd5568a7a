package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.ShellResult;
import java.util.Locale;

/**
 * What {@code cmd jobscheduler run} answered. The text decides: API 24 and 25 always exit with 0
 * and print errors on standard output, later ones on standard error (reference/cmd-jobscheduler.md
 * §1).
 *
 * @param kind what it means
 * @param text the answer itself, on one line
 */
record RunAnswer(Kind kind, String text) {

  enum Kind {
    /** The order was taken; nothing is said about a start. */
    TAKEN,
    PACKAGE_OR_JOB_UNKNOWN,
    CONSTRAINTS_UNMET,
    REFUSED
  }

  static RunAnswer of(ShellResult result) {
    String text = (result.stdout().strip() + " " + result.stderr().strip()).strip();
    String oneLine = text.replaceAll("\\s*\\R\\s*", " / ");
    return new RunAnswer(kind(text, result.exitCode()), oneLine);
  }

  private static Kind kind(String text, int exitCode) {
    if (text.contains("has functional constraints but --force not specified")) {
      return Kind.CONSTRAINTS_UNMET;
    }
    if (text.contains("Package not found: ") || text.contains("Could not find job ")) {
      return Kind.PACKAGE_OR_JOB_UNKNOWN;
    }
    boolean failed = exitCode != 0 || text.toLowerCase(Locale.ROOT).startsWith("exception");
    return text.contains("Running job") && !failed ? Kind.TAKEN : Kind.REFUSED;
  }
}
