package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Constraints;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.PastRuns;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.RunTimes;
import io.github.jobdoctor.job.Standby;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
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

  /** The labels of a job. */
  private enum Label {
    SOURCE("Source"),
    JOB_INFO("JobInfo"),
    REQUIRED("Required constraints"),
    PREFERRED("Preferred constraints"),
    DYNAMIC("Dynamic constraints"),
    SATISFIED("Satisfied constraints"),
    UNSATISFIED("Unsatisfied constraints"),
    REQUIRED_FLEXIBLE("Num Required Flexible constraints"),
    DROPPED_FLEXIBLE("Num Dropped Flexible constraints"),
    CONSTRAINT_HISTORY("Constraint history"),
    CHANGED_AUTHORITIES("Changed authorities"),
    CHANGED_URIS("Changed URIs"),
    PENDING_WORK("Pending work"),
    EXECUTING_WORK("Executing work"),
    DOZE_WHITELISTED("Doze whitelisted"),
    UID("Uid"),
    EXEMPTED("Is exempted from app standby"),
    TRACKING("Tracking"),
    IMPLICIT("Implicit constraints"),
    FOREGROUND_FLAG("Started with foreground flag"),
    BACKGROUND_RESTRICTED("User BG restricted"),
    NETWORK("Network"),
    BUCKET("Standby bucket"),
    BASE_HEARTBEAT("Base heartbeat"),
    ENQUEUE_TIME("Enqueue time"),
    RUN_TIME("Run time"),
    EARLIEST("Earliest run time"),
    LATEST("Latest run time"),
    NUM_FAILURES("Num failures"),
    NUM_SYSTEM_STOPS("Num system stops"),
    LAST_SUCCESSFUL("Last successful run"),
    LAST_FAILED("Last failed run"),
    LAST_HEARTBEAT("Last run heartbeat"),
    RESTRICTED_DUE_TO("Restricted due to"),
    READY("Ready");

    private final String text;

    Label(String text) {
      this.text = text;
    }
  }

  private static final Labels<Label> LABELS = new Labels<>(Label.values(), label -> label.text);

  private static final String EARLIEST_LABEL = "earliest=";
  private static final String LATEST_LABEL = ", latest=";
  private static final String ORIGINAL_LABEL = ", original latest=";
  private static final String CUMULATIVE = "Cumulative execution time=";

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
  private final Map<Label, List<Constraint>> sets = new EnumMap<>(Label.class);
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
  static Job parse(LineCursor cursor, JobBlocks.Block block, RepeatedValues values) {
    return new JobBlockParser(cursor, block, values).parse();
  }

  private Job parse() {
    JobHeading heading = block.heading();
    List<String> lines = block.pasted() ? Indents.restored(block.lines()) : block.lines();
    ExtrasGap gap = ExtrasGap.in(lines);
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean understood = gap.contains(i) ? readText(line) : line.isBlank() || read(line);
      if (!understood) {
        cursor.unreadOrVendor(block.number(i), line);
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
        name(heading.name()),
        tag,
        source,
        info.jobInfo(),
        new Constraints(
            set(Label.REQUIRED),
            set(Label.PREFERRED),
            set(Label.DYNAMIC),
            set(Label.SATISFIED),
            set(Label.UNSATISFIED)),
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
        block.placed());
  }

  /** The name of the heading: most often the component, of which there is a string already. */
  private String name(String inHeading) {
    return info.service().filter(inHeading::equals).orElse(inHeading);
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
          yield info.read(line, indent);
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

  private List<Constraint> set(Label label) {
    return sets.getOrDefault(label, List.of());
  }

  private boolean read(String line) {
    int indent = LineCursor.indent(line);
    if (indent <= LABEL_INDENT) {
      group = Group.NONE;
      return indent == LABEL_INDENT && readLabel(line);
    }
    if (group == Group.CONTENT_URIS && indent <= groupIndent) {
      group = Group.JOB_INFO;
    }
    return switch (group) {
      // Somebody may have left out the label above it.
      case NONE ->
          info.service().isEmpty()
              && line.startsWith("Service: ", indent)
              && info.read(line, indent);
      case OTHER -> true;
      case JOB_INFO -> {
        if (line.endsWith("Trigger content URIs:")) {
          group = Group.CONTENT_URIS;
          groupIndent = indent;
        }
        yield info.read(line, indent);
      }
      case CONTENT_URIS -> info.readContentUri(line.substring(indent));
      case IMPLICIT -> readImplicit(line);
      case STANDBY -> readStandby(line.substring(indent));
    };
  }

  private boolean readLabel(String line) {
    Label label = LABELS.of(line, LABEL_INDENT);
    if (label == null) {
      return readUnlabelled(line);
    }
    return switch (label) {
      case SOURCE -> {
        source = source.or(() -> values.source(line));
        yield source.isPresent();
      }
      case JOB_INFO -> open(Group.JOB_INFO);
      case REQUIRED, PREFERRED, DYNAMIC, SATISFIED, UNSATISFIED -> {
        sets.putIfAbsent(label, values.constraints(line));
        yield true;
      }
      case IMPLICIT -> open(Group.IMPLICIT);
      case CONSTRAINT_HISTORY, CHANGED_AUTHORITIES, CHANGED_URIS, PENDING_WORK, EXECUTING_WORK ->
          open(Group.OTHER);
      case TRACKING, FOREGROUND_FLAG -> true;
      case DOZE_WHITELISTED -> {
        dozeWhitelisted = line.endsWith(": true");
        yield true;
      }
      case UID -> {
        uidActive = line.endsWith(": active");
        yield uidActive;
      }
      case EXEMPTED -> {
        exempted = true;
        yield true;
      }
      case BACKGROUND_RESTRICTED -> {
        backgroundRestricted = true;
        yield true;
      }
      case BUCKET -> {
        bucket = values.bucket(line);
        yield open(Group.STANDBY);
      }
      case RESTRICTED_DUE_TO -> {
        restrictedDueTo = values.restrictions(line);
        yield true;
      }
      case READY -> {
        readiness = values.readiness(line);
        yield readiness.isPresent();
      }
      case BASE_HEARTBEAT -> isNumber(line) && open(Group.STANDBY);
      case REQUIRED_FLEXIBLE, DROPPED_FLEXIBLE, LAST_HEARTBEAT -> isNumber(line);
      default -> readNumberOrTime(label, Labels.value(line));
    };
  }

  private boolean readNumberOrTime(Label label, String value) {
    return switch (label) {
      case NETWORK -> {
        network = number(value);
        yield network.isPresent();
      }
      case NUM_FAILURES -> {
        OptionalInt number = number(value);
        numFailures = number.orElse(0);
        yield number.isPresent();
      }
      case NUM_SYSTEM_STOPS -> {
        OptionalInt number = number(value);
        numSystemStops = number.orElse(0);
        yield number.isPresent();
      }
      case ENQUEUE_TIME -> {
        enqueued = Durations.parse(value);
        yield enqueued.isPresent() || Durations.isDurationOrNone(value);
      }
      case RUN_TIME -> readRunTime(value);
      case EARLIEST -> {
        earliest = Durations.parseElapsed(value);
        yield earliest.isPresent() || value.equals("none");
      }
      case LATEST -> {
        latest = Durations.parseElapsed(value);
        yield latest.isPresent() || value.equals("none");
      }
      case LAST_SUCCESSFUL -> {
        lastSuccessful = localTime(value);
        yield lastSuccessful.isPresent();
      }
      case LAST_FAILED -> {
        lastFailed = localTime(value);
        yield lastFailed.isPresent();
      }
      default -> false;
    };
  }

  private boolean readUnlabelled(String line) {
    if (line.startsWith(CUMULATIVE, LABEL_INDENT)) {
      Optional<Duration> time = Durations.parse(line.substring(LABEL_INDENT + CUMULATIVE.length()));
      cumulativeExecution = time.orElse(Duration.ZERO);
      return time.isPresent();
    }
    if (tag.isEmpty()) {
      tag = values.tag(line);
      return tag.isPresent();
    }
    return false;
  }

  private boolean open(Group opened) {
    group = opened;
    return true;
  }

  private boolean readImplicit(String line) {
    ImplicitLine read = values.implicit(line);
    implicit.putAll(read.terms());
    return read.whole();
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
    int latestLabel = value.indexOf(LATEST_LABEL);
    if (!value.startsWith(EARLIEST_LABEL) || latestLabel < 0) {
      return false;
    }
    int originalLabel = value.indexOf(ORIGINAL_LABEL, latestLabel);
    String first = value.substring(EARLIEST_LABEL.length(), latestLabel);
    String last =
        value
            .substring(
                latestLabel + LATEST_LABEL.length(),
                originalLabel < 0 ? value.length() : originalLabel)
            .stripTrailing();
    earliest = Durations.parse(first);
    latest = Durations.parse(last);
    if (originalLabel >= 0) {
      String original = value.substring(originalLabel + ORIGINAL_LABEL.length()).stripTrailing();
      originalLatest = original.equals(last) ? latest : Durations.parse(original);
    }
    return (earliest.isPresent() || Durations.isDurationOrNone(first))
        && (latest.isPresent() || Durations.isDurationOrNone(last));
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
          LocalDateTime.of(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isNumber(String line) {
    return number(Labels.value(line)).isPresent();
  }

  private static OptionalInt number(String value) {
    return JobHeading.jobId(value.strip());
  }
}
