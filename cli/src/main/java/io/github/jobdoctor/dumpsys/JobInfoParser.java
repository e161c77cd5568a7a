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

/** Reads the lines under {@code JobInfo:}, one at a time, trimmed. */
final class JobInfoParser {

  private static final String EFFECTIVE = " effective=";

  private final RepeatedValues values;

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

  JobInfoParser(RepeatedValues values) {
    this.values = values;
  }

  /** Reads a label line; whether it was understood. */
  boolean read(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return readWithoutColon(line);
    }
    String value = colon + 2 <= line.length() ? line.substring(colon + 2) : "";
    return switch (line.substring(0, colon)) {
      case "Service" -> {
        service = Optional.of(values.text(value));
        yield true;
      }
      case "PERIODIC" -> readPeriodic(value);
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
        network = Optional.of(values.text(value));
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
      case "Backoff" -> {
        backoff = values.backoff(value);
        yield backoff.isPresent();
      }
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
    int flags = 0;
    while (flags < line.length() && Character.digit(line.charAt(flags), 16) >= 0) {
      flags++;
    }
    int uri = flags + 1;
    if (flags == 0 || uri >= line.length() || !line.startsWith(" ", flags) || isSpace(line, uri)) {
      return false;
    }
    contentUris.add(line.substring(uri));
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

  /** {@code interval=D flex=D}. */
  private boolean readPeriodic(String value) {
    int flexLabel = value.indexOf(" flex=");
    if (!value.startsWith("interval=") || flexLabel < 0) {
      return false;
    }
    Optional<Duration> interval = Durations.parse(value.substring("interval=".length(), flexLabel));
    Optional<Duration> flex = Durations.parse(value.substring(flexLabel + " flex=".length()));
    if (interval.isEmpty() || flex.isEmpty()) {
      return false;
    }
    periodic = Optional.of(new Periodic(interval.get(), flex.get()));
    return true;
  }

  /** {@code policy=N initial=D}. */
  static Optional<Backoff> backoff(String value) {
    int initial = value.indexOf(" initial=");
    Optional<Backoff.Policy> policy =
        switch (initial < 0 ? "" : value.substring(0, initial)) {
          case "policy=0" -> Optional.of(Backoff.Policy.LINEAR);
          case "policy=1" -> Optional.of(Backoff.Policy.EXPONENTIAL);
          default -> Optional.empty();
        };
    return policy.flatMap(
        growth ->
            Durations.parse(value.substring(initial + " initial=".length()))
                .map(wait -> new Backoff(growth, wait)));
  }

  /**
   * {@code 300 [DEFAULT] effective=200 [LOW]}; before API 29 only the number. Up to API 32 this
   * label holds what is called bias since; the two share no name but DEFAULT.
   */
  private boolean readPriority(String value) {
    OptionalInt number = leadingNumber(value);
    if (number.isEmpty()) {
      return false;
    }
    int open = value.indexOf('[');
    int close = value.indexOf(']');
    String name = open < 0 || close < open ? "" : value.substring(open + 1, close);
    int effective = value.indexOf(EFFECTIVE);
    boolean sinceApi33 =
        switch (name) {
          case "MIN", "LOW", "HIGH", "MAX" -> true;
          case "DEFAULT" -> number.getAsInt() != 0;
          default -> effective > 0;
        };
    if (sinceApi33) {
      priority = number;
    } else {
      bias = number;
    }
    if (effective > 0) {
      effectivePriority = leadingNumber(value.substring(effective + EFFECTIVE.length()));
      return effectivePriority.isPresent();
    }
    return true;
  }

  private boolean readBias(String value) {
    bias = leadingNumber(value);
    return bias.isPresent();
  }

  /** The number before a name in brackets, as in {@code 40 [TOP_APP]}, or alone. */
  private static OptionalInt leadingNumber(String value) {
    int end = value.indexOf(" [");
    return JobHeading.jobId(end < 0 ? value : value.substring(0, end));
  }

  private static boolean isSpace(String line, int at) {
    return Character.isWhitespace(line.charAt(at));
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
