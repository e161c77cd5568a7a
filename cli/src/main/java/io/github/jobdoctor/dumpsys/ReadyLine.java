package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Readiness;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last line of a registered job's block:
 *
 * <pre>
 * Ready: R (job=J user=U !restricted=X !pending=P !active=A !backingup=K comp=C)
 * </pre>
 *
 * <p>A term with {@code !} is printed negated; API 24 and 25 print {@code pending} and {@code
 * active} without it (reference/dumpsys-jobscheduler.md §6.4).
 */
final class ReadyLine {

  private static final String LABEL = "Ready: ";

  private ReadyLine() {}

  /** The readiness that the trimmed line tells; absent when it is not such a line. */
  static Optional<Readiness> parse(String line) {
    String text = line.stripTrailing();
    int bracket = text.indexOf(" (", LABEL.length());
    if (!text.startsWith(LABEL) || bracket < 0 || !text.endsWith(")")) {
      return Optional.empty();
    }
    Optional<Boolean> ready = truth(text.substring(LABEL.length(), bracket));
    Map<String, Boolean> terms = new HashMap<>();
    int start = bracket + 2;
    int close = text.length() - 1;
    while (start < close) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? close : space;
      int equals = text.indexOf('=', start);
      if (equals < 0 || equals > end) {
        return Optional.empty();
      }
      boolean negated = text.charAt(start) == '!';
      String name = text.substring(negated ? start + 1 : start, equals);
      Optional<Boolean> printed = truth(text.substring(equals + 1, end));
      if (printed.isEmpty() || name.isEmpty() || !isWord(name)) {
        return Optional.empty();
      }
      terms.put(name, negated != printed.get());
      start = end + 1;
    }
    return ready
        .filter(value -> !terms.isEmpty())
        .map(
            value ->
                new Readiness(
                    value,
                    Optional.ofNullable(terms.get("job")),
                    Optional.ofNullable(terms.get("user")),
                    Optional.ofNullable(terms.get("restricted")),
                    Optional.ofNullable(terms.get("pending")),
                    Optional.ofNullable(terms.get("active")),
                    Optional.ofNullable(terms.get("backingup")),
                    Optional.ofNullable(terms.get("comp"))));
  }

  private static Optional<Boolean> truth(String word) {
    return switch (word) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static boolean isWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && (c >= 0x80 || !Character.isLetterOrDigit(c))) {
        return false;
      }
    }
    return true;
  }
}
