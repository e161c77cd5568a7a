package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Constraints;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.PastRuns;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.RunTimes;
import io.github.jobdoctor.job.Standby;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Uid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one job's block (reference/dumpsys-jobscheduler.md §6). Labels of the job stand at indent
 * 4, those of its {@code JobInfo} at 6, and what lists several lines goes deeper than its label; a
 * label at another indent is not believed. Where text of the app could imitate a label that comes
 * before it, the first one counts; where it could imitate one that comes after it, the last.
 */
final class JobBlockParser {

  /** Labels of a job's info whose value is any text of the app. */
  static final List<String> FREE_TEXT_LABELS =
      List.of("Extras: ", "Transient extras: ", "Clip data: ");

  private static final int LABEL_INDENT = 4;
  private static final int INFO_INDENT = 6;

  private static final Pattern TRACE_TAG_IN_NAME =
      Pattern.compile("#([^#]+)#(?:@.*@)?[^/@]+/.*", Pattern.DOTALL);

  private final LineCursor cursor;
  private final JobBlocks.Block block;
  private final RepeatedValues values;
  private final JobInfoParser info;

  private Group group = Group.NONE;
  private int groupIndent;
  private Part part = Part.URIS;
  private final List<String> moreExtras = new ArrayList<>();

  private Optional<String> tag = Optional.empty();
  private Optional<Job.Source> source = Optional.empty();
  private final Map<String, List<Constraint>> sets = new LinkedHashMap<>();
  private final Map<String, Boolean> implicit = new LinkedHashMap<>();
  private Optional<StandbyBucket> bucket = Optional.empty();
  private Optional<Duration> deferredSince = Optional.empty();
  private Optional<Duration> forceBatchedSince = Optional.empty();
  private boolean uidActive;
  private boolean exempted;
  private boolean dozeWhitelisted;
  private boolean backgroundRestricted;
  private Optional<Duration> enqueued = Optional.empty();
  private Optional<Duration> earliest = Optional.empty();
  private Optional<Duration> latest = Optional.empty();
  private Optional<Duration> originalLatest = Optional.empty();
  private int numFailures;
  private int numSystemStops;
  private Optional<LocalDateTime> lastSuccessful = Optional.empty();
  private Optional<LocalDateTime> lastFailed = Optional.empty();
  private Duration cumulativeExecution = Duration.ZERO;
  private OptionalInt network = OptionalInt.empty();
  private List<String> restrictedDueTo = List.of();
  private Optional<Readiness> readiness = Optional.empty();

  /** Labels that are followed by deeper lines, and what those lines are. */
  private enum Group {
    NONE,
    JOB_INFO,
    CONTENT_URIS,
    IMPLICIT,
    STANDBY,
    /** Lines that no record holds, passed over by the name of their label. */
    OTHER
  }

  /** What an app may write into its job, in the order that Android prints it. */
  private enum Part {
    URIS,
    EXTRAS,
    /** Transient extras, clip data and granted permissions: no record holds them. */
    OTHER
  }

  private JobBlockParser(LineCursor cursor, JobBlocks.Block block, RepeatedValues values) {
    this.cursor = cursor;
    this.block = block;
    this.values = values;
    this.info = new JobInfoParser(values);
  }

  /** The job; lines not understood go to the cursor's unread ones. */
  static Job parse(
      LineCursor cursor, JobBlocks.Block block, JobHeading heading, RepeatedValues values) {
    return new JobBlockParser(cursor, block, values).parse(heading);
  }

  private Job parse(JobHeading heading) {
    List<String> lines = block.pasted() ? Indents.restored(block.lines()) : block.lines();
    ExtrasGap gap = ExtrasGap.in(lines);
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean understood = gap.contains(i) ? readText(line) : line.isBlank() || read(line);
      if (!understood) {
        cursor.unreadOrVendor(block.line() + i, line);
      }
    }
    info.continueExtras(moreExtras);
    if (heading.name().startsWith("#")) {
      Matcher inName = TRACE_TAG_IN_NAME.matcher(heading.name());
      if (inName.matches()) {
        info.traceTagFromName(inName.group(1));
      }
    }
    return new Job(
        heading.key(),
        heading.name(),
        tag,
        source,
        info.jobInfo(),
        new Constraints(
            set("Required"),
            set("Preferred"),
            set("Dynamic"),
            set("Satisfied"),
            set("Unsatisfied")),
        implicit,
        new Standby(
            bucket,
            deferredSince,
            forceBatchedSince,
            uidActive,
            exempted,
            dozeWhitelisted,
            backgroundRestricted),
        new RunTimes(enqueued, earliest, latest, originalLatest),
        new PastRuns(numFailures, numSystemStops, lastSuccessful, lastFailed, cumulativeExecution),
        network,
        restrictedDueTo,
        readiness,
        block.line(),
        block.lines());
  }

  /**
   * Reads a line where text of the app may stand: first content URIs, then extras, then the rest.
   * Only the labels that Android prints in each part are believed.
   */
  private boolean readText(String line) {
    int indent = LineCursor.indent(line);
    String text = line.substring(indent);
    if (indent == INFO_INDENT && isOtherText(text)) {
      part = Part.OTHER;
    }
    return switch (part) {
      case URIS -> {
        if (indent == INFO_INDENT && isBeforeExtras(text)) {
          group = text.equals("Trigger content URIs:") ? Group.CONTENT_URIS : Group.JOB_INFO;
          groupIndent = indent;
          part = text.startsWith("Extras: ") ? Part.EXTRAS : Part.URIS;
          yield info.read(text);
        }
        yield line.isBlank()
            || (group == Group.CONTENT_URIS && indent > INFO_INDENT && info.readContentUri(text));
      }
      case EXTRAS -> moreExtras.add(line);
      case OTHER -> true;
    };
  }

  private static boolean isBeforeExtras(String text) {
    return text.equals("Trigger content URIs:")
        || text.startsWith("Trigger update delay: ")
        || text.startsWith("Trigger max delay: ")
        || text.startsWith("Has media backup exemption=")
        || text.startsWith("Extras: ");
  }

  private static boolean isOtherText(String text) {
    return text.startsWith("Transient extras: ")
        || text.startsWith("Clip data: ")
        || text.equals("Granted URI permissions:");
  }

  private List<Constraint> set(String label) {
    return sets.getOrDefault(label, List.of());
  }

  private boolean read(String line) {
    int indent = LineCursor.indent(line);
    String text = line.substring(indent);
    if (indent <= LABEL_INDENT) {
      group = Group.NONE;
      return indent == LABEL_INDENT && readLabel(text);
    }
    if (group == Group.CONTENT_URIS && indent <= groupIndent) {
      group = Group.JOB_INFO;
    }
    return switch (group) {
      // Somebody may have left out the label above it.
      case NONE -> block.pasted() && text.startsWith("Service: ") && info.read(text);
      case OTHER -> true;
      case JOB_INFO -> {
        if (text.equals("Trigger content URIs:")) {
          group = Group.CONTENT_URIS;
          groupIndent = indent;
        }
        yield info.read(text);
      }
      case CONTENT_URIS -> info.readContentUri(text);
      case IMPLICIT -> readImplicit(text);
      case STANDBY -> readStandby(text);
    };
  }

  private boolean readLabel(String text) {
    int colon = text.indexOf(':');
    String label = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(Math.min(colon + 2, text.length()));
    return switch (label) {
      case "Source" -> source.isPresent() || readSource(value);
      case "JobInfo" -> open(Group.JOB_INFO);
      case "Required constraints" -> readSet("Required", value);
      case "Preferred constraints" -> readSet("Preferred", value);
      case "Dynamic constraints" -> readSet("Dynamic", value);
      case "Satisfied constraints" -> readSet("Satisfied", value);
      case "Unsatisfied constraints" -> readSet("Unsatisfied", value);
      case "Implicit constraints" -> open(Group.IMPLICIT);
      case "Constraint history", "Changed authorities", "Changed URIs" -> open(Group.OTHER);
      case "Pending work", "Executing work" -> open(Group.OTHER);
      case "Num Required Flexible constraints", "Num Dropped Flexible constraints" ->
          number(value).isPresent();
      case "Doze whitelisted" -> {
        dozeWhitelisted = value.equals("true");
        yield true;
      }
      case "Uid" -> {
        uidActive = value.equals("active");
        yield uidActive;
      }
      case "Is exempted from app standby" -> {
        exempted = true;
        yield true;
      }
      case "User BG restricted" -> {
        backgroundRestricted = true;
        yield true;
      }
      case "Tracking", "Started with foreground flag" -> true;
      case "Network" -> {
        network = number(value);
        yield network.isPresent();
      }
      case "Standby bucket" -> {
        bucket = values.bucket(value);
        yield open(Group.STANDBY);
      }
      case "Enqueue time" -> {
        enqueued = Durations.parse(value);
        yield Durations.isDurationOrNone(value);
      }
      case "Run time" -> readRunTime(value);
      case "Earliest run time" -> {
        earliest = Durations.parseElapsed(value);
        yield earliest.isPresent() || value.equals("none");
      }
      case "Latest run time" -> {
        latest = Durations.parseElapsed(value);
        yield latest.isPresent() || value.equals("none");
      }
      case "Num failures" -> {
        OptionalInt number = number(value);
        numFailures = number.orElse(0);
        yield number.isPresent();
      }
      case "Num system stops" -> {
        OptionalInt number = number(value);
        numSystemStops = number.orElse(0);
        yield number.isPresent();
      }
      case "Last successful run" -> {
        lastSuccessful = localTime(value);
        yield lastSuccessful.isPresent();
      }
      case "Last failed run" -> {
        lastFailed = localTime(value);
        yield lastFailed.isPresent();
      }
      case "Base heartbeat" -> number(value).isPresent() && open(Group.STANDBY);
      case "Last run heartbeat" -> number(value).isPresent();
      case "Restricted due to" -> readRestrictedDueTo(value);
      case "Ready" -> {
        readiness = values.readiness(text);
        yield readiness.isPresent();
      }
      default -> readUnlabelled(text);
    };
  }

  private boolean readUnlabelled(String text) {
    if (text.startsWith("Cumulative execution time=")) {
      Optional<Duration> time = Durations.parse(text.substring(text.indexOf('=') + 1));
      cumulativeExecution = time.orElse(Duration.ZERO);
      return time.isPresent();
    }
    // The uid, and after it the tag.
    int label = text.indexOf(" tag=");
    if (tag.isEmpty() && label > 0 && text.indexOf(' ') == label) {
      tag = Optional.of(values.text(text.substring(label + " tag=".length())));
      return true;
    }
    return false;
  }

  private boolean open(Group opened) {
    group = opened;
    return true;
  }

  /** {@code uid=UID user=N pkg=PACKAGE}. */
  private boolean readSource(String value) {
    int userLabel = value.indexOf(" user=");
    int packageLabel = userLabel < 0 ? -1 : value.indexOf(" pkg=", userLabel);
    if (!value.startsWith("uid=") || packageLabel < 0) {
      return false;
    }
    Optional<Uid> uid = Uid.parse(value.substring("uid=".length(), userLabel));
    OptionalInt user = number(value.substring(userLabel + " user=".length(), packageLabel));
    if (uid.isEmpty() || user.isEmpty()) {
      return false;
    }
    String packageName = values.text(value.substring(packageLabel + " pkg=".length()));
    source = Optional.of(new Job.Source(uid.get(), user.getAsInt(), packageName));
    return true;
  }

  private boolean readSet(String label, String value) {
    sets.putIfAbsent(label, values.constraints(value));
    return true;
  }

  /**
   * {@code readyNotDozing: true}, {@code expeditedQuotaApproved: true expeditedTareApproved: true
   * (started as EJ: true)} and the like.
   */
  private boolean readImplicit(String text) {
    int colon = text.indexOf(": ");
    if (colon > 0 && (text.endsWith(": true") || text.endsWith(": false"))) {
      String value = text.substring(colon + 2);
      if (value.equals("true") || value.equals("false")) {
        implicit.put(text.substring(0, colon), value.equals("true"));
        return true;
      }
    }
    int start = 0;
    while (start < text.length()) {
      boolean bracket = text.charAt(start) == '(';
      int separator = text.indexOf(": ", start);
      int end = separator < 0 ? -1 : endOfTruth(text, separator + 2);
      if (end < 0 || (bracket && !text.startsWith(")", end))) {
        return false;
      }
      String name = text.substring(bracket ? start + 1 : start, separator);
      implicit.put(termOf(name), text.charAt(separator + 2) == 't');
      start = bracket ? end + 2 : end + 1;
    }
    return true;
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

  private boolean readStandby(String text) {
    int colon = text.indexOf(": ");
    String value = colon < 0 ? "" : text.substring(colon + 2);
    switch (colon < 0 ? text : text.substring(0, colon)) {
      case "Deferred since" -> deferredSince = Durations.parse(value);
      case "Time since first force batch attempt" -> forceBatchedSince = Durations.parse(value);
      default -> {
        return false;
      }
    }
    return Durations.isDurationOrNone(value);
  }

  /** {@code earliest=D, latest=D}, and from API 29 {@code original latest=D}. */
  private boolean readRunTime(String value) {
    String[] times = value.split(", ", -1);
    if (times.length < 2 || !times[0].startsWith("earliest=") || !times[1].startsWith("latest=")) {
      return false;
    }
    String first = times[0].substring("earliest=".length());
    String last = times[1].substring("latest=".length()).stripTrailing();
    earliest = Durations.parse(first);
    latest = Durations.parse(last);
    if (times.length > 2 && times[2].startsWith("original latest=")) {
      originalLatest =
          Durations.parse(times[2].substring("original latest=".length()).stripTrailing());
    }
    return Durations.isDurationOrNone(first) && Durations.isDurationOrNone(last);
  }

  /** {@code none.} or internal stop reasons, with a full stop at the end. */
  private boolean readRestrictedDueTo(String value) {
    String reasons = value.strip();
    reasons = reasons.endsWith(".") ? reasons.substring(0, reasons.length() - 1) : reasons;
    restrictedDueTo =
        reasons.isEmpty() || reasons.equals("none")
            ? List.of()
            : List.of(reasons.split("[ ,]+", -1));
    return true;
  }

  /** {@code YYYY-MM-DD HH:MM:SS}, in digits of any script. */
  private static Optional<LocalDateTime> localTime(String value) {
    String text = value.strip();
    if (text.length() != "YYYY-MM-DD HH:MM:SS".length()) {
      return Optional.empty();
    }
    int[] numbers = new int[6];
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit >= 0) {
        numbers[number] = numbers[number] * 10 + digit;
      } else if (++number == numbers.length) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static OptionalInt number(String value) {
    try {
      return OptionalInt.of(Integer.parseInt(value.strip()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
