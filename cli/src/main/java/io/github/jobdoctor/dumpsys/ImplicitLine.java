package io.github.jobdoctor.dumpsys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line under {@code Implicit constraints:}: names with {@code true} or {@code false}, some in
 * brackets.
 *
 * <pre>
 * readyNotDozing: true
 * expeditedQuotaApproved: true expeditedTareApproved: true (started as EJ: true)
 * </pre>
 *
 * @param terms the terms by name, in their order, up to the first that is none
 * @param whole whether there is nothing else in the line
 */
record ImplicitLine(Map<String, Boolean> terms, boolean whole) {

  /** Reads a line without its indent. */
  static ImplicitLine parse(String text) {
    Map<String, Boolean> terms = new LinkedHashMap<>();
    int start = 0;
    while (start < text.length()) {
      boolean bracket = text.charAt(start) == '(';
      int colon = text.indexOf(": ", start);
      int end = colon < 0 ? -1 : endOfTruth(text, colon + 2);
      if (end < 0 || (bracket && !text.startsWith(")", end))) {
        break;
      }
      String name = text.substring(bracket ? start + 1 : start, colon);
      terms.put(termOf(name), text.charAt(colon + 2) == 't');
      start = bracket ? end + 2 : end + 1;
    }
    return new ImplicitLine(Collections.unmodifiableMap(terms), start >= text.length());
  }

  /** Where {@code true} or {@code false} ends; -1 when neither stands there. */
  private static int endOfTruth(String text, int from) {
    int end = from + (text.startsWith("true", from) ? "true" : "false").length();
    boolean truth = text.startsWith("true", from) || text.startsWith("false", from);
    boolean ends = end >= text.length() || text.charAt(end) == ' ' || text.charAt(end) == ')';
    return truth && ends ? end : -1;
  }

  private static String termOf(String name) {
    return switch (name) {
      case "started as EJ" -> "startedAsExpedited";
      case "started as UIJ" -> "startedAsUserInitiated";
      default -> name;
    };
  }
}
