package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.BackgroundLimits;
import io.github.jobdoctor.job.Connectivity;
import io.github.jobdoctor.job.Constants;
import io.github.jobdoctor.job.Controllers;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.PackageStats;
import io.github.jobdoctor.job.PendingJob;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.SchedulerState.CallCount;
import io.github.jobdoctor.job.SchedulerState.Heartbeat;
import io.github.jobdoctor.job.SchedulerState.RecentJob;
import io.github.jobdoctor.job.SchedulerState.UidStates;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All sections of a dump but that of the registered jobs, API 21 to 37: finds the parser of each,
 * and holds what they have read. Of a section that is there twice, the first counts: a text that an
 * app gave Android may imitate one, but only after the genuine one.
 */
final class StateSections {

  /** Headings of a dump stand no deeper. */
  private static final int DEEPEST = 2;

  private final LineCursor cursor;
  private final TrackedJobs tracked = new TrackedJobs();
  private final JobListSections jobLists = new JobListSections(tracked);
  private final DeviceFacts device = new DeviceFacts();
  private final ConcurrencySection concurrency = new ConcurrencySection();
  private final ActiveJobs active = new ActiveJobs();
  private final Set<StateHeading> seen = EnumSet.noneOf(StateHeading.class);

  private OptionalLong clock = OptionalLong.empty();
  private Optional<Constants> constants = Optional.empty();
  private Optional<Heartbeat> heartbeat = Optional.empty();
  private final Map<String, Fact<Boolean>> flags = new LinkedHashMap<>();
  private List<CallCount> callCounts = List.of();
  private Optional<Fact<List<Integer>>> startedUsers = Optional.empty();
  private Optional<Fact<List<Uid>>> backingUp = Optional.empty();
  private final Map<Uid, Fact<String>> processStates = new LinkedHashMap<>();
  private final Map<Uid, Fact<Integer>> biases = new LinkedHashMap<>();
  private final Map<Uid, Fact<String>> capabilities = new LinkedHashMap<>();
  private Optional<Connectivity> connectivity = Optional.empty();
  private Optional<Quota> quota = Optional.empty();
  private Optional<BackgroundLimits> background = Optional.empty();
  private Optional<Controllers.Doze> doze = Optional.empty();
  private Optional<Controllers.AppIdle> appIdle = Optional.empty();
  private Optional<Controllers.Timing> timing = Optional.empty();
  private Optional<Controllers.ContentWatch> content = Optional.empty();
  private Optional<Controllers.Prefetch> prefetch = Optional.empty();
  private Optional<Controllers.Flexibility> flexibility = Optional.empty();
  private Optional<Controllers.Components> components = Optional.empty();
  private Optional<Fact<Boolean>> resourceEconomy = Optional.empty();
  private final List<PackageStats> packageStats = new ArrayList<>();
  private List<HistoryEvent> history = List.of();
  private List<PendingJob> pending = List.of();
  private final List<RecentJob> recent = new ArrayList<>();
  private Optional<Fact<Boolean>> ready = Optional.empty();
  private Optional<Fact<Boolean>> reportedActive = Optional.empty();

  StateSections(LineCursor cursor) {
    this.cursor = cursor;
  }

  /** Whether a section begins with the line. */
  static boolean opens(String line) {
    String text = line.strip();
    return !text.isEmpty() && LineCursor.indent(line) <= DEEPEST && StateHeading.of(text) != null;
  }

  /** Reads the section that begins with the cursor's next line. */
  void read() throws IOException {
    StateHeading heading = StateHeading.of(cursor.peek().strip());
    SectionLines lines = new SectionLines(cursor, heading, clock);
    if (!seen.add(heading) && !heading.repeats()) {
      cursor.unread(cursor.number(), cursor.peek());
      skip(lines);
      return;
    }
    readSection(heading, lines);
    if (lines.hasClock() && (clock.isEmpty() || heading == StateHeading.TIME)) {
      clock = lines.clock();
    }
  }

  private void readSection(StateHeading heading, SectionLines lines) throws IOException {
    switch (heading) {
      case SETTINGS -> readConstants(lines);
      case FLAGS -> readFlags(lines);
      case THERMAL, POWER -> {
        device.read(lines.heading(), lines.headingLine());
        readNothing(lines);
      }
      case CALL_COUNTS -> callCounts = CallCountSection.read(lines);
      case USERS -> readUsers(lines);
      case BACKUP -> readBackup(lines);
      case PROCESS_STATES, BIASES, CAPABILITIES -> readUids(heading, lines);
      case PACKAGE_STATS -> packageStats.add(PackageStatsSection.read(lines));
      case HISTORY -> history = JobHistory.read(lines);
      case PENDING -> pending = PendingQueue.read(lines);
      case ACTIVE, IDLE_CONTEXTS -> active.read(lines);
      case COMPLETED, CANCELLED ->
          RecentJobs.read(lines, heading == StateHeading.CANCELLED, recent);
      case STATE -> readState(lines);
      case CONCURRENCY -> concurrency.read(lines);
      case OLD_JOBS, OTHER_CONTROLLER, NOTHING -> skip(lines);
      default -> readController(heading, lines);
    }
  }

  private void readController(StateHeading heading, SectionLines lines) throws IOException {
    switch (heading) {
      case CONNECTIVITY, OLD_CONNECTIVITY ->
          connectivity = Optional.of(new ConnectivitySection().read(lines, tracked));
      case TIME, OLD_ALARMS -> timing = Optional.of(jobLists.timing(lines));
      case IDLE, OLD_IDLE -> device.readIdle(lines, tracked);
      case BATTERY -> device.readBattery(lines, tracked);
      case OLD_BATTERY -> {
        if (lines.heading().equals("Batt.")) {
          device.readBattery(lines, tracked);
        } else {
          device.readOldBattery(lines, tracked);
        }
      }
      case STORAGE -> device.readStorage(lines, tracked);
      case OLD_STORAGE -> device.readOldStorage(lines, tracked);
      case APP_IDLE -> appIdle = Optional.of(jobLists.appIdle(lines, device));
      case BACKGROUND -> background = Optional.of(new BackgroundSection(tracked).read(lines));
      case CONTENT -> content = Optional.of(new ContentSection(tracked).read(lines));
      case DOZE -> doze = Optional.of(jobLists.doze(lines, device));
      case PREFETCH -> prefetch = Optional.of(jobLists.prefetch(lines));
      case FLEXIBILITY -> flexibility = Optional.of(jobLists.flexibility(lines));
      case QUOTA -> quota = Optional.of(new QuotaSection(device, tracked).read(lines));
      case COMPONENT -> components = Optional.of(JobListSections.components(lines));
      case TARE -> resourceEconomy = JobListSections.resourceEconomy(lines);
      default -> throw new IllegalStateException("no parser for " + heading);
    }
  }

  private static void skip(SectionLines lines) throws IOException {
    while (lines.next()) {
      if (lines.depth() <= 0) {
        lines.unread();
      }
    }
  }

  /** After a heading that says all. */
  private static void readNothing(SectionLines lines) throws IOException {
    while (lines.next()) {
      lines.unread();
    }
  }

  private void readConstants(SectionLines lines) throws IOException {
    ConstantsSection section = new ConstantsSection();
    section.read(lines, device);
    constants = Optional.of(section.constants());
    heartbeat = section.heartbeat();
  }

  private void readFlags(SectionLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      int equals = text.indexOf('=');
      Optional<Fact<Boolean>> flag =
          equals < 0 ? Optional.empty() : Values.bool(text.substring(equals + 1), lines.line());
      if (flag.isPresent()) {
        flags.putIfAbsent(text.substring(0, equals), flag.get());
      } else {
        lines.unread();
      }
    }
  }

  /** {@code Started users: [0, 10]}, on API 21 to 23 {@code Started users: u0 u10}. */
  private void readUsers(SectionLines lines) throws IOException {
    String users = lines.heading().substring("Started users: ".length()).strip();
    String numbers = users.startsWith("u") ? users.replace("u", "") : users;
    DumpLine line = lines.headingLine();
    startedUsers = Values.integers(numbers).map(list -> new Fact<>(list, line));
    readNothing(lines);
  }

  /** {@code Backing up uids:}, and then in one line all of them. */
  private void readBackup(SectionLines lines) throws IOException {
    while (lines.next()) {
      Optional<List<Uid>> uids = Values.uids(lines.text());
      if (uids.isPresent() && backingUp.isEmpty()) {
        backingUp = Optional.of(new Fact<>(uids.get(), lines.line()));
      } else {
        lines.unread();
      }
    }
  }

  private void readUids(StateHeading heading, SectionLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      int colon = text.indexOf(": ");
      Optional<Uid> uid = colon < 0 ? Optional.empty() : Uid.parse(text.substring(0, colon));
      if (uid.isEmpty()) {
        lines.unread();
        continue;
      }
      String value = text.substring(colon + 2).strip();
      switch (heading) {
        case PROCESS_STATES -> processStates.put(uid.get(), new Fact<>(value, lines.line()));
        case CAPABILITIES -> capabilities.put(uid.get(), new Fact<>(value, lines.line()));
        default ->
            Values.integer(value, lines.line())
                .ifPresentOrElse(bias -> biases.put(uid.get(), bias), lines::unread);
      }
    }
  }

  /** {@code mReadyToRock=true} and its like. */
  private void readState(SectionLines lines) throws IOException {
    String text = lines.heading();
    int equals = text.indexOf('=');
    String value = text.substring(equals + 1);
    switch (text.substring(0, equals)) {
      case "mReadyToRock" -> ready = Values.bool(value, lines.headingLine());
      case "mReportedActive" -> reportedActive = Values.bool(value, lines.headingLine());
      case "mDeviceIdleMode" -> device.readOldDoze(value, lines.headingLine());
      default -> concurrency.readMaxActive(value, lines.headingLine());
    }
    readNothing(lines);
  }

  /** Whether a section says something of jobs, which makes any text a piece of a dump. */
  boolean tellsOfJobs() {
    return !history.isEmpty()
        || !pending.isEmpty()
        || !active.entries().isEmpty()
        || !recent.isEmpty()
        || quota.filter(section -> !section.jobs().isEmpty()).isPresent();
  }

  List<HistoryEvent> history() {
    return history;
  }

  /** An event that stands outside its section. */
  void addEvent(HistoryEvent event) {
    List<HistoryEvent> more = new ArrayList<>(history);
    more.add(event);
    history = more;
  }

  List<PendingJob> pending() {
    return pending;
  }

  List<ActiveJob> active() {
    return active.entries();
  }

  SchedulerState state() {
    return new SchedulerState(
        clock,
        constants,
        flags,
        device.conditions(),
        heartbeat,
        callCounts,
        startedUsers,
        backingUp,
        new UidStates(processStates, biases, capabilities),
        new Controllers(
            connectivity,
            quota,
            background,
            doze,
            appIdle,
            timing,
            content,
            prefetch,
            flexibility,
            components,
            resourceEconomy),
        packageStats,
        active.idle(),
        recent,
        concurrency.concurrency(),
        ready,
        reportedActive);
  }
}
