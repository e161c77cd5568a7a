package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.ShellResult;

/**
 * What {@code cmd jobscheduler run} answered.
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
    String text = Answers.oneLine(result);
    return new RunAnswer(kind(result, text), text);
  }

  private static Kind kind(ShellResult result, String text) {
    if (text.contains("has functional constraints but --force not specified")) {
      return Kind.CONSTRAINTS_UNMET;
    }
    if (Answers.isUnknown(text)) {
      return Kind.PACKAGE_OR_JOB_UNKNOWN;
    }
    return text.contains("Running job") && !Answers.isRefused(result, text)
        ? Kind.TAKEN
        : Kind.REFUSED;
  }
}
