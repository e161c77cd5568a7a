package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobInfo.Backoff;
import io.github.jobdoctor.job.JobInfo.Periodic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines under {@code JobInfo:}, one at a time, trimmed. */
final class JobInfoParser {

  private static final Pattern PERIODIC = Pattern.compile("PERIODIC: interval=(\\S+) flex=(\\S+)");
  private static final Pattern BACKOFF = Pattern.compile("Backoff: policy=(\\d) initial=(\\S+)");

  /** {@code 300 [DEFAULT] effective=200 [LOW]}; before API 29 only the number. */
  private static final Pattern PRIORITY =
      Pattern.compile(
          "(-?\\d{1,9})(?: \\[([^\\]]*)\\])?(?: effective=(-?\\d{1,9}) \\[[^\\]]*\\])?");

  private static final Pattern CONTENT_URI = Pattern.compile("[0-9a-f]+ (\\S.*)", Pattern.DOTALL);

  private Optional<String> service = Optional.empty();
  private Optional<Periodic> periodic = Optional.empty();
  private boolean persisted;
  private OptionalInt priority = OptionalInt.empty();
  private OptionalInt effectivePriority = OptionalInt.empty();
  private OptionalInt bias = OptionalInt.empty();
  private int flags;
  private int internalFlags;
  private Optional<String> network = Optional.empty();
  private Optional<Duration> minimumLatency = Optional.empty();
  private Optional<Duration> maxExecutionDelay = Optional.empty();
  private Optional<Backoff> backoff = Optional.empty();
  private final List<String> contentUris = new ArrayList<>();
  private Optional<String> extras = Optional.empty();
  private Optional<String> traceTag = Optional.empty();
  private OptionalLong downloadBytes = OptionalLong.empty();
  private OptionalLong uploadBytes = OptionalLong.empty();

  /** Reads a label line; whether it was understood. */
  boolean read(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return readWithoutColon(line);
    }
    String value = colon + 2 <= line.length() ? line.substring(colon + 2) : "";
    return switch (line.substring(0, colon)) {
      case "Service" -> {
        service = Optional.of(value);
        yield true;
      }
      case "PERIODIC" -> readPeriodic(line);
      case "Priority" -> readPriority(value);
      case "Bias" -> readBias(value);
      case "Flags" -> {
        OptionalInt bits = hex(value);
        flags = bits.orElse(0);
        yield bits.isPresent();
      }
      case "Internal flags" -> {
        OptionalInt bits = hex(value);
        internalFlags = bits.orElse(0);
        yield bits.isPresent();
      }
      case "Network type" -> {
        network = Optional.of(value);
        yield true;
      }
      case "Network bytes", "Network download bytes" -> {
        downloadBytes = number(value);
        yield downloadBytes.isPresent();
      }
      case "Network upload bytes" -> {
        uploadBytes = number(value);
        yield uploadBytes.isPresent();
      }
      case "Minimum network chunk bytes" -> number(value).isPresent();
      case "Minimum latency" -> {
        minimumLatency = Durations.parse(value);
        yield minimumLatency.isPresent();
      }
      case "Max execution delay" -> {
        maxExecutionDelay = Durations.parse(value);
        yield maxExecutionDelay.isPresent();
      }
      case "Backoff" -> readBackoff(line);
      case "Extras" -> {
        extras = Optional.of(value);
        yield true;
      }
      case "Trace tag" -> {
        traceTag = Optional.of(value);
        yield true;
      }
      case "Trigger update delay", "Trigger max delay" -> Durations.parse(value).isPresent();
      // The constraint sets below repeat what these say, and say it for every level.
      case "Requires", "Transient extras", "Clip data", "Debug tags" -> true;
      case "Trigger content URIs", "Granted URI permissions" -> true;
      default -> readWithoutColon(line);
    };
  }

  private boolean readWithoutColon(String line) {
    if (line.equals("PERSISTED")) {
      persisted = true;
      return true;
    }
    return line.equals("Has early constraint")
        || line.equals("Has late constraint")
        || line.startsWith("Has media backup exemption=")
        // Under "Granted URI permissions:", at the same indent from API 31.
        || line.startsWith("mGrantFlags=")
        || line.startsWith("mTag=")
        || line.startsWith("mPermissionOwner=")
        || line.startsWith("#");
  }

  /** Reads a line under {@code Trigger content URIs:}. */
  boolean readContentUri(String line) {
    Matcher matcher = CONTENT_URI.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    contentUris.add(matcher.group(1));
    return true;
  }

  /** More lines of the extras: the app put line breaks into them. */
  void continueExtras(List<String> lines) {
    if (!lines.isEmpty()) {
      extras = extras.map(text -> text + "\n" + String.join("\n", lines));
    }
  }

  /** The trace tag that only the battery name holds. */
  void traceTagFromName(String tag) {
    if (traceTag.isEmpty()) {
      traceTag = Optional.of(tag);
    }
  }

  JobInfo jobInfo() {
    return new JobInfo(
        service,
        periodic,
        persisted,
        priority,
        effectivePriority,
        bias,
        flags,
        internalFlags,
        network,
        minimumLatency,
        maxExecutionDelay,
        backoff,
        contentUris,
        extras,
        traceTag,
        downloadBytes,
        uploadBytes);
  }

  private boolean readPeriodic(String line) {
    Matcher matcher = PERIODIC.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    Optional<Duration> interval = Durations.parse(matcher.group(1));
    Optional<Duration> flex = Durations.parse(matcher.group(2));
    if (interval.isEmpty() || flex.isEmpty()) {
      return false;
    }
    periodic = Optional.of(new Periodic(interval.get(), flex.get()));
    return true;
  }

  private boolean readBackoff(String line) {
    Matcher matcher = BACKOFF.matcher(line);
    Optional<Duration> initial =
        matcher.matches() ? Durations.parse(matcher.group(2)) : Optional.empty();
    Optional<Backoff.Policy> policy =
        switch (matcher.matches() ? matcher.group(1) : "") {
          case "0" -> Optional.of(Backoff.Policy.LINEAR);
          case "1" -> Optional.of(Backoff.Policy.EXPONENTIAL);
          default -> Optional.empty();
        };
    if (initial.isEmpty() || policy.isEmpty()) {
      return false;
    }
    backoff = Optional.of(new Backoff(policy.get(), initial.get()));
    return true;
  }

  /** Up to API 32 this label holds what is called bias since; the two share no name but DEFAULT. */
  private boolean readPriority(String value) {
    Matcher matcher = PRIORITY.matcher(value);
    if (!matcher.matches()) {
      return false;
    }
    int number = Integer.parseInt(matcher.group(1));
    String name = matcher.group(2) == null ? "" : matcher.group(2);
    boolean sinceApi33 =
        switch (name) {
          case "MIN", "LOW", "HIGH", "MAX" -> true;
          case "DEFAULT" -> number != 0;
          default -> matcher.group(3) != null;
        };
    if (sinceApi33) {
      priority = OptionalInt.of(number);
    } else {
      bias = OptionalInt.of(number);
    }
    if (matcher.group(3) != null) {
      effectivePriority = OptionalInt.of(Integer.parseInt(matcher.group(3)));
    }
    return true;
  }

  private boolean readBias(String value) {
    Matcher matcher = PRIORITY.matcher(value);
    if (!matcher.matches()) {
      return false;
    }
    bias = OptionalInt.of(Integer.parseInt(matcher.group(1)));
    return true;
  }

  /** The bits before an optional explanation, as in {@code 1 HAS_FOREGROUND_EXEMPTION}. */
  private static OptionalInt hex(String value) {
    int end = value.indexOf(' ');
    try {
      return OptionalInt.of(
          Integer.parseUnsignedInt(end < 0 ? value : value.substring(0, end), 16));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static OptionalLong number(String value) {
    try {
      return OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
