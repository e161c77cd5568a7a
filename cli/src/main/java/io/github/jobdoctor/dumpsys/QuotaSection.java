package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.dumpsys.Values.UserPackage;
import io.github.jobdoctor.job.Controllers.PackageAlarm;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.Quota.Bump;
import io.github.jobdoctor.job.Quota.Debit;
import io.github.jobdoctor.job.Quota.ExecutionStats;
import io.github.jobdoctor.job.Quota.JobQuota;
import io.github.jobdoctor.job.Quota.Kind;
import io.github.jobdoctor.job.Quota.Session;
import io.github.jobdoctor.job.Quota.Standing;
import io.github.jobdoctor.job.Quota.Timer;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code QuotaController:}, API 29 to 37. */
final class QuotaSection {

  private static final String STATS_BEGIN = ": expirationTime=";

  private final DeviceFacts device;
  private final TrackedJobs tracked;
  private Optional<Fact<Boolean>> enabled = Optional.empty();
  private Optional<Fact<Boolean>> throttling = Optional.empty();
  private Optional<Fact<List<Uid>>> foreground = Optional.empty();
  private Optional<Fact<List<Uid>>> top = Optional.empty();
  private Optional<Fact<List<Uid>>> topGrace = Optional.empty();
  private Optional<Fact<List<Uid>>> allowlisted = Optional.empty();
  private final Map<JobKey, JobQuota> jobs = new LinkedHashMap<>();
  private final List<Timer> timers = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Bump> bumps = new ArrayList<>();
  private final List<ExecutionStats> stats = new ArrayList<>();
  private final List<Debit> debits = new ArrayList<>();
  private final List<PackageAlarm> alarms = new ArrayList<>();
  private TrackedJobs.Tracked job;
  private Kind kind = Kind.REGULAR;
  private UserPackage owner;

  private enum Part {
    TOP,
    STATS,
    DEBITS,
    ALARMS,
    SKIPPED
  }

  QuotaSection(DeviceFacts device, TrackedJobs tracked) {
    this.device = device;
    this.tracked = tracked;
  }

  /** Reads the section. */
  Quota read(SectionLines lines) throws IOException {
    Part part = Part.TOP;
    while (lines.next()) {
      String text = lines.text();
      Part next = part(text);
      if (next != null) {
        part = next;
        continue;
      }
      boolean read =
          switch (part) {
            case TOP -> readTop(lines);
            case STATS -> readStats(lines);
            case DEBITS -> readDebit(text, lines.line());
            case ALARMS -> readAlarm(lines);
            case SKIPPED -> readTop(lines) || isSkipped(text);
          };
      if (!read) {
        lines.unread();
      }
    }
    return new Quota(
        enabled,
        throttling,
        foreground,
        top,
        topGrace,
        allowlisted,
        jobs,
        timers,
        sessions,
        bumps,
        stats,
        debits,
        alarms);
  }

  private static Part part(String text) {
    return switch (text) {
      case "Cached execution stats:" -> Part.STATS;
      case "EJ debits:" -> Part.DEBITS;
      case "In quota alarms:" -> Part.ALARMS;
      case "Special apps:", "Aconfig Flags:", "Aconfig flags:", "Cached UID->package map:" ->
          Part.SKIPPED;
      default -> null;
    };
  }

  /** Entries of lists that mean nothing for jobs: flags, installers, packages of uids. */
  private static boolean isSkipped(String text) {
    return text.indexOf('=') > 0 || text.indexOf(": ") > 0 || text.endsWith(":");
  }

  private boolean readTop(SectionLines lines) {
    String text = lines.text();
    char first = text.charAt(0);
    if (job != null && readStanding(text, lines.line())) {
      return true;
    }
    if (first >= '0' && first <= '9' && readSession(lines)) {
      return true;
    }
    TrackedJobs.Tracked next = tracked.of(text);
    if (next != null) {
      job = next;
      return true;
    }
    if (text.contains("Timer<") || text.startsWith("Timer{") || text.startsWith("TopAppTimer{")) {
      return readTimer(lines);
    }
    return text.equals("Saved sessions:")
        || text.equals("Saved events:")
        || readSingle(text, lines.line())
        || (owner != null && JobHeading.parseShort(text).isPresent())
        || readBump(lines);
  }

  private boolean readSingle(String text, DumpLine line) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return false;
    }
    String value = text.substring(colon + 2).strip();
    switch (text.substring(0, colon)) {
      case "Is enabled" -> enabled = Values.bool(value, line);
      case "Is throttling" -> throttling = Values.bool(value, line);
      case "Foreground UIDs" -> foreground = uids(value, line);
      case "Cached top apps" -> top = uids(value, line);
      case "Cached top app grace period" -> topGrace = uids(value, line);
      case "Cached temp allowlist" -> allowlisted = uids(value, line);
      case "Cached temp allowlist grace period", "Current elapsed time" -> {}
      default -> {
        return device.read(text, line);
      }
    }
    return true;
  }

  private static Optional<Fact<List<Uid>>> uids(String value, DumpLine line) {
    return Values.uidsOfMap(value).map(list -> new Fact<>(list, line));
  }

  /** {@code WORKING_SET, within regular quota, 598000ms remaining in quota}. */
  private boolean readStanding(String text, DumpLine line) {
    int first = text.indexOf(", ");
    int second = first < 0 ? -1 : text.indexOf(", ", first + 2);
    if (second < 0) {
      return false;
    }
    Standing standing =
        switch (text.substring(first + 2, second)) {
          case "within quota", "within regular quota" -> Standing.WITHIN_REGULAR;
          case "not within quota" -> Standing.OUT_OF_REGULAR;
          case "within EJ quota" -> Standing.WITHIN_EXPEDITED;
          case "out of EJ quota" -> Standing.OUT_OF_EXPEDITED;
          default -> null;
        };
    if (standing == null) {
      return false;
    }
    OptionalLong left = Values.leadingNumber(text.substring(second + 2));
    jobs.put(
        job.key(),
        new JobQuota(
            job.rest().contains("(TOP)"),
            new StandbyBucket(text.substring(0, first)),
            standing,
            left.isPresent() ? Optional.of(Durations.ofMillis(left.getAsLong())) : Optional.empty(),
            line));
    job = null;
    return true;
  }

  /**
   * {@code Timer<REG>{<0>com.x} NOT active, 0 running bg jobs}, {@code Timer<EJ>{<0>com.x} started
   * at 181141499 (123090ms ago), 1 running bg jobs (debit adj=0)}.
   */
  private boolean readTimer(SectionLines lines) {
    String text = lines.text();
    int open = text.indexOf('{');
    int close = text.indexOf('}', open);
    Optional<UserPackage> named =
        close < 0 ? Optional.empty() : UserPackage.parse(text.substring(open + 1, close));
    if (named.isEmpty()) {
      return false;
    }
    kind =
        text.startsWith("TopAppTimer")
            ? Kind.TOP_APP
            : text.startsWith("Timer<EJ>") ? Kind.EXPEDITED : Kind.REGULAR;
    owner = named.get();
    job = null;
    Optional<Duration> started = Optional.empty();
    int ago = text.indexOf("ms ago)");
    int paren = text.lastIndexOf('(', ago);
    if (ago > 0 && paren > 0) {
      OptionalLong millis = Values.number(text.substring(paren + 1, ago));
      started =
          millis.isPresent()
              ? Optional.of(Durations.ofMillis(millis.getAsLong()))
              : Optional.empty();
    }
    int comma = text.indexOf(", ", close);
    OptionalLong running =
        comma < 0 ? OptionalLong.empty() : Values.leadingNumber(text.substring(comma + 2));
    timers.add(
        new Timer(
            kind,
            owner.userId(),
            owner.packageName(),
            started,
            (int) running.orElse(0),
            lines.line()));
    return true;
  }

  /** {@code 181141499 -> 181264589 (123090), 1 bg jobs.} */
  private boolean readSession(SectionLines lines) {
    String text = lines.text();
    int arrow = text.indexOf(" -> ");
    int open = text.indexOf(" (", arrow + 4);
    int close = text.indexOf("), ", open + 2);
    if (arrow < 0 || open < 0 || close < 0 || owner == null) {
      return false;
    }
    OptionalLong start = Values.number(text.substring(0, arrow));
    OptionalLong end = Values.number(text.substring(arrow + 4, open));
    OptionalLong length = Values.number(text.substring(open + 2, close));
    OptionalLong count = Values.leadingNumber(text.substring(close + 3));
    if (start.isEmpty() || end.isEmpty() || length.isEmpty() || count.isEmpty()) {
      return false;
    }
    sessions.add(
        new Session(
            kind,
            owner.userId(),
            owner.packageName(),
            lines.sinceNow(start.getAsLong()),
            lines.sinceNow(end.getAsLong()),
            Durations.ofMillis(length.getAsLong()),
            (int) count.getAsLong(),
            lines.line()));
    return true;
  }

  /** {@code Quota bump @ 181141499}. */
  private boolean readBump(SectionLines lines) {
    String when = Values.after(lines.text(), "Quota bump @ ");
    OptionalLong elapsed = when == null ? OptionalLong.empty() : Values.leadingNumber(when);
    if (elapsed.isEmpty() || owner == null) {
      return false;
    }
    bumps.add(
        new Bump(
            owner.userId(),
            owner.packageName(),
            lines.sinceNow(elapsed.getAsLong()),
            lines.line()));
    return true;
  }

  /** {@code <0>com.x}, then a line for each bucket. */
  private boolean readStats(SectionLines lines) {
    String text = lines.text();
    Optional<UserPackage> named = UserPackage.parse(text);
    if (named.isPresent()) {
      owner = named.get();
      return true;
    }
    int colon = text.indexOf(STATS_BEGIN);
    if (colon < 0 || owner == null) {
      return false;
    }
    Map<String, String> pairs = Values.pairs(text.substring(colon + 2));
    Optional<Duration> window = millis(pairs, "windowSizeMs");
    if (window.isEmpty()) {
      return false;
    }
    stats.add(
        new ExecutionStats(
            owner.userId(),
            owner.packageName(),
            new StandbyBucket(text.substring(0, colon)),
            moment(pairs, "expirationTime", lines),
            millis(pairs, "allowedTimePerPeriodMs"),
            window.get(),
            number(pairs, "jobCountLimit"),
            number(pairs, "sessionCountLimit"),
            millis(pairs, "executionTimeInWindow").orElse(Duration.ZERO),
            number(pairs, "bgJobCountInWindow").orElse(0),
            number(pairs, "sessionCountInWindow").orElse(0),
            millis(pairs, "executionTimeInMaxPeriod").orElse(Duration.ZERO),
            number(pairs, "bgJobCountInMaxPeriod").orElse(0),
            moment(pairs, "inQuotaTime", lines),
            lines.line()));
    return true;
  }

  private static OptionalLong number(Map<String, String> pairs, String key) {
    String value = pairs.get(key);
    return value == null ? OptionalLong.empty() : Values.number(value);
  }

  private static Optional<Duration> millis(Map<String, String> pairs, String key) {
    OptionalLong value = number(pairs, key);
    return value.isPresent()
        ? Optional.of(Durations.ofMillis(value.getAsLong()))
        : Optional.empty();
  }

  /** A moment on the dump's clock; 0 is none. */
  private static Optional<Duration> moment(
      Map<String, String> pairs, String key, SectionLines lines) {
    OptionalLong value = number(pairs, key);
    return value.isPresent() && value.getAsLong() != 0
        ? lines.sinceNow(value.getAsLong())
        : Optional.empty();
  }

  /** {@code <0>com.x: ShrinkableDebits { debit tally: 93201, bucket: 2 }}. */
  private boolean readDebit(String text, DumpLine line) {
    int colon = text.indexOf(": ShrinkableDebits");
    int tally = text.indexOf("debit tally: ", colon);
    int bucket = text.indexOf("bucket: ", colon);
    Optional<UserPackage> named =
        colon < 0 ? Optional.empty() : UserPackage.parse(text.substring(0, colon));
    if (named.isEmpty() || tally < 0 || bucket < 0) {
      return false;
    }
    OptionalLong used = Values.leadingNumber(text.substring(tally + "debit tally: ".length()));
    OptionalLong number = Values.leadingNumber(text.substring(bucket + "bucket: ".length()));
    if (used.isEmpty()) {
      return false;
    }
    debits.add(
        new Debit(
            named.get().userId(),
            named.get().packageName(),
            Durations.ofMillis(used.getAsLong()),
            (int) number.orElse(0),
            line));
    return true;
  }

  private boolean readAlarm(SectionLines lines) {
    return readAlarm(lines, alarms);
  }

  /** {@code <0>com.x: 181141499} or {@code NOT WAITING}, as all queues of alarms print them. */
  static boolean readAlarm(SectionLines lines, List<PackageAlarm> alarms) {
    String text = lines.text();
    if (text.endsWith("NOT WAITING")) {
      return true;
    }
    int colon = text.lastIndexOf(": ");
    OptionalLong elapsed =
        colon < 0 ? OptionalLong.empty() : Values.leadingNumber(text.substring(colon + 2));
    Optional<UserPackage> named =
        colon < 0 ? Optional.empty() : UserPackage.parse(text.substring(0, colon));
    if (named.isEmpty() || elapsed.isEmpty()) {
      return false;
    }
    alarms.add(
        new PackageAlarm(
            named.get().userId(),
            named.get().packageName(),
            lines.sinceNow(elapsed.getAsLong()),
            lines.line()));
    return true;
  }
}
