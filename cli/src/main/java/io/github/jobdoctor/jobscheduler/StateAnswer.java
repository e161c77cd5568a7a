package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.ShellResult;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code get-job-state} answered.
 *
 * @param kind what it means
 * @param words its words, such as {@code active} and {@code ready}; empty when it has none
 * @param text the answer itself, on one line
 */
record StateAnswer(Kind kind, List<String> words, String text) {

  /** The answer of a device that has no such command. */
  static final StateAnswer NOT_ASKED = new StateAnswer(Kind.NONE, List.of(), "");

  private static final Set<String> KNOWN =
      Set.of(
          "pending",
          "active",
          "user-stopped",
          "source-user-stopped",
          "backing-up",
          "no-component",
          "ready",
          "waiting");

  enum Kind {
    TOLD,
    PACKAGE_OR_JOB_UNKNOWN,
    /** No such command (before API 26), no permission, or words that nobody knows. */
    NONE
  }

  /** Copies the list. */
  StateAnswer {
    words = List.copyOf(words);
  }

  /** Some states are printed with a line break after them, some without; a space is before each. */
  static StateAnswer of(ShellResult result) {
    String text = Answers.oneLine(result);
    if (Answers.isUnknown(text)) {
      return new StateAnswer(Kind.PACKAGE_OR_JOB_UNKNOWN, List.of(), text);
    }
    List<String> words =
        List.copyOf(new LinkedHashSet<>(Arrays.asList(result.stdout().strip().split("\\s+", -1))));
    return result.exitCode() == 0 && KNOWN.containsAll(words)
        ? new StateAnswer(Kind.TOLD, words, text)
        : new StateAnswer(Kind.NONE, List.of(), text);
  }

  boolean isActive() {
    return words.contains("active");
  }
}
