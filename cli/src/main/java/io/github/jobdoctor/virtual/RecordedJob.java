package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One job of a recorded dump: its block of lines, as they were recorded, and what has become of it
 * since. A block that nothing happened to is given back word for word.
 */
final class RecordedJob {

  // "  JOB #u0a1/5: 1a2b3c pkg/.Cls" and, from API 34 on, "  JOB my.ns:u0a1/5: 1a2b3c
  // @my.ns@pkg/.Cls"
  private static final Pattern HEADER =
      Pattern.compile("  JOB (?:#|(.*):)(\\w+)/(-?\\d+): ([0-9a-f]+) (.*)");

  private static final Pattern SOURCE =
      Pattern.compile(" *Source: uid=(\\w+) user=(\\d+) pkg=(\\S+)");

  // "PERIODIC: interval=+15m0s0ms flex=+5m0s0ms"
  private static final Pattern PERIOD = Pattern.compile(" interval=(\\S+) flex=(\\S+)");

  private static final Pattern LATEST = Pattern.compile(" latest=([^,]+)");

  private static final DateTimeFormatter WALL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final RecordedJobKey key;
  private final String hash;
  private final String name;
  private final int sourceUid;
  private final String sourcePackage;
  private final List<String> lines;
  private final List<String> recorded;

  /** The lines that repeat whether these two are satisfied, from API 29 on. */
  private static final Map<String, String> IMPLICIT =
      Map.of(
          "DEVICE_NOT_DOZING", "readyNotDozing:",
          "BACKGROUND_NOT_RESTRICTED", "readyNotRestrictedInBg:");

  private OverrideState override = OverrideState.NONE;
  private final boolean recordedPending;
  private boolean pending;
  private boolean active;
  private boolean changed;
  private Optional<Instant> rescheduledAt = Optional.empty();

  /** The end of the window of a periodic job that has run here. */
  private Optional<Instant> latestRunTime = Optional.empty();

  RecordedJob(List<String> lines) {
    this.lines = new ArrayList<>(lines);
    recorded = List.copyOf(lines);
    Matcher header = HEADER.matcher(lines.get(0));
    if (!header.matches()) {
      throw new IllegalArgumentException("not the first line of a job: " + lines.get(0));
    }
    key =
        new RecordedJobKey(
            header.group(1) == null ? "" : header.group(1),
            UidText.parse(header.group(2)),
            Integer.parseInt(header.group(3)));
    hash = header.group(4);
    name = header.group(5);
    Matcher source =
        lines.stream()
            .map(SOURCE::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no source: " + lines.get(0)));
    sourceUid = UidText.parse(source.group(1));
    sourcePackage = source.group(3);
    recordedPending = !readyTerm("!pending");
    pending = recordedPending;
    active = !readyTerm("!active");
  }

  static boolean isHeader(String line) {
    return HEADER.matcher(line).matches();
  }

  RecordedJobKey key() {
    return key;
  }

  /** The name that the battery statistics and the job history use. */
  String name() {
    return name;
  }

  int sourceUid() {
    return sourceUid;
  }

  String sourcePackage() {
    return sourcePackage;
  }

  /** The component that runs the job, shortened: {@code pkg/.Cls}. */
  String service() {
    return value("Service:").orElse(name).strip();
  }

  /** The package that holds the job's service; for syncs it is {@code android}. */
  String servicePackage() {
    String service = service();
    return service.substring(0, Math.max(0, service.indexOf('/')));
  }

  /** The uid and the number, as most lists name the job: {@code u0a123/5}. */
  String uidAndId() {
    return UidText.format(key.callingUid()) + "/" + key.jobId();
  }

  /** As the pending and active lists name the job: {@code 1a2b {ns} #u0a123/5 pkg/.Cls}. */
  String shortString() {
    String namespace = key.namespace().isEmpty() ? "" : " {" + key.namespace() + "}";
    return hash + namespace + " #" + uidAndId() + " " + name;
  }

  /** As {@code cmd jobscheduler stop} names it: {@code #u0a1/5} or {@code ns:u0a1/5}. */
  String uniqueId() {
    return (key.namespace().isEmpty() ? "#" : key.namespace() + ":") + uidAndId();
  }

  boolean isPeriodic() {
    return value("PERIODIC:").isPresent();
  }

  boolean isPending() {
    return pending;
  }

  boolean isActive() {
    return active;
  }

  OverrideState override() {
    return override;
  }

  void override(OverrideState next) {
    changed = changed || override != next;
    override = next;
  }

  void started() {
    changed = true;
    pending = false;
    active = true;
  }

  void stopped() {
    changed = true;
    active = false;
  }

  /**
   * A periodic job has run: Android puts its next window into the period after the one in which it
   * ran, also when it was made to run before its window.
   */
  void rescheduled(Instant now) {
    stopped();
    override = OverrideState.NONE;
    latestRunTime =
        Optional.of(latestRunTime.orElseGet(() -> now.plus(recordedLatest())).plus(interval()));
    rescheduledAt = Optional.of(now);
    set("Satisfied constraints:", list -> Constraints.with(list, "TIMING_DELAY", false));
    set("Unsatisfied constraints:", list -> Constraints.with(list, "TIMING_DELAY", true));
  }

  /** The constraints that the app, or the bucket, asks for. */
  Set<String> wanted() {
    Set<String> wanted = new LinkedHashSet<>(constraints("Required constraints:"));
    wanted.addAll(constraints("Dynamic constraints:"));
    return wanted;
  }

  /** A constraint becomes satisfied, or ceases to be. */
  void satisfy(String constraint, boolean satisfied) {
    put(
        constraint,
        satisfied,
        !satisfied && wanted().contains(constraint),
        Optional.of(" " + satisfied));
  }

  /** The same as the recording has it. */
  void satisfyAsRecorded(String constraint) {
    put(
        constraint,
        isRecorded("Satisfied constraints:", constraint),
        isRecorded("Unsatisfied constraints:", constraint),
        Optional.ofNullable(IMPLICIT.get(constraint)).flatMap(label -> value(recorded, label)));
  }

  private boolean isRecorded(String label, String constraint) {
    return Constraints.names(value(recorded, label).orElse("")).contains(constraint);
  }

  private void put(
      String constraint, boolean satisfied, boolean missed, Optional<String> implicit) {
    set("Satisfied constraints:", list -> Constraints.with(list, constraint, satisfied));
    set("Unsatisfied constraints:", list -> Constraints.with(list, constraint, missed));
    if (IMPLICIT.containsKey(constraint) && implicit.isPresent()) {
      set(IMPLICIT.get(constraint), old -> implicit.get());
    }
  }

  /**
   * Its app's standby bucket.
   *
   * @param name null for the recorded one
   */
  void bucket(String name) {
    String text = name == null ? value(recorded, "Standby bucket:").orElse("") : " " + name;
    set("Standby bucket:", old -> text);
  }

  /** Whether its app was recorded in the bucket in which no job runs. */
  boolean wasInNever() {
    return value(recorded, "Standby bucket:").orElse("").strip().equals("NEVER");
  }

  /** A pending job whose conditions have gone waits again, and one whose have come is back. */
  void queueAgain(boolean ready) {
    if (!changed) {
      pending = recordedPending && (ready || lines.equals(recorded));
    }
  }

  /** What follows a label that begins a line; absent when no line begins with it. */
  Optional<String> value(String label) {
    return value(lines, label);
  }

  private static Optional<String> value(List<String> lines, String label) {
    for (String line : lines) {
      String text = line.stripLeading();
      if (text.startsWith(label)) {
        return Optional.of(text.substring(label.length()));
      }
    }
    return Optional.empty();
  }

  Set<String> constraints(String label) {
    return Constraints.names(value(label).orElse(""));
  }

  /** A truth value with this label; {@code absent} when there is no such line. */
  boolean flag(String label, boolean absent) {
    return value(label).map(text -> text.strip().startsWith("true")).orElse(absent);
  }

  /** A term of the recorded {@code Ready:} line; true when that level does not print it. */
  boolean readyTerm(String term) {
    String ready = value("Ready:").orElse("");
    Matcher matcher =
        Pattern.compile("[ (]" + Pattern.quote(term) + "=(true|false)").matcher(ready);
    return !matcher.find() || matcher.group(1).equals("true");
  }

  /** The block as it is now. */
  List<String> block(int apiLevel, Instant now) {
    if (!changed && lines.equals(recorded)) {
      return lines;
    }
    List<String> block = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("Ready:")) {
        block.add(readyLine(apiLevel));
      } else if (rescheduledAt.isPresent() && text.startsWith("Enqueue time:")) {
        block.add(
            "    Enqueue time: " + DumpDuration.format(Duration.between(now, rescheduledAt.get())));
      } else if (rescheduledAt.isPresent() && text.startsWith("Run time:")) {
        block.add(runTimeLine(apiLevel, now));
        block.add("    Last successful run: " + WALL_TIME.format(rescheduledAt.get()));
      } else if (rescheduledAt.isEmpty() || !text.startsWith("Last successful run:")) {
        block.add(line);
      }
    }
    return block;
  }

  // "    Run time: earliest=-2m25s114ms, latest=+23h57m34s885ms, original latest=…"
  private Duration recordedLatest() {
    Matcher latest = LATEST.matcher(value("Run time:").orElse(""));
    return latest.find() ? DumpDuration.parse(latest.group(1)) : Duration.ZERO;
  }

  private Duration interval() {
    return DumpDuration.parse(period().group(1));
  }

  private Duration flex() {
    return DumpDuration.parse(period().group(2));
  }

  private Matcher period() {
    Matcher period = PERIOD.matcher(value("PERIODIC:").orElse(""));
    if (!period.matches()) {
      throw new IllegalStateException("not periodic: " + name);
    }
    return period;
  }

  private String runTimeLine(int apiLevel, Instant now) {
    Duration left = Duration.between(now, latestRunTime.orElse(now));
    String latest = DumpDuration.format(left);
    return "    Run time: earliest="
        + DumpDuration.format(left.minus(flex()))
        + ", latest="
        + latest
        + (apiLevel >= 29 ? ", original latest=" + latest : "");
  }

  private String readyLine(int apiLevel) {
    boolean job = Readiness.of(this, apiLevel).jobIsReady();
    boolean ready =
        job
            && !pending
            && !active
            && readyTerm("user")
            && readyTerm("!restricted")
            && readyTerm("!backingup")
            && readyTerm("comp");
    return ("    Ready:" + value("Ready:").orElseThrow())
        .replaceFirst("Ready: (true|false)", "Ready: " + ready)
        .replaceFirst("job=(true|false)", "job=" + job)
        .replaceFirst("!pending=(true|false)", "!pending=" + !pending)
        .replaceFirst("!active=(true|false)", "!active=" + !active);
  }

  private void set(String label, java.util.function.UnaryOperator<String> change) {
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).stripLeading();
      if (text.startsWith(label)) {
        String indent = lines.get(i).substring(0, lines.get(i).length() - text.length());
        lines.set(i, indent + label + change.apply(text.substring(label.length())));
        return;
      }
    }
  }
}
