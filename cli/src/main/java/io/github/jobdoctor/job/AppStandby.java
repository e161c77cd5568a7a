package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * App standby, as {@code dumpsys usagestats} tells (API 23 and later).
 *
 * @param enabled whether there is app standby at all ({@code mAppIdleEnabled})
 * @param parole whether all apps are let off it for a while (API 23 to 29)
 * @param charging whether the device charges, as app standby sees it (API 24 and later)
 * @param apps the apps that were asked for, in the text's order
 */
public record AppStandby(
    Optional<Fact<Boolean>> enabled,
    Optional<Fact<Boolean>> parole,
    Optional<Fact<Boolean>> charging,
    List<App> apps)
    implements NeighbourState {

  /** Copies the list. */
  public AppStandby {
    apps = List.copyOf(apps);
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.USAGE_STATS;
  }

  /** An app of a user; absent when the text does not have it. */
  public Optional<App> app(int userId, String packageName) {
    return apps.stream()
        .filter(app -> app.userId() == userId && app.packageName().equals(packageName))
        .findFirst();
  }

  /**
   * An app of one user.
   *
   * @param userId the user
   * @param packageName the package
   * @param bucketNumber Android's number of its bucket: 5 exempted, 10 active, 20 working set, 30
   *     frequent, 40 rare, 45 restricted, 50 never (API 28 and later)
   * @param reason why it is there, as printed, such as {@code u-su}: {@code d} by default, {@code
   *     f} forced by the user, {@code u} by use, {@code p} predicted, {@code t} by time without
   *     use, {@code s} forced by the system; behind a dash the details (API 28 and later)
   * @param lastUsed how long before the dump it was last used, in time that the device was on
   * @param idle whether it counts as idle, which up to API 27 is all there is to app standby
   * @param line where the text says so
   */
  public record App(
      int userId,
      String packageName,
      OptionalInt bucketNumber,
      Optional<String> reason,
      Optional<Duration> lastUsed,
      Optional<Boolean> idle,
      DumpLine line) {

    /** The bucket by its name in the job scheduler's dump; absent for a number without one. */
    public Optional<StandbyBucket> bucket() {
      String name =
          switch (bucketNumber.orElse(-1)) {
            case 5 -> "EXEMPTED";
            case 10 -> "ACTIVE";
            case 20 -> "WORKING_SET";
            case 30 -> "FREQUENT";
            case 40 -> "RARE";
            case 45 -> "RESTRICTED";
            case 50 -> "NEVER";
            default -> "";
          };
      return name.isEmpty() ? Optional.empty() : Optional.of(new StandbyBucket(name));
    }

    /** Whether somebody has put it there by {@code am set-standby-bucket} or in the settings. */
    public boolean forcedByUser() {
      return reason.filter(text -> text.equals("f") || text.startsWith("f-")).isPresent();
    }
  }
}
