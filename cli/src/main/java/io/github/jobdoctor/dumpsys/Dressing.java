package io.github.jobdoctor.dumpsys;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before every line of a text that went through people's tools: the marks of a
 * quotation, line numbers, what {@code grep} or {@code logcat} prints, or more indent. A line that
 * must be in each dump shows it; the other lines then wear the same.
 *
 * @param prefix what to take off the beginning of a line
 */
record Dressing(Pattern prefix) {

  /** Nothing. */
  static final Dressing NONE = new Dressing(Pattern.compile(""));

  /** What the anchors of a dump begin with. */
  private static final List<String> ANCHORS =
      List.of("JOB ", "Registered ", "Started users: ", "Settings:", "DUMP OF SERVICE ");

  private static final Pattern QUOTATION = Pattern.compile("(?:[>|#*;]|//)(?: ?[>|#*;])*");
  private static final Pattern NUMBER = Pattern.compile("\\s*\\d+([:.)|\\t-]?)");

  /** {@code grep} puts a colon after the name and number of a line that matched, else a dash. */
  private static final Pattern GREP = Pattern.compile("([^\\s:]*?[^\\s:-])[:-](?:\\d+[:-])?");

  private static final Pattern LOG =
      Pattern.compile(
          "(?:\\d{4}-)?\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ +\\d+ +\\d+ [VDIWEF] [^:]*:");
  private static final Pattern TIME =
      Pattern.compile("\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?Z?\\]?:?");

  /** What this line wears; absent when it wears nothing, or is no line that tells. */
  static Optional<Dressing> of(String line) {
    for (String anchor : ANCHORS) {
      int at = line.indexOf(anchor);
      if (at > 0 && isAnchor(line.substring(at))) {
        String before = line.substring(0, at);
        int spaces = 0;
        while (spaces < at && before.charAt(at - 1 - spaces) == ' ') {
          spaces++;
        }
        String marks = before.substring(0, at - spaces);
        // Both have, or may have, two spaces of their own.
        boolean heading = anchor.equals("JOB ") || anchor.equals("Settings:");
        if (marks.isEmpty()) {
          // Where a heading alone is indented otherwise, its block tells the rest.
          return heading ? Optional.empty() : Optional.of(indented(spaces));
        }
        int theirs = heading ? oddSpace(spaces) : spaces;
        return shape(marks).map(shape -> worn(shape, theirs));
      }
    }
    return Optional.empty();
  }

  boolean isNone() {
    return prefix.pattern().isEmpty();
  }

  /** The line without it; as it is when it does not wear this. */
  String takenOff(String line) {
    Matcher matcher = prefix.matcher(line);
    return matcher.lookingAt() ? line.substring(matcher.end()) : line;
  }

  private static boolean isAnchor(String text) {
    return JobHeading.parse(text).isPresent()
        || Sections.registered(text).isPresent()
        || text.startsWith("Started users: [")
        || text.stripTrailing().equals("Settings:")
        || Sections.service(text).isPresent()
        // API 21 to 23.
        || text.startsWith("Started users: u")
        || text.stripTrailing().equals("Registered jobs:");
  }

  /** A heading has two spaces of its own; one more, or one alone, came with the marks. */
  private static int oddSpace(int spaces) {
    return spaces % 2;
  }

  private static Dressing indented(int spaces) {
    return new Dressing(Pattern.compile(" {0," + spaces + "}"));
  }

  private static Dressing worn(String shape, int spaces) {
    return new Dressing(Pattern.compile(shape + " {0," + spaces + "}"));
  }

  private static Optional<String> shape(String marks) {
    if (QUOTATION.matcher(marks).matches()) {
      return Optional.of(Pattern.quote(marks));
    }
    Matcher number = NUMBER.matcher(marks);
    if (number.matches()) {
      String end = number.group(1);
      return Optional.of("\\s*\\d+" + (end.matches("[:-]") ? "[:-]" : Pattern.quote(end)));
    }
    if (LOG.matcher(marks).matches()) {
      return Optional.of(LOG.pattern());
    }
    if (TIME.matcher(marks).matches()) {
      return Optional.of(TIME.pattern());
    }
    Matcher grep = GREP.matcher(marks);
    return grep.matches()
        ? Optional.of(Pattern.quote(grep.group(1)) + "[:-](?:\\d+[:-])?")
        : Optional.empty();
  }
}
