package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Uid;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that opens a job's block, and the short form that names a job in the pending queue and
 * in slots:
 *
 * <pre>
 *   JOB #u0a1/5: 1a2b3c pkg/.Svc                          before API 34, or without a namespace
 *   JOB my.space:u0a1/5: 1a2b3c @my.space@pkg/.Svc        with a namespace
 *   1a2b3c #u0a1/5 pkg/.Svc                               short form
 *   1a2b3c {my.space} #u0a1/5 @my.space@pkg/.Svc          short form with a namespace
 * </pre>
 *
 * @param key the job
 * @param name its battery name
 */
record JobHeading(JobKey key, String name) {

  private static final String START = "JOB ";
  private static final int LONGEST_NAMESPACE = 1000;
  private static final int LONGEST_UID = 20;
  private static final int LONGEST_ID = 11;

  private static final Pattern SHORT =
      Pattern.compile(
          "[0-9a-f]+(?: \\{(.*)\\})? #(u\\d+(?:a|s|i|ai|p)\\d+|\\d+)/(-?\\d+) (.*)",
          Pattern.DOTALL);

  /** Whether the line can open a block in a dump whose indents are intact. */
  static boolean opensBlock(String line) {
    return line.startsWith("  JOB ") && parse(line).isPresent();
  }

  /** The heading of a block, at any indent; absent when the line is none. */
  static Optional<JobHeading> parse(String line) {
    int start = LineCursor.indent(line);
    if (!line.startsWith(START, start)) {
      return Optional.empty();
    }
    int unique = start + START.length();
    Optional<JobHeading> first =
        line.startsWith("#", unique) ? after(line, unique, unique) : Optional.empty();
    if (first.isPresent()) {
      return first;
    }
    for (int colon = line.indexOf(':', unique + 1);
        colon >= 0 && colon - unique <= LONGEST_NAMESPACE;
        colon = line.indexOf(':', colon + 1)) {
      Optional<JobHeading> heading = after(line, unique, colon);
      // A namespace may itself contain ":u0a1/5: ab "; the battery name repeats it, which settles
      // it.
      if (heading.filter(JobHeading::repeatsNamespace).isPresent()) {
        return heading;
      }
      first = first.or(() -> heading);
    }
    return first;
  }

  private boolean repeatsNamespace() {
    return key.namespace().filter(namespace -> name.contains("@" + namespace + "@")).isPresent();
  }

  /** {@code UID/ID: HASH NAME} after the {@code #} or the colon at {@code mark}. */
  private static Optional<JobHeading> after(String line, int unique, int mark) {
    int slash = find('/', line, mark, LONGEST_UID);
    int colon = slash < 0 ? -1 : find(':', line, slash, LONGEST_ID + 1);
    if (colon < 0 || !line.startsWith(" ", colon + 1)) {
      return Optional.empty();
    }
    int hash = colon + 2;
    int end = hash;
    while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0) {
      end++;
    }
    if (end == hash || !line.startsWith(" ", end)) {
      return Optional.empty();
    }
    Optional<Uid> uid = Uid.parse(line.substring(mark + 1, slash));
    OptionalInt id = jobId(line.substring(slash + 1, colon));
    if (uid.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> namespace =
        mark == unique ? Optional.empty() : Optional.of(line.substring(unique, mark));
    return Optional.of(
        new JobHeading(new JobKey(namespace, uid.get(), id.getAsInt()), line.substring(end + 1)));
  }

  /** Where the character stands, not farther than so; -1 when it does not. */
  private static int find(char wanted, String line, int from, int farthest) {
    int end = Math.min(line.length(), from + farthest + 1);
    for (int i = from + 1; i < end; i++) {
      if (line.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The job that a pending or active entry names; absent when the text is no short form. */
  static Optional<JobHeading> parseShort(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    OptionalInt id = jobId(matcher.group(3));
    return id.isEmpty()
        ? Optional.empty()
        : Uid.parse(matcher.group(2))
            .map(
                uid ->
                    new JobHeading(
                        new JobKey(Optional.ofNullable(matcher.group(1)), uid, id.getAsInt()),
                        matcher.group(4)));
  }

  /** The number that an app may give a job; absent when the text is none. */
  static OptionalInt jobId(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    if (text.length() == digits || text.length() > LONGEST_ID) {
      return OptionalInt.empty();
    }
    long value = 0;
    for (int i = digits; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      value = value * 10 + (c - '0');
    }
    value = digits == 1 ? -value : value;
    return value == (int) value ? OptionalInt.of((int) value) : OptionalInt.empty();
  }
}
