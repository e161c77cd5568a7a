package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.ShellResult;
import java.util.Locale;

/**
 * What all answers of {@code cmd jobscheduler} have in common. The text decides: API 24 and 25
 * always exit with 0 and print errors on standard output, later ones lookup errors on standard
 * error (reference/cmd-jobscheduler.md §1).
 */
final class Answers {

  private Answers() {}

  /** Both streams on one line. */
  static String oneLine(ShellResult result) {
    String text = (result.stdout().strip() + " " + result.stderr().strip()).strip();
    return text.replaceAll("\\s*\\R\\s*", " / ");
  }

  /** Whether Android does not know the package, or the job. */
  static boolean isUnknown(String text) {
    return text.contains("Package not found: ")
        || text.contains("Could not find job ")
        || (text.startsWith("Package ") && text.endsWith(" not found."));
  }

  /** Whether the order itself was refused: no permission, no such command, a word too many. */
  static boolean isRefused(ShellResult result, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return result.exitCode() != 0
        || lower.startsWith("exception")
        || lower.startsWith("error: ")
        || lower.startsWith("unknown command: ")
        || lower.startsWith("unknown option: ")
        || lower.contains("can't find service: ")
        || lower.contains("securityexception");
  }
}
