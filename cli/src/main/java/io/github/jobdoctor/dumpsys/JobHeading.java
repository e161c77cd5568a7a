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
  private static final String UID_AND_ID = "(u\\d+(?:a|s|i|ai|p)\\d+|\\d+)/(-?\\d+)";

  /** What follows the namespace, or the {@code #} in its place. */
  private static final Pattern AFTER_NAMESPACE =
      Pattern.compile("[:#]" + UID_AND_ID + ": [0-9a-f]+ ");

  private static final Pattern SHORT =
      Pattern.compile("[0-9a-f]+(?: \\{(.*)\\})? #" + UID_AND_ID + " (.*)", Pattern.DOTALL);

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
    String unique = line.substring(start + START.length());
    Matcher matcher = AFTER_NAMESPACE.matcher(unique);
    Optional<JobHeading> first = Optional.empty();
    while (matcher.find()) {
      if (matcher.start() > LONGEST_NAMESPACE) {
        break;
      }
      boolean plain = unique.charAt(matcher.start()) == '#';
      if (plain != (matcher.start() == 0)) {
        continue;
      }
      String namespace = unique.substring(0, matcher.start());
      String name = unique.substring(matcher.end());
      Optional<JobHeading> heading =
          of(plain ? null : namespace, matcher.group(1), matcher.group(2), name);
      // A namespace may itself contain ":u0a1/5: ab "; the battery name repeats it, which settles
      // it.
      if (plain || name.contains("@" + namespace + "@")) {
        return heading;
      }
      first = first.or(() -> heading);
    }
    return first;
  }

  /** The job that a pending or active entry names; absent when the text is no short form. */
  static Optional<JobHeading> parseShort(String text) {
    Matcher matcher = SHORT.matcher(text);
    return matcher.matches()
        ? of(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4))
        : Optional.empty();
  }

  private static Optional<JobHeading> of(String namespace, String uid, String id, String name) {
    OptionalInt jobId = jobId(id);
    return jobId.isEmpty()
        ? Optional.empty()
        : Uid.parse(uid)
            .map(
                callingUid ->
                    new JobHeading(
                        new JobKey(Optional.ofNullable(namespace), callingUid, jobId.getAsInt()),
                        name));
  }

  /** The number that an app may give a job; absent when the text is none. */
  static OptionalInt jobId(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
