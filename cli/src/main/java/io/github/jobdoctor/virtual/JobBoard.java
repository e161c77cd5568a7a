package io.github.jobdoctor.virtual;

import io.github.jobdoctor.virtual.RecordedDump.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The jobs of one demonstration device and what happens to them. Time passes only when somebody
 * asks: {@link #advanceTo} ends the runs that are over by then.
 */
final class JobBoard {

  static final String FINISHED = "app called jobFinished";

  /** How soon Android's scheduler looks at its queue again when a condition has changed. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private static final String UNSATISFIED = "cancelled due to unsatisfied constraints";

  private final int apiLevel;
  private final Duration runTime;
  private final RecordedDump dump;
  private final List<RecordedJob> jobs;
  private final Map<String, Integer> appIds = new LinkedHashMap<>();
  private final Map<String, List<Integer>> users = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();

  /** The jobs that have become ready here, with when each starts by itself. */
  private final Map<RecordedJob, Instant> due = new LinkedHashMap<>();

  private final List<Completed> completed = new ArrayList<>();
  private final JobHistory history;
  private final JobContexts contexts;
  private final Instant loadedAt;
  private final WorkerLogcat log = new WorkerLogcat();
  private final List<Pattern> forgotten = new ArrayList<>();
  private Optional<JobConditions> conditions = Optional.empty();

  /** A job that was started here and is running. */
  private record Run(RecordedJob job, boolean beforeItsTime, Instant startedAt) {}

  /**
   * A job that ended here.
   *
   * @param shortString how lists name it
   * @param block its block at the end
   * @param at when it ended
   */
  record Completed(String shortString, List<String> block, Instant at) {}

  JobBoard(int apiLevel, RecordedDump dump, Duration runTime, Instant now) {
    this.apiLevel = apiLevel;
    this.dump = dump;
    this.runTime = runTime;
    loadedAt = now;
    jobs = new ArrayList<>(dump.jobs());
    history = new JobHistory(apiLevel, lines(Part.HISTORY), now);
    contexts = new JobContexts(apiLevel, lines(Part.ACTIVE), lines(Part.IDLE_CONTEXTS));
    for (RecordedJob job : jobs) {
      installed(job.sourcePackage(), job.sourceUid());
      installed(job.servicePackage(), job.key().callingUid());
    }
  }

  private void installed(String packageName, int uid) {
    appIds.put(packageName, UidText.appId(uid));
    users.computeIfAbsent(packageName, name -> new ArrayList<>()).add(UidText.userId(uid));
  }

  private List<String> lines(Part part) {
    return dump.sections().stream()
        .filter(section -> section.part() == part)
        .flatMap(section -> section.lines().stream())
        .toList();
  }

  RecordedDump dump() {
    return dump;
  }

  /**
   * The device's conditions are others now. A job that runs and whose conditions have gone is
   * stopped; one that waited for them starts by itself a moment later.
   */
  void adapt(JobConditions next, Instant now) {
    conditions = Optional.of(next);
    for (RecordedJob job : List.copyOf(jobs)) {
      boolean before = Readiness.of(job, apiLevel).jobIsReady();
      next.apply(job);
      Readiness readiness = Readiness.of(job, apiLevel);
      boolean ready = readiness.jobIsReady();
      job.queueAgain(ready);
      if (job.isActive() && before && !ready) {
        stop(job, UNSATISFIED, now);
      }
      if (!ready) {
        due.remove(job);
      } else if (!before && readiness.canStart() && !job.isPending()) {
        due.put(job, now.plus(A_MOMENT));
      }
    }
  }

  /** Lines of the dump beside the jobs, in the conditions that there are. */
  List<String> around(List<String> lines) {
    return conditions.map(there -> there.around(lines)).orElse(lines);
  }

  JobHistory history() {
    return history;
  }

  WorkerLogcat log() {
    return log;
  }

  JobContexts contexts() {
    return contexts;
  }

  List<RecordedJob> jobs() {
    return List.copyOf(jobs);
  }

  /** What ended here, the latest first. */
  List<Completed> completed() {
    return List.copyOf(completed);
  }

  Instant loadedAt() {
    return loadedAt;
  }

  /** The appId of a package that some job belongs to; absent when the device does not know it. */
  OptionalInt appId(String packageName) {
    Integer appId = appIds.get(packageName);
    return appId == null ? OptionalInt.empty() : OptionalInt.of(appId);
  }

  /** The package's uid for a user; absent when it is not installed for that user. */
  OptionalInt uid(String packageName, int userId) {
    return users.getOrDefault(packageName, List.of()).contains(userId)
        ? OptionalInt.of(userId * 100_000 + appIds.get(packageName))
        : OptionalInt.empty();
  }

  Optional<RecordedJob> find(RecordedJobKey key) {
    return jobs.stream().filter(job -> job.key().equals(key)).findFirst();
  }

  /**
   * {@code cmd jobscheduler run}.
   *
   * @return whether Android takes the order; a job that something implicit stands against does not
   *     start all the same
   */
  boolean run(RecordedJob job, OverrideState override, Instant now) {
    job.override(override);
    Readiness readiness = Readiness.of(job, apiLevel);
    if (!readiness.explicitMet()) {
      job.override(OverrideState.NONE);
      return false;
    }
    if (readiness.canStart()) {
      start(job, now);
    }
    return true;
  }

  private void start(RecordedJob job, Instant at) {
    boolean early =
        job.constraints("Required constraints:").contains("TIMING_DELAY")
            && !job.constraints("Satisfied constraints:").contains("TIMING_DELAY");
    due.remove(job);
    job.started();
    runs.add(new Run(job, early, at));
    history.started(job, at);
    contexts.start(job, at);
  }

  private void startWhatIsDue(Instant now) {
    List<Map.Entry<RecordedJob, Instant>> starting =
        due.entrySet().stream()
            .filter(one -> !one.getValue().isAfter(now))
            .map(one -> Map.entry(one.getKey(), one.getValue()))
            .toList();
    for (Map.Entry<RecordedJob, Instant> one : starting) {
      due.remove(one.getKey());
      if (Readiness.of(one.getKey(), apiLevel).canStart()) {
        start(one.getKey(), one.getValue());
      }
    }
  }

  /** Starts the jobs that are due, and ends the runs whose time is over. */
  void advanceTo(Instant now) {
    startWhatIsDue(now);
    List<Run> over =
        runs.stream()
            .filter(run -> !run.startedAt().plus(runTime).isAfter(now))
            .sorted(Comparator.comparing(Run::startedAt))
            .toList();
    for (Run run : over) {
      Instant end = run.startedAt().plus(runTime);
      ended(run.job(), end, FINISHED);
      log.finished(run.job(), run.beforeItsTime(), end);
      if (run.job().isPeriodic()) {
        run.job().rescheduled(end);
      } else {
        jobs.remove(run.job());
      }
    }
  }

  /** Stops a running job from outside; it stays registered. */
  void stop(RecordedJob job, String reason, Instant now) {
    ended(job, now, reason);
    job.override(OverrideState.NONE);
  }

  /** {@code reset-execution-quota}: nothing that the package has used counts any more. */
  void forgetQuota(String packageName, int userId) {
    // "      <0>com.x" and "    Timer<REG>{<0>com.x} started at ...": how the quota section names
    // it
    forgotten.add(
        Pattern.compile(".*<" + userId + ">" + Pattern.quote(packageName) + "(?![\\w.]).*"));
  }

  /** Whether a line of the dump tells of quota that is forgotten. */
  boolean isForgotten(String line) {
    return forgotten.stream().anyMatch(name -> name.matcher(line).matches());
  }

  /** Takes a job off the list, stopping it if it runs. */
  void cancel(RecordedJob job, Instant now) {
    if (job.isActive()) {
      ended(job, now, "cancel shell command for package");
    }
    due.remove(job);
    jobs.remove(job);
  }

  private void ended(RecordedJob job, Instant at, String reason) {
    runs.removeIf(run -> run.job() == job);
    job.stopped();
    history.stopped(job, at, reason);
    contexts.end(job.key(), at, reason);
    completed.add(0, new Completed(job.shortString(), job.block(apiLevel, at), at));
  }
}
