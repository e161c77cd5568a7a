package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a dump says beside its jobs. A part that the dump does not have is absent or empty.
 *
 * @param elapsedClock the dump's clock, in milliseconds since the device started
 * @param constants the numbers that the scheduler goes by
 * @param flags feature flags by full name (API 35 and later)
 * @param device the state of the device
 * @param heartbeat the clock of app standby (API 28 and 29)
 * @param callCounts how often apps did what Android counts (API 30 and later)
 * @param startedUsers the users that are started
 * @param backingUp the uids in a backup (API 26 and later)
 * @param uids what is known of single uids
 * @param controllers what decides single conditions of jobs
 * @param packageStats what packages' jobs did, in windows of about half an hour, oldest first
 * @param idleSlots slots without a job, and why their last one stopped (API 24 and later)
 * @param recentJobs jobs that ended lately, newest first (API 31 and later)
 * @param concurrency how many jobs may run at once
 * @param ready whether the scheduler is up; absent in a dump for one package
 * @param active whether it has told the rest of Android that jobs run
 */
public record SchedulerState(
    OptionalLong elapsedClock,
    Optional<Constants> constants,
    Map<String, Fact<Boolean>> flags,
    DeviceConditions device,
    Optional<Heartbeat> heartbeat,
    List<CallCount> callCounts,
    Optional<Fact<List<Integer>>> startedUsers,
    Optional<Fact<List<Uid>>> backingUp,
    UidStates uids,
    Controllers controllers,
    List<PackageStats> packageStats,
    List<IdleSlot> idleSlots,
    List<RecentJob> recentJobs,
    Optional<Concurrency> concurrency,
    Optional<Fact<Boolean>> ready,
    Optional<Fact<Boolean>> active) {

  /** Copies the collections. */
  public SchedulerState {
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    callCounts = List.copyOf(callCounts);
    packageStats = List.copyOf(packageStats);
    idleSlots = List.copyOf(idleSlots);
    recentJobs = List.copyOf(recentJobs);
  }

  /**
   * The clock of app standby: a job of a bucket may run when the heartbeat has reached its number.
   *
   * @param current the heartbeat now
   * @param next by bucket, as printed ({@code ACTIVE}, {@code WORKING}, …): the heartbeat that lets
   *     its jobs run
   * @param lastBeat when the last one was
   * @param nextBeat when the next one is
   */
  public record Heartbeat(
      Fact<Integer> current,
      Map<String, Fact<Integer>> next,
      Optional<Fact<Duration>> lastBeat,
      Optional<Fact<Duration>> nextBeat) {

    /** Copies the map. */
    public Heartbeat {
      next = Collections.unmodifiableMap(new LinkedHashMap<>(next));
    }
  }

  /**
   * How often an app did something that Android limits, such as {@code timeout-reg} or {@code anr}:
   * too often, and the app counts as buggy.
   *
   * @param userId the user
   * @param packageName the package
   * @param what what is counted, as printed
   * @param count how often within the window
   * @param limit how often is allowed
   * @param window the window
   * @param allowedIn when it is allowed again; absent when it is now, or the clock is unknown
   * @param line where the dump says so
   */
  public record CallCount(
      int userId,
      String packageName,
      String what,
      long count,
      long limit,
      Duration window,
      Optional<Duration> allowedIn,
      DumpLine line) {}

  /**
   * What is known of single uids. A uid that is not there has nothing unusual to it.
   *
   * @param processStates the process state, such as {@code BFGS} (API 34 and later)
   * @param biases how much jobs of the uid are preferred now: 30 bound to the foreground, 35
   *     foreground service, 40 on top
   * @param capabilities letters and dashes as printed (API 34 and later)
   */
  public record UidStates(
      Map<Uid, Fact<String>> processStates,
      Map<Uid, Fact<Integer>> biases,
      Map<Uid, Fact<String>> capabilities) {

    /** Copies the maps. */
    public UidStates {
      processStates = Collections.unmodifiableMap(new LinkedHashMap<>(processStates));
      biases = Collections.unmodifiableMap(new LinkedHashMap<>(biases));
      capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
    }
  }

  /**
   * A slot in which no job runs.
   *
   * @param since when its last job ended; absent when it had none
   * @param stopReason why, in Android's words; absent when it had none
   * @param line where the dump says so
   */
  public record IdleSlot(Optional<Duration> since, Optional<String> stopReason, DumpLine line) {}

  /**
   * A job that ended lately.
   *
   * @param cancelled whether it was cancelled; else it completed
   * @param when when it ended
   * @param key the job; absent before API 33, which does not print it
   * @param tag the tag of its wake lock
   * @param source the app that it worked for
   * @param service its service
   * @param line where the dump says so
   */
  public record RecentJob(
      boolean cancelled,
      Duration when,
      Optional<JobKey> key,
      Optional<String> tag,
      Optional<Job.Source> source,
      Optional<String> service,
      DumpLine line) {}

  /** The same with other controllers. */
  public SchedulerState with(Controllers others) {
    return new SchedulerState(
        elapsedClock,
        constants,
        flags,
        device,
        heartbeat,
        callCounts,
        startedUsers,
        backingUp,
        uids,
        others,
        packageStats,
        idleSlots,
        recentJobs,
        concurrency,
        ready,
        active);
  }

  /** The start of a user, as far as the dump says. */
  public Optional<Boolean> isStarted(int userId) {
    return startedUsers.map(users -> users.value().contains(userId));
  }
}
