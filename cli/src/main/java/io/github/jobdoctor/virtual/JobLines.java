package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which job a line outside of the job blocks is about. */
final class JobLines {

  // "  #u0a1/5 from u0a1: ..." up to API 33, "  ##u0a1/5 from" or "  #my.ns:u0a1/5 from" after it
  private static final Pattern TRACKED =
      Pattern.compile(" +#{0,2}(?:(.*):)?(\\w+)/(-?\\d+) from .*");

  // "    JobStatus{1a2b my.ns:u0a1/5 @my.ns@pkg/.Cls u=0 ...": an alarm of one job
  private static final Pattern ALARM =
      Pattern.compile(" +JobStatus\\{[0-9a-f]+ (?:#|(.*):)(\\w+)/(-?\\d+) .*");

  // "1a2b {my.ns} #u0a1/5 pkg/.Cls"
  private static final Pattern SHORT_STRING =
      Pattern.compile("[0-9a-f]+ (?:\\{(.*)\\} )?#(\\w+)/(-?\\d+) .*");

  private JobLines() {}

  /** The lines without those of hidden jobs, without those left out, and what is below these. */
  static List<String> without(
      List<String> lines, Predicate<RecordedJobKey> hidden, Predicate<String> leftOut) {
    List<String> kept = new ArrayList<>();
    int skippedIndent = Integer.MAX_VALUE;
    for (String line : lines) {
      int indent = line.length() - line.stripLeading().length();
      if (indent > skippedIndent && !line.isBlank()) {
        continue;
      }
      skippedIndent = Integer.MAX_VALUE;
      if (leftOut.test(line)
          || key(TRACKED, line).or(() -> key(ALARM, line)).filter(hidden).isPresent()) {
        skippedIndent = indent;
      } else {
        kept.add(line);
      }
    }
    return kept;
  }

  /** The job that a pending or active entry names; absent when it names none. */
  static Optional<RecordedJobKey> ofShortString(String text) {
    return key(SHORT_STRING, text);
  }

  private static Optional<RecordedJobKey> key(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches() || !matcher.group(2).matches("\\d+|u\\d+[as]\\d+")) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedJobKey(
            matcher.group(1) == null ? "" : matcher.group(1),
            UidText.parse(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }
}
