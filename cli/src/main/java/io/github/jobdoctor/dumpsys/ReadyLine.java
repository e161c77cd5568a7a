package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Readiness;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern LINE =
      Pattern.compile("Ready: (true|false) \\(((?:!?\\w+=(?:true|false) ?)++)\\)\\s*");
  private static final Pattern TERM = Pattern.compile("(!?)(\\w+)=(true|false)");

  private ReadyLine() {}

  /** Whether this line closes a block whose labels stand at {@code indent}. */
  static boolean closes(String line, int indent) {
    return LineCursor.indent(line) == indent
        && line.startsWith("Ready: ", indent)
        && LINE.matcher(line.substring(indent)).matches();
  }

  /** The readiness that the trimmed line tells; absent when it is not such a line. */
  static Optional<Readiness> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, Boolean> terms = new HashMap<>();
    Matcher term = TERM.matcher(matcher.group(2));
    while (term.find()) {
      boolean printed = Boolean.parseBoolean(term.group(3));
      terms.put(term.group(2), term.group(1).isEmpty() == printed);
    }
    return Optional.of(
        new Readiness(
            Boolean.parseBoolean(matcher.group(1)),
            Optional.ofNullable(terms.get("job")),
            Optional.ofNullable(terms.get("user")),
            Optional.ofNullable(terms.get("restricted")),
            Optional.ofNullable(terms.get("pending")),
            Optional.ofNullable(terms.get("active")),
            Optional.ofNullable(terms.get("backingup")),
            Optional.ofNullable(terms.get("comp"))));
  }
}
