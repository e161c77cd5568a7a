package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one package's jobs have used, gathered from the sections of a dump.
 *
 * @param userId the user
 * @param packageName the package
 * @param buckets the standby buckets of its registered jobs
 * @param quota its quota, by the bucket that the quota goes by; empty when the dump does not say
 * @param expeditedUsed what its expedited jobs have used; absent when the dump does not say
 * @param expeditedLimit what they may use; absent when the dump does not say
 * @param backIn when it is in quota again; absent when it does not wait for that
 * @param pending how often its jobs were queued within the windows of the statistics
 * @param active how often they ran
 * @param activeTop how often they ran while the app was on top
 * @param stops how their runs ended, by internal stop reason
 */
public record PackageUse(
    int userId,
    String packageName,
    List<StandbyBucket> buckets,
    List<BucketQuota> quota,
    Optional<Duration> expeditedUsed,
    Optional<Duration> expeditedLimit,
    Optional<Duration> backIn,
    int pending,
    int active,
    int activeTop,
    Map<String, Integer> stops) {

  /** Copies the collections. */
  public PackageUse {
    buckets = List.copyOf(buckets);
    quota = List.copyOf(quota);
    stops = Collections.unmodifiableMap(new LinkedHashMap<>(stops));
  }

  /**
   * The quota of a package in a bucket.
   *
   * @param bucket the bucket
   * @param standing how its jobs stand; absent when none is registered
   * @param left what is left; absent when the dump does not say
   * @param stats what was counted; absent when nothing was, and when it is out of date
   */
  public record BucketQuota(
      StandbyBucket bucket,
      Optional<Quota.Standing> standing,
      Optional<Duration> left,
      Optional<Quota.ExecutionStats> stats) {}

  /** The packages of a dump, by user and name. */
  public static List<PackageUse> of(JobSchedulerSnapshot snapshot) {
    Set<Owner> owners = new TreeSet<>();
    snapshot
        .jobs()
        .forEach(
            job ->
                job.source()
                    .ifPresent(
                        source -> owners.add(new Owner(source.userId(), source.packageName()))));
    snapshot
        .state()
        .packageStats()
        .forEach(
            window ->
                window
                    .packages()
                    .forEach(
                        entry -> owners.add(new Owner(entry.uid().userId(), entry.packageName()))));
    return owners.stream().map(owner -> new Gathering(snapshot, owner).use()).toList();
  }

  private record Owner(int userId, String packageName) implements Comparable<Owner> {
    @Override
    public int compareTo(Owner other) {
      return userId == other.userId
          ? packageName.compareTo(other.packageName)
          : Integer.compare(userId, other.userId);
    }
  }

  /** Gathers what the sections say of one package. */
  private static final class Gathering {
    private final JobSchedulerSnapshot snapshot;
    private final Owner owner;
    private final Optional<Quota> quota;
    private final Set<StandbyBucket> buckets = new LinkedHashSet<>();
    private final Map<StandbyBucket, BucketQuota> byBucket = new LinkedHashMap<>();
    private int pending;
    private int active;
    private int activeTop;
    private final Map<String, Integer> stops = new LinkedHashMap<>();

    private Gathering(JobSchedulerSnapshot snapshot, Owner owner) {
      this.snapshot = snapshot;
      this.owner = owner;
      this.quota = snapshot.state().controllers().quota();
    }

    private PackageUse use() {
      for (Job job : snapshot.jobs()) {
        if (job.source().filter(this::isOwner).isPresent()) {
          job.standby().bucket().ifPresent(buckets::add);
          quota
              .map(section -> section.jobs().get(job.key()))
              .ifPresent(standing -> addQuota(standing));
        }
      }
      if (byBucket.isEmpty()) {
        buckets.forEach(this::addCounted);
      }
      snapshot.state().packageStats().forEach(this::addWindow);
      return new PackageUse(
          owner.userId(),
          owner.packageName(),
          List.copyOf(buckets),
          new ArrayList<>(byBucket.values()),
          quota.flatMap(this::debit).map(Quota.Debit::used),
          limit(),
          quota
              .flatMap(section -> section.alarm(owner.userId(), owner.packageName()))
              .flatMap(Controllers.PackageAlarm::in),
          pending,
          active,
          activeTop,
          stops);
    }

    private boolean isOwner(Job.Source source) {
      return source.userId() == owner.userId() && source.packageName().equals(owner.packageName());
    }

    /** Expedited jobs have a quota of their own; what is left of it is not of the regular one. */
    private void addQuota(Quota.JobQuota job) {
      boolean regular =
          job.standing() == Quota.Standing.WITHIN_REGULAR
              || job.standing() == Quota.Standing.OUT_OF_REGULAR;
      BucketQuota known = byBucket.get(job.bucket());
      if (known == null || (known.standing().isEmpty() && regular)) {
        byBucket.put(
            job.bucket(),
            new BucketQuota(
                job.bucket(),
                regular ? Optional.of(job.standing()) : Optional.empty(),
                regular ? job.left() : Optional.empty(),
                quota
                    .flatMap(
                        section -> section.stats(owner.userId(), owner.packageName(), job.bucket()))
                    .filter(Gathering::holds)));
      }
    }

    /** Where no job of the package is in the list, what was counted may still be there. */
    private void addCounted(StandbyBucket bucket) {
      quota
          .flatMap(section -> section.stats(owner.userId(), owner.packageName(), bucket))
          .filter(Gathering::holds)
          .ifPresent(
              stats ->
                  byBucket.put(
                      bucket,
                      new BucketQuota(
                          bucket, Optional.empty(), Optional.empty(), Optional.of(stats))));
    }

    private static boolean holds(Quota.ExecutionStats stats) {
      return !stats.window().isZero()
          && stats.validFor().map(time -> !time.isNegative()).orElse(false);
    }

    private Optional<Quota.Debit> debit(Quota section) {
      return section.debits().stream()
          .filter(debit -> debit.userId() == owner.userId())
          .filter(debit -> debit.packageName().equals(owner.packageName()))
          .findFirst();
    }

    private Optional<Duration> limit() {
      if (byBucket.size() != 1) {
        return Optional.empty();
      }
      String bucket = byBucket.keySet().iterator().next().name();
      String key = bucket.equals("WORKING_SET") ? "working" : bucket.toLowerCase(Locale.ROOT);
      return snapshot
          .state()
          .constants()
          .flatMap(constants -> constants.millis("qc_ej_limit_" + key + "_ms"))
          .map(Fact::value);
    }

    private void addWindow(PackageStats window) {
      for (PackageStats.OfPackage entry : window.packages()) {
        if (entry.uid().userId() == owner.userId()
            && entry.packageName().equals(owner.packageName())) {
          pending += entry.pending().count();
          active += entry.active().count();
          activeTop += entry.activeTop().count();
          entry.stops().forEach((reason, count) -> stops.merge(reason, count, Integer::sum));
        }
      }
    }
  }
}
