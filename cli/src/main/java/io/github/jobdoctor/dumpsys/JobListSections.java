package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.dumpsys.Values.UserPackage;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Controllers.AppIdle;
import io.github.jobdoctor.job.Controllers.Components;
import io.github.jobdoctor.job.Controllers.Doze;
import io.github.jobdoctor.job.Controllers.DozingJob;
import io.github.jobdoctor.job.Controllers.Flexibility;
import io.github.jobdoctor.job.Controllers.FlexibleJob;
import io.github.jobdoctor.job.Controllers.JobService;
import io.github.jobdoctor.job.Controllers.Launch;
import io.github.jobdoctor.job.Controllers.PackageAlarm;
import io.github.jobdoctor.job.Controllers.Prefetch;
import io.github.jobdoctor.job.Controllers.TimedJob;
import io.github.jobdoctor.job.Controllers.Timing;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the sections of controllers that list jobs, and little more. */
final class JobListSections {

  private final TrackedJobs tracked;

  JobListSections(TrackedJobs tracked) {
    this.tracked = tracked;
  }

  /** {@code DeviceIdleJobsController:}. */
  Doze doze(SectionLines lines, DeviceFacts device) throws IOException {
    Map<JobKey, DozingJob> jobs = new LinkedHashMap<>();
    while (lines.next()) {
      TrackedJobs.Tracked job = tracked.of(lines.text());
      String[] words = job == null ? new String[0] : job.rest().split(" ", -1);
      if (words.length > 2 && words[0].equals(":")) {
        String rest = job.rest();
        jobs.put(
            job.key(),
            new DozingJob(
                words[1],
                words[2].equals("RUNNABLE"),
                rest.contains(" WHITELISTED"),
                rest.contains(" ALLOWED_IN_DOZE"),
                lines.line()));
      } else if (!device.read(lines.text(), lines.line())) {
        lines.unread();
      }
    }
    return new Doze(jobs);
  }

  /** {@code AppIdle: parole on = false}, and {@code AppIdle} of API 23. */
  AppIdle appIdle(SectionLines lines, DeviceFacts device) throws IOException {
    String parole = Values.after(lines.heading(), "AppIdle: parole on = ");
    if (parole != null) {
      device.readParole(parole, lines.headingLine());
    }
    Map<JobKey, Fact<Boolean>> jobs = new LinkedHashMap<>();
    while (lines.next()) {
      String text = lines.text();
      TrackedJobs.Tracked job = tracked.of(text);
      if (job != null) {
        jobs.put(job.key(), new Fact<>(text.endsWith(" RUNNABLE"), lines.line()));
      } else if (!device.read(text, lines.line()) && !text.contains(":idle=")) {
        lines.unread();
      }
    }
    return new AppIdle(jobs);
  }

  /** {@code TimeController:}, {@code Alarms: now=…} and {@code Alarms (…)}. */
  Timing timing(SectionLines lines) throws IOException {
    Optional<Fact<Duration>> nextDelay = Optional.empty();
    Optional<Fact<Duration>> nextDeadline = Optional.empty();
    Map<JobKey, TimedJob> jobs = new LinkedHashMap<>();
    while (lines.next()) {
      String text = lines.text();
      TrackedJobs.Tracked job = tracked.of(text);
      String delay = Values.after(text, "Next delay alarm in ");
      String deadline = Values.after(text, "Next deadline alarm in ");
      if (delay != null) {
        nextDelay = alarm(delay, lines);
      } else if (deadline != null) {
        nextDeadline = alarm(deadline, lines);
      } else if (!(job != null && readTimes(job, jobs, lines))
          && !text.startsWith("Elapsed clock: ")
          && !text.startsWith("Last delay alarm fired @ ")
          && !DeviceFacts.isTracking(text)
          && text.indexOf("..: (") < 0) {
        lines.unread();
      }
    }
    return new Timing(nextDelay, nextDeadline, jobs);
  }

  /** A duration; API 21 to 23 print whole seconds. */
  private static Optional<Fact<Duration>> alarm(String text, SectionLines lines) {
    OptionalLong seconds =
        text.endsWith("s")
            ? Values.number(text.substring(0, text.length() - 1))
            : OptionalLong.empty();
    return seconds.isPresent() && !text.startsWith("+")
        ? Optional.of(new Fact<>(Durations.ofSeconds(seconds.getAsLong()), lines.line()))
        : Values.duration(text, lines.line());
  }

  private static boolean readTimes(
      TrackedJobs.Tracked job, Map<JobKey, TimedJob> jobs, SectionLines lines) {
    Map<String, String> pairs = Values.pairs(job.rest().substring(job.rest().indexOf(':') + 1));
    String delay = pairs.get("Delay");
    String deadline = pairs.get("Deadline");
    if (delay == null || deadline == null) {
      return false;
    }
    jobs.put(
        job.key(), new TimedJob(Durations.parse(delay), Durations.parse(deadline), lines.line()));
    return true;
  }

  /** {@code PrefetchController:}. */
  Prefetch prefetch(SectionLines lines) throws IOException {
    List<Launch> launches = new ArrayList<>();
    List<PackageAlarm> alarms = new ArrayList<>();
    boolean inAlarms = false;
    while (lines.next()) {
      String text = lines.text();
      if (text.endsWith(" alarms:")) {
        inAlarms = true;
      } else if (!(inAlarms ? QuotaSection.readAlarm(lines, alarms) : readLaunch(lines, launches))
          && tracked.of(text) == null
          && !text.endsWith(":")) {
        lines.unread();
      }
    }
    return new Prefetch(launches, alarms);
  }

  /** {@code <0>com.x: 1772690400000 ( +1d15h34m52s937ms from now)}. */
  private static boolean readLaunch(SectionLines lines, List<Launch> launches) {
    String text = lines.text();
    int colon = text.indexOf(": ");
    Optional<UserPackage> app =
        colon < 0 ? Optional.empty() : UserPackage.parse(text.substring(0, colon));
    if (app.isEmpty()) {
      return false;
    }
    int open = text.indexOf('(', colon);
    int end = text.indexOf(" from now)", colon);
    launches.add(
        new Launch(
            app.get().userId(),
            app.get().packageName(),
            open > 0 && end > open
                ? Durations.parse(text.substring(open + 1, end).strip())
                : Optional.empty(),
            lines.line()));
    return true;
  }

  /** {@code FlexibilityController:}. */
  Flexibility flexibility(SectionLines lines) throws IOException {
    Optional<Fact<List<Constraint>>> applied = Optional.empty();
    Optional<Fact<List<Constraint>>> satisfied = Optional.empty();
    Map<JobKey, FlexibleJob> jobs = new LinkedHashMap<>();
    while (lines.next()) {
      String text = lines.text();
      int count = text.indexOf(" Num Required Constraints: ");
      TrackedJobs.Tracked job = count > 0 ? tracked.of(text) : null;
      String now = Values.after(text, "Satisfied Flexible Constraints:");
      String used = Values.after(text, "Applied Flexible Constraints:");
      if (now != null) {
        satisfied = Optional.of(new Fact<>(names(now), lines.line()));
      } else if (used != null) {
        applied = Optional.of(new Fact<>(names(used), lines.line()));
      } else if (!(job != null && readFlexible(job, jobs, lines)) && !isKnownOfFlexibility(text)) {
        lines.unread();
      }
    }
    return new Flexibility(applied, satisfied, jobs);
  }

  /** Lists that tell nothing about single jobs: what was seen when, who is special, scores. */
  private static boolean isKnownOfFlexibility(String text) {
    return text.endsWith(":")
        || text.startsWith("# Constraints Satisfied: ")
        || text.startsWith("Local override active")
        || text.startsWith("JobStatus{")
        || text.endsWith("NOT WAITING")
        || text.indexOf(": {") > 0
        || Durations.isDurationOrNone(text.substring(0, Math.max(0, text.indexOf(": "))));
  }

  private static List<Constraint> names(String text) {
    return Values.words(text.strip()).stream()
        .filter(word -> !word.startsWith("[") && !word.equals("none"))
        .map(Constraint::new)
        .toList();
  }

  /** {@code -> Num Required Constraints: 0, lifecycle=[181238268, (0%), 224798268]}. */
  private static boolean readFlexible(
      TrackedJobs.Tracked job, Map<JobKey, FlexibleJob> jobs, SectionLines lines) {
    String rest = job.rest();
    String label = "Num Required Constraints: ";
    int number = rest.indexOf(label);
    OptionalLong required =
        number < 0
            ? OptionalLong.empty()
            : Values.leadingNumber(rest.substring(number + label.length()));
    if (required.isEmpty()) {
      return false;
    }
    int life = rest.indexOf("lifecycle=[");
    List<String> words =
        life < 0 ? List.of() : Values.words(rest.substring(life + "lifecycle=".length()));
    boolean whole = words.size() == 3;
    jobs.put(
        job.key(),
        new FlexibleJob(
            (int) required.getAsLong(),
            whole ? moment(words.get(0), lines) : Optional.empty(),
            whole ? percent(words.get(1)) : OptionalInt.empty(),
            whole ? moment(words.get(2), lines) : Optional.empty(),
            lines.line()));
    return true;
  }

  private static Optional<Duration> moment(String elapsed, SectionLines lines) {
    OptionalLong number = Values.number(elapsed);
    return number.isPresent() ? lines.sinceNow(number.getAsLong()) : Optional.empty();
  }

  private static OptionalInt percent(String text) {
    return text.startsWith("(") && text.endsWith("%)")
        ? Values.integer(text.substring(1, text.length() - 2))
        : OptionalInt.empty();
  }

  /** {@code ComponentController:}. */
  static Components components(SectionLines lines) throws IOException {
    List<JobService> components = new ArrayList<>();
    while (lines.next()) {
      String text = lines.text();
      int info = text.indexOf("-ComponentInfo{");
      int close = text.indexOf("}: ", info);
      OptionalInt user =
          info > 0 && close > 0 ? Values.integer(text.substring(0, info)) : OptionalInt.empty();
      if (user.isPresent()) {
        components.add(
            new JobService(
                user.getAsInt(),
                text.substring(info + "-ComponentInfo{".length(), close),
                !text.substring(close + 3).equals("null"),
                lines.line()));
      } else {
        lines.unread();
      }
    }
    return new Components(components);
  }

  /** {@code TareController:}; absent when it does not say whether it is on. */
  static Optional<Fact<Boolean>> resourceEconomy(SectionLines lines) throws IOException {
    Optional<Fact<Boolean>> enabled = Optional.empty();
    while (lines.next()) {
      String value = Values.after(lines.text(), "Is enabled: ");
      if (value != null) {
        enabled = Values.bool(value, lines.line());
      }
    }
    return enabled;
  }
}
