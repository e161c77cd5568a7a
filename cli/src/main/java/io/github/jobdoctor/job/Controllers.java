package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What decides single conditions of jobs: the sections that Android's controllers print
 * (reference/dumpsys-jobscheduler.md §8). Each is absent when the dump does not have it.
 *
 * @param connectivity networks
 * @param quota quota (API 29 and later)
 * @param background who may work in the background (API 28 and later)
 * @param doze Doze, job by job (API 24 and later)
 * @param appIdle idle apps (API 23 to 27)
 * @param timing delays and deadlines
 * @param content watched content
 * @param prefetch when apps are likely to be opened (API 33 and later)
 * @param flexibility preferred conditions (API 34 and later)
 * @param components the jobs' services (API 31 and later)
 * @param resourceEconomy whether Android's resource economy is on (API 33 and 34)
 */
public record Controllers(
    Optional<Connectivity> connectivity,
    Optional<Quota> quota,
    Optional<BackgroundLimits> background,
    Optional<Doze> doze,
    Optional<AppIdle> appIdle,
    Optional<Timing> timing,
    Optional<ContentWatch> content,
    Optional<Prefetch> prefetch,
    Optional<Flexibility> flexibility,
    Optional<Components> components,
    Optional<Fact<Boolean>> resourceEconomy) {

  /**
   * Doze, job by job.
   *
   * @param jobs by key
   */
  public record Doze(Map<JobKey, DozingJob> jobs) {

    /** Copies the map. */
    public Doze {
      jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }
  }

  /**
   * A job as Doze treats it.
   *
   * @param packageName the source package
   * @param runnable whether Doze lets it run now
   * @param whitelisted whether the app is on the power allowlist
   * @param allowedInDoze whether the job may run in Doze while the app is in use
   * @param line where the dump says so
   */
  public record DozingJob(
      String packageName,
      boolean runnable,
      boolean whitelisted,
      boolean allowedInDoze,
      DumpLine line) {}

  /**
   * Idle apps.
   *
   * @param jobs whether app standby lets a job run, by key
   */
  public record AppIdle(Map<JobKey, Fact<Boolean>> jobs) {

    /** Copies the map. */
    public AppIdle {
      jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }
  }

  /**
   * Delays and deadlines.
   *
   * @param nextDelayAlarm when the next delay is over
   * @param nextDeadlineAlarm when the next deadline passes
   * @param jobs by key
   */
  public record Timing(
      Optional<Fact<Duration>> nextDelayAlarm,
      Optional<Fact<Duration>> nextDeadlineAlarm,
      Map<JobKey, TimedJob> jobs) {

    /** Copies the map. */
    public Timing {
      jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }
  }

  /**
   * The times of a job.
   *
   * @param delay when its delay is over; absent when it has none
   * @param deadline when its deadline passes; absent when it has none
   * @param line where the dump says so
   */
  public record TimedJob(Optional<Duration> delay, Optional<Duration> deadline, DumpLine line) {}

  /**
   * Watched content.
   *
   * @param jobs the jobs that watch
   * @param observers what they watch
   */
  public record ContentWatch(List<JobKey> jobs, List<Observer> observers) {

    /** Copies the lists. */
    public ContentWatch {
      jobs = List.copyOf(jobs);
      observers = List.copyOf(observers);
    }
  }

  /**
   * A watched URI.
   *
   * @param uri the URI
   * @param descendants whether what lies below it is watched, too
   * @param watchers the jobs that watch it
   * @param line where the dump says so
   */
  public record Observer(String uri, boolean descendants, List<Watcher> watchers, DumpLine line) {

    /** Copies the list. */
    public Observer {
      watchers = List.copyOf(watchers);
    }
  }

  /**
   * A job that watches a URI.
   *
   * @param job the job; absent when the line cannot be told apart
   * @param updateIn when the changes count if no more come; absent when none wait
   * @param maxIn when the changes count at the latest; absent when none wait
   * @param changed authorities and URIs that changed, as printed
   * @param line where the dump says so
   */
  public record Watcher(
      JobKey job,
      Optional<Duration> updateIn,
      Optional<Duration> maxIn,
      List<String> changed,
      DumpLine line) {

    /** Copies the list. */
    public Watcher {
      changed = List.copyOf(changed);
    }
  }

  /**
   * When apps are likely to be opened.
   *
   * @param launches estimates
   * @param alarms when jobs that prefetch are looked at again
   */
  public record Prefetch(List<Launch> launches, List<PackageAlarm> alarms) {

    /** Copies the lists. */
    public Prefetch {
      launches = List.copyOf(launches);
      alarms = List.copyOf(alarms);
    }
  }

  /**
   * An estimate of when an app is opened.
   *
   * @param userId the user
   * @param packageName the app
   * @param in when; absent when the dump does not say
   * @param line where the dump says so
   */
  public record Launch(int userId, String packageName, Optional<Duration> in, DumpLine line) {}

  /**
   * When something about an app is looked at again.
   *
   * @param userId the user
   * @param packageName the app
   * @param in when; absent when the dump's clock is unknown
   * @param line where the dump says so
   */
  public record PackageAlarm(
      int userId, String packageName, Optional<Duration> in, DumpLine line) {}

  /**
   * Preferred conditions.
   *
   * @param applied the conditions that count on this device; empty when none do, and no job waits
   *     for them; absent on API 34, which does not say
   * @param satisfied those that hold now
   * @param jobs by key
   */
  public record Flexibility(
      Optional<Fact<List<Constraint>>> applied,
      Optional<Fact<List<Constraint>>> satisfied,
      Map<JobKey, FlexibleJob> jobs) {

    /** Copies the map. */
    public Flexibility {
      jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }
  }

  /**
   * A job that waits for preferred conditions.
   *
   * @param requiredCount how many must hold now
   * @param begin when it began to wait; absent when the dump does not say
   * @param percent how much of its time is over; absent when the dump does not say
   * @param end when it stops to wait; absent when the dump does not say
   * @param line where the dump says so
   */
  public record FlexibleJob(
      int requiredCount,
      Optional<Duration> begin,
      OptionalInt percent,
      Optional<Duration> end,
      DumpLine line) {}

  /**
   * The services of jobs.
   *
   * @param components one for each service and user
   */
  public record Components(List<JobService> components) {

    /** Copies the list. */
    public Components {
      components = List.copyOf(components);
    }

    /** The entry of a service; absent when the dump has none. */
    public Optional<JobService> of(int userId, String service) {
      return components.stream()
          .filter(entry -> entry.userId() == userId && entry.isService(service))
          .findFirst();
    }
  }

  /**
   * A service as Android last found it.
   *
   * @param userId the user
   * @param component package and class, both whole: {@code com.x/com.x.Svc}
   * @param present whether it is there and enabled
   * @param line where the dump says so
   */
  public record JobService(int userId, String component, boolean present, DumpLine line) {

    /** Whether a flattened component, such as {@code com.x/.Svc}, names this one. */
    public boolean isService(String service) {
      int slash = service.indexOf('/');
      boolean shortened = slash >= 0 && service.startsWith(".", slash + 1);
      return shortened
          ? component.equals(
              service.substring(0, slash + 1)
                  + service.substring(0, slash)
                  + service.substring(slash + 1))
          : component.equals(service);
    }
  }
}
