package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Durations;
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

  /** The labels of a job's info. */
  private enum Label {
    SERVICE("Service"),
    PERIODIC("PERIODIC"),
    PERSISTED("PERSISTED"),
    PRIORITY("Priority"),
    BIAS("Bias"),
    FLAGS("Flags"),
    INTERNAL_FLAGS("Internal flags"),
    REQUIRES("Requires"),
    CONTENT_URIS("Trigger content URIs"),
    UPDATE_DELAY("Trigger update delay"),
    MAX_DELAY("Trigger max delay"),
    EXTRAS("Extras"),
    TRANSIENT_EXTRAS("Transient extras"),
    CLIP_DATA("Clip data"),
    URI_PERMISSIONS("Granted URI permissions"),
    NETWORK_TYPE("Network type"),
    BYTES("Network bytes"),
    DOWNLOAD_BYTES("Network download bytes"),
    UPLOAD_BYTES("Network upload bytes"),
    CHUNK_BYTES("Minimum network chunk bytes"),
    MINIMUM_LATENCY("Minimum latency"),
    MAX_EXECUTION_DELAY("Max execution delay"),
    BACKOFF("Backoff"),
    EARLY_CONSTRAINT("Has early constraint"),
    LATE_CONSTRAINT("Has late constraint"),
    TRACE_TAG("Trace tag"),
    DEBUG_TAGS("Debug tags");

    private final String text;

    Label(String text) {
      this.text = text;
    }
  }

  private static final Labels<Label> LABELS = new Labels<>(Label.values(), label -> label.text);

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
  boolean read(String line, int indent) {
    Label label = LABELS.of(line, indent);
    if (label == null) {
      return isKnown(line, indent);
    }
    return switch (label) {
      case PERSISTED -> {
        persisted = true;
        yield true;
      }
      case SERVICE -> {
        service = values.text(line);
        yield true;
      }
      case NETWORK_TYPE -> {
        network = values.text(line);
        yield true;
      }
      case BACKOFF -> {
        backoff = values.backoff(line);
        yield backoff.isPresent();
      }
      case TRACE_TAG -> {
        traceTag = values.text(line);
        yield true;
      }
      case EXTRAS -> {
        extras = Optional.of(Labels.value(line));
        yield true;
      }
      // The constraint sets below repeat what these say, and say it for every level.
      case REQUIRES,
          EARLY_CONSTRAINT,
          LATE_CONSTRAINT,
          TRANSIENT_EXTRAS,
          CLIP_DATA,
          DEBUG_TAGS,
          CONTENT_URIS,
          URI_PERMISSIONS ->
          true;
      case UPDATE_DELAY, MAX_DELAY -> Durations.parse(Labels.value(line)).isPresent();
      case CHUNK_BYTES -> number(Labels.value(line)).isPresent();
      case PERIODIC -> readPeriodic(Labels.value(line));
      default -> readNumber(label, Labels.value(line));
    };
  }

  private boolean readNumber(Label label, String value) {
    return switch (label) {
      case PRIORITY -> readPriority(value);
      case BIAS -> readBias(value);
      case FLAGS -> {
        OptionalInt bits = hex(value);
        flags = bits.orElse(0);
        yield bits.isPresent();
      }
      case INTERNAL_FLAGS -> {
        OptionalInt bits = hex(value);
        internalFlags = bits.orElse(0);
        yield bits.isPresent();
      }
      case BYTES, DOWNLOAD_BYTES -> {
        downloadBytes = number(value);
        yield downloadBytes.isPresent();
      }
      case UPLOAD_BYTES -> {
        uploadBytes = number(value);
        yield uploadBytes.isPresent();
      }
      case MINIMUM_LATENCY -> {
        minimumLatency = Durations.parse(value);
        yield minimumLatency.isPresent();
      }
      case MAX_EXECUTION_DELAY -> {
        maxExecutionDelay = Durations.parse(value);
        yield maxExecutionDelay.isPresent();
      }
      default -> false;
    };
  }

  private static boolean isKnown(String line, int indent) {
    return line.startsWith("Has media backup exemption=", indent)
        // Under "Granted URI permissions:", at the same indent from API 31.
        || line.startsWith("mGrantFlags=", indent)
        || line.startsWith("mTag=", indent)
        || line.startsWith("mPermissionOwner=", indent)
        || line.startsWith("#", indent);
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

  Optional<String> service() {
    return service;
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
  static Optional<Backoff> backoff(String line) {
    String value = Labels.value(line);
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
