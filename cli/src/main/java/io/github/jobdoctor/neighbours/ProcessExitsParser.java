package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.ProcessExits;
import io.github.jobdoctor.job.ProcessExits.Reason;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block per ended process, with one value on each line or several:
 *
 * <pre>
 *   package: com.x
 *     Historical Process Exit for uid=10086
 *         ApplicationExitInfo #0:
 *           timestamp=2026-05-03 16:24:39.123 pid=4321 realUid=10086 packageUid=10086 definingUid=10086 user=0
 *           process=com.x reason=10 (USER REQUESTED) subreason=21 (FORCE STOP) status=0
 *           importance=400 pss=12MB rss=90MB description=stop com.x state=empty trace=null
 * </pre>
 */
final class ProcessExitsParser {

  private static final String HEADING = "ACTIVITY MANAGER PROCESS EXIT INFO";
  private static final Pattern PACKAGE = Pattern.compile(" *package: (\\S+)");
  private static final Pattern BLOCK = Pattern.compile(" *ApplicationExitInfo #\\d+:");
  private static final Pattern TIME =
      Pattern.compile(" *timestamp=(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3})(?: .*)?");
  private static final Pattern REASON =
      Pattern.compile("(?:^|.* )reason=(\\d{1,9}) \\(([A-Z_ ]+(?:\\([A-Z]+\\))?)\\)(?: .*)?");
  private static final Pattern SUBREASON =
      Pattern.compile("(?:^|.* )subreason=(\\d{1,9}) \\(([A-Z_ ]+)\\)(?: .*)?");
  private static final Pattern DESCRIPTION =
      Pattern.compile("(?:^|.* )description=(.*?)(?: state=.*)?");

  private final Predicate<String> packages;
  private final List<ProcessExits.Exit> exits = new ArrayList<>();
  private final Map<String, String> words = new HashMap<>();
  private Optional<String> packageName = Optional.empty();
  private Optional<LocalDateTime> when = Optional.empty();
  private Optional<Reason> reason = Optional.empty();
  private Optional<Reason> subreason = Optional.empty();
  private Optional<String> description = Optional.empty();
  private Optional<DumpLine> line = Optional.empty();

  ProcessExitsParser(Predicate<String> packages) {
    this.packages = packages;
  }

  Optional<ProcessExits> parse(ServiceLines lines) throws IOException {
    boolean begun = false;
    boolean inside = false;
    while (lines.next()) {
      String text = lines.text();
      Matcher heading = PACKAGE.matcher(text);
      if (text.startsWith(HEADING)) {
        begun = true;
      } else if (heading.matches()) {
        finish();
        inside = false;
        packageName = Optional.of(heading.group(1)).filter(packages);
      } else if (BLOCK.matcher(text).matches()) {
        finish();
        inside = begun && packageName.isPresent();
      } else if (lines.indent() == 0) {
        finish();
        inside = false;
      } else if (inside) {
        read(lines);
      }
    }
    finish();
    return begun ? Optional.of(new ProcessExits(exits)) : Optional.empty();
  }

  private void read(ServiceLines lines) {
    String text = lines.text();
    Matcher found = TIME.matcher(text);
    when = when.or(() -> found.matches() ? time(found.group(1)) : Optional.empty());
    // What comes behind a description may be part of it.
    int end = text.indexOf("description=");
    String before = end < 0 ? text : text.substring(0, end);
    for (String name : List.of("packageUid", "process", "status", "importance")) {
      ServiceLines.value(before, name).ifPresent(word -> words.putIfAbsent(name, word));
    }
    if (reason.isEmpty()) {
      reason = reason(REASON, before);
      line = reason.map(given -> lines.here());
    }
    subreason = subreason.or(() -> reason(SUBREASON, before));
    Matcher described = DESCRIPTION.matcher(text);
    description =
        description.or(
            () ->
                described.matches()
                    ? Optional.of(described.group(1)).filter(ProcessExitsParser::isSaid)
                    : Optional.empty());
  }

  /** The block is over. Without a reason it tells nothing, or was cut. */
  private void finish() {
    if (packageName.isPresent() && reason.isPresent() && line.isPresent()) {
      exits.add(
          new ProcessExits.Exit(
              packageName.get(),
              word("packageUid").flatMap(ServiceLines::number).map(Uid::new),
              word("process"),
              when,
              reason.get(),
              subreason,
              number("status"),
              number("importance"),
              description,
              line.get()));
    }
    words.clear();
    when = Optional.empty();
    reason = Optional.empty();
    subreason = Optional.empty();
    description = Optional.empty();
    line = Optional.empty();
  }

  private Optional<String> word(String name) {
    return Optional.ofNullable(words.get(name)).filter(ProcessExitsParser::isSaid);
  }

  private OptionalInt number(String name) {
    return word(name)
        .flatMap(ServiceLines::number)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static boolean isSaid(String text) {
    return !text.isEmpty() && !text.equals("null");
  }

  private static Optional<Reason> reason(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches()
        ? Optional.of(new Reason(Integer.parseInt(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(
          LocalDateTime.parse(text, DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
