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
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
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

  private static final Pattern TAG = Pattern.compile("\\S+ tag=(.*)", Pattern.DOTALL);
  private static final Pattern SOURCE =
      Pattern.compile("uid=(\\S+) user=(-?\\d+) pkg=(.*)", Pattern.DOTALL);
  private static final Pattern RUN_TIME =
      Pattern.compile("earliest=(\\S+), latest=([^\\s,]+)(?:, original latest=(\\S+))?\\s*");
  private static final Pattern IMPLICIT =
      Pattern.compile(
          "(\\w+): (true|false)(?: (\\w+): (true|false))?(?: \\((.*): (true|false)\\))?",
          Pattern.DOTALL);
  private static final Pattern BEFORE_EXTRAS =
      Pattern.compile(
          "(?:Trigger content URIs:|Trigger (?:update|max) delay: .*"
              + "|Has media backup exemption=.*|Extras: .*)",
          Pattern.DOTALL);
  private static final Pattern OTHER_TEXT =
      Pattern.compile(
          "(?:Transient extras: .*|Clip data: .*|Granted URI permissions:)", Pattern.DOTALL);
  private static final Pattern TRACE_TAG_IN_NAME =
      Pattern.compile("#([^#]+)#(?:@.*@)?[^/@]+/.*", Pattern.DOTALL);

  private final LineCursor cursor;
  private final JobBlocks.Block block;
  private final JobInfoParser info = new JobInfoParser();

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

  private JobBlockParser(LineCursor cursor, JobBlocks.Block block) {
    this.cursor = cursor;
    this.block = block;
  }

  /** The job; lines not understood go to the cursor's unread ones. */
  static Job parse(LineCursor cursor, JobBlocks.Block block, JobHeading heading) {
    return new JobBlockParser(cursor, block).parse(heading);
  }

  private Job parse(JobHeading heading) {
    List<String> lines = block.lines();
    ExtrasGap gap = ExtrasGap.in(lines);
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean understood = gap.contains(i) ? readText(line) : line.isBlank() || read(line);
      if (!understood) {
        cursor.unread(block.line() + i, line);
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
        lines);
  }

  /**
   * Reads a line where text of the app may stand: first content URIs, then extras, then the rest.
   * Only the labels that Android prints in each part are believed.
   */
  private boolean readText(String line) {
    int indent = LineCursor.indent(line);
    String text = line.substring(indent);
    if (indent == INFO_INDENT && OTHER_TEXT.matcher(text).matches()) {
      part = Part.OTHER;
    }
    return switch (part) {
      case URIS -> {
        if (indent == INFO_INDENT && BEFORE_EXTRAS.matcher(text).matches()) {
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
      case NONE -> false;
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
        bucket = Optional.of(new StandbyBucket(value));
        yield open(Group.STANDBY);
      }
      case "Enqueue time" -> {
        enqueued = Durations.parse(value);
        yield Durations.isDurationOrNone(value);
      }
      case "Run time" -> readRunTime(value);
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
        readiness = ReadyLine.parse(text);
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
    if (text.startsWith("Namespace=") || text.startsWith("OsenseMode=")) {
      return true; // ColorOS and its kin print these after the source
    }
    Matcher matcher = TAG.matcher(text);
    if (tag.isEmpty() && matcher.matches()) {
      tag = Optional.of(matcher.group(1));
      return true;
    }
    return false;
  }

  private boolean open(Group opened) {
    group = opened;
    return true;
  }

  private boolean readSource(String value) {
    Matcher matcher = SOURCE.matcher(value);
    if (!matcher.matches()) {
      return false;
    }
    Optional<Uid> uid = Uid.parse(matcher.group(1));
    OptionalInt user = number(matcher.group(2));
    if (uid.isEmpty() || user.isEmpty()) {
      return false;
    }
    source = Optional.of(new Job.Source(uid.get(), user.getAsInt(), matcher.group(3)));
    return true;
  }

  /** Names, then from API 28 their bits in brackets, which say nothing more. */
  private boolean readSet(String label, String value) {
    List<Constraint> names = new ArrayList<>();
    for (String word : value.split(" ", -1)) {
      if (!word.isEmpty() && !word.startsWith("[")) {
        names.add(new Constraint(word));
      }
    }
    sets.putIfAbsent(label, names);
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
    Matcher matcher = IMPLICIT.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    implicit.put(matcher.group(1), Boolean.parseBoolean(matcher.group(2)));
    if (matcher.group(3) != null) {
      implicit.put(matcher.group(3), Boolean.parseBoolean(matcher.group(4)));
    }
    if (matcher.group(5) != null) {
      String name =
          switch (matcher.group(5)) {
            case "started as EJ" -> "startedAsExpedited";
            case "started as UIJ" -> "startedAsUserInitiated";
            default -> matcher.group(5);
          };
      implicit.put(name, Boolean.parseBoolean(matcher.group(6)));
    }
    return true;
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

  private boolean readRunTime(String value) {
    Matcher matcher = RUN_TIME.matcher(value);
    if (!matcher.matches()) {
      return false;
    }
    earliest = Durations.parse(matcher.group(1));
    latest = Durations.parse(matcher.group(2));
    originalLatest = Optional.ofNullable(matcher.group(3)).flatMap(Durations::parse);
    return Durations.isDurationOrNone(matcher.group(1))
        && Durations.isDurationOrNone(matcher.group(2));
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

  private static Optional<LocalDateTime> localTime(String value) {
    StringBuilder digits = new StringBuilder(value.strip());
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 10);
      if (digit >= 0) {
        digits.setCharAt(i, (char) ('0' + digit));
      }
    }
    try {
      return Optional.of(LocalDateTime.parse(digits.toString().replace(' ', 'T')));
    } catch (DateTimeParseException e) {
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
