package io.github.jobdoctor.agentlog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads one line, a head or a record. Fields that are not known are passed over: a newer agent may
 * write more. Of a field that stands there twice the last one counts.
 */
final class RecordParser {

  /**
   * Numbers beyond this do not survive every reader of JSON (RFC 7493, 2.2); none that the agent
   * writes comes near. Sums and differences of some of them cannot overflow.
   */
  static final long GREATEST = 1L << 53;

  private static final int SHOWN_OF_A_TEXT = 60;

  private final PlainLine plain = new PlainLine();
  private Optional<NotALineException> wrong;

  // The fields of both kinds of lines; empty where a line has none.
  private Optional<String> format;
  private OptionalLong version;
  private Optional<String> agent;
  private Optional<String> packageName;
  private Optional<String> log;
  private OptionalLong after;
  private OptionalLong firstSeq;
  private OptionalLong lastSeq;
  private OptionalLong created;
  private OptionalLong capacity;
  private Optional<String> origin;
  private Optional<String> originReason;

  private OptionalLong seq;
  private OptionalLong run;
  private Optional<String> task;
  private Optional<String> event;
  private Optional<String> trigger;
  private OptionalInt attempt;
  private OptionalLong wallTime;
  private OptionalLong elapsedMs;
  private OptionalInt bootCount;
  private Optional<String> outcome;
  private OptionalLong durationMs;
  private OptionalInt stopReason;
  private Optional<String> stopReasonText;
  private Optional<String> message;
  private OptionalInt pid;
  private Optional<String> appVersion;
  private Optional<String> standbyBucket;
  private Optional<List<String>> power;

  // What the records of one process have in common need not be made anew for each.
  private OptionalInt lastAttempt = OptionalInt.empty();
  private OptionalInt lastBootCount = OptionalInt.empty();
  private OptionalInt lastPid = OptionalInt.empty();

  /**
   * Takes in a line; {@link #isHead}, {@link #head} and {@link #record} then speak of it.
   *
   * @throws NotALineException when it is no JSON object
   */
  void read(byte[] buffer, int start, int length) throws NotALineException {
    forget();
    plain.begin(buffer, start, length);
    take(plain);
    if (!plain.isPlain()) {
      forget();
      try (JsonLine json = new JsonLine(buffer, start, length)) {
        take(json);
      }
    }
  }

  private void take(LineFields line) throws NotALineException {
    while (line.next()) {
      try {
        set(line.field(), line);
      } catch (NotALineException e) {
        // The line may be a head of another version, whose fields are of other types.
        wrong = wrong.isPresent() ? wrong : Optional.of(e);
      }
    }
  }

  private void forget() {
    wrong = Optional.empty();
    format = agent = packageName = log = origin = originReason = Optional.empty();
    task = event = trigger = outcome = stopReasonText = Optional.empty();
    message = appVersion = standbyBucket = Optional.empty();
    version = after = firstSeq = lastSeq = created = capacity = OptionalLong.empty();
    seq = run = wallTime = elapsedMs = durationMs = OptionalLong.empty();
    attempt = bootCount = stopReason = pid = OptionalInt.empty();
    power = Optional.empty();
  }

  private void set(Field field, LineFields value) throws NotALineException {
    switch (field) {
      case SEQ -> seq = number(value);
      case RUN -> run = number(value);
      case TASK -> task = value.word();
      case EVENT -> event = value.word();
      case TRIGGER -> trigger = value.word();
      case ATTEMPT -> attempt = lastAttempt = smallNumber(value, lastAttempt);
      case WALL_TIME -> wallTime = number(value);
      case ELAPSED_MS -> elapsedMs = number(value);
      case BOOT_COUNT -> bootCount = lastBootCount = smallNumber(value, lastBootCount);
      case OUTCOME -> outcome = value.word();
      case DURATION_MS -> durationMs = number(value);
      case STOP_REASON -> stopReason = smallNumber(value, OptionalInt.empty());
      case STOP_REASON_TEXT -> stopReasonText = value.word();
      case MESSAGE -> message = value.text();
      case PID -> pid = lastPid = smallNumber(value, lastPid);
      case APP_VERSION -> appVersion = value.word();
      case STANDBY_BUCKET -> standbyBucket = value.word();
      case POWER -> power = value.texts();
      case FORMAT -> format = value.word();
      case VERSION -> version = number(value);
      case AGENT -> agent = value.word();
      case PACKAGE -> packageName = value.word();
      case LOG -> log = value.word();
      case AFTER -> after = numberFrom(0, value);
      case FIRST_SEQ -> firstSeq = numberFrom(0, value);
      case LAST_SEQ -> lastSeq = numberFrom(0, value);
      case CREATED -> created = number(value);
      case CAPACITY -> capacity = number(value);
      case ORIGIN -> origin = value.word();
      case ORIGIN_REASON -> originReason = value.text();
      case OTHER -> {}
    }
  }

  private static OptionalLong number(LineFields value) throws NotALineException {
    return numberFrom(-GREATEST, value);
  }

  private static OptionalLong numberFrom(long least, LineFields value) throws NotALineException {
    long number = value.number();
    if (number < least || number > GREATEST) {
      throw new NotALineException(value.field() + " is out of range");
    }
    return OptionalLong.of(number);
  }

  private static OptionalInt smallNumber(LineFields value, OptionalInt last)
      throws NotALineException {
    long number = value.number();
    if (last.isPresent() && last.getAsInt() == number) {
      return last;
    }
    if (number != (int) number) {
      throw new NotALineException(value.field() + " is out of range");
    }
    return OptionalInt.of((int) number);
  }

  /** Whether the line is a head, of whatever format. */
  boolean isHead() {
    return format.isPresent();
  }

  /**
   * The line as a head.
   *
   * @throws UnusableLogException when it is of a format, or a version of it, that is not known here
   * @throws NotALineException when something is missing, or of another type
   */
  LogHead head() throws UnusableLogException, NotALineException {
    if (!LogHead.FORMAT.equals(format.orElseThrow())
        || version.isEmpty()
        || version.getAsLong() != LogHead.VERSION) {
      throw new UnusableLogException(
          "The log is in the format "
              + shown(format.get())
              + (version.isEmpty() ? " of no known version" : " version " + version.getAsLong())
              + agent.map(name -> ", written by agent " + shown(name)).orElse("")
              + "; this jobdoctor reads "
              + LogHead.FORMAT
              + " version "
              + LogHead.VERSION
              + ": the two must fit each other.");
    }
    refuseWrong();
    if (log.isEmpty() || firstSeq.isEmpty() || lastSeq.isEmpty()) {
      throw new NotALineException("a head without log, firstSeq or lastSeq");
    }
    return new LogHead(
        agent.orElse("unknown"),
        packageName,
        log.get(),
        after.orElse(0),
        firstSeq.getAsLong(),
        lastSeq.getAsLong(),
        created,
        capacity,
        origin,
        originReason,
        wallTime,
        elapsedMs);
  }

  private static String shown(String text) {
    return text.length() > SHOWN_OF_A_TEXT ? text.substring(0, SHOWN_OF_A_TEXT) + "..." : text;
  }

  private void refuseWrong() throws NotALineException {
    if (wrong.isPresent()) {
      throw wrong.get();
    }
  }

  /**
   * The line as a record.
   *
   * @throws NotALineException when what every record has is missing, or a field is of another type
   */
  LogRecord record() throws NotALineException {
    refuseWrong();
    if (seq.isEmpty() || seq.getAsLong() < 1 || event.isEmpty()) {
      throw new NotALineException("a record without seq or event");
    }
    if (wallTime.isEmpty() || elapsedMs.isEmpty()) {
      throw new NotALineException("a record without its time");
    }
    return new LogRecord(
        seq.getAsLong(),
        run,
        task,
        event.get(),
        trigger,
        attempt,
        wallTime.getAsLong(),
        elapsedMs.getAsLong(),
        bootCount,
        outcome,
        durationMs,
        stopReason,
        stopReasonText,
        message,
        pid,
        appVersion,
        standbyBucket,
        power);
  }
}
