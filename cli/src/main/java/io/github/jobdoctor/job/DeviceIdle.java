package io.github.jobdoctor.job;

import java.util.List;
import java.util.Optional;

/**
 * Doze, as {@code dumpsys deviceidle} tells (API 23 and later). A part that the text does not have
 * is absent; a list that it does not have is empty.
 *
 * @param deepState {@code ACTIVE}, {@code INACTIVE}, {@code IDLE_PENDING}, {@code SENSING}, {@code
 *     LOCATING}, {@code IDLE}, {@code IDLE_MAINTENANCE} or {@code QUICK_DOZE_DELAY}
 * @param lightState {@code ACTIVE}, {@code INACTIVE}, {@code PRE_IDLE}, {@code IDLE}, {@code
 *     WAITING_FOR_NETWORK}, {@code IDLE_MAINTENANCE} or {@code OVERRIDE}, which is deep Doze (API
 *     24 and later)
 * @param forced whether somebody has forced Doze ({@code mForceIdle})
 * @param deepEnabled whether deep Doze is on at all
 * @param lightEnabled whether light Doze is on at all (API 24 and later)
 * @param screenOn whether the screen is on, as Doze sees it
 * @param screenLocked whether it is locked, as Doze sees it (API 28 and later)
 * @param charging whether the device charges, as Doze sees it
 * @param systemPackagesExceptIdle packages on the power allowlist out of Doze only
 * @param systemPackages packages on the power allowlist by the system's will
 * @param userPackages packages on the power allowlist by the user's will
 * @param exceptIdleAppIds app ids on any power allowlist, out of Doze
 * @param userAppIds app ids on the power allowlist by the user's will (API 24 and later)
 * @param appIds app ids on the power allowlist, in Doze too
 * @param temporaryAppIds app ids on the power allowlist for a moment
 */
public record DeviceIdle(
    Optional<Fact<String>> deepState,
    Optional<Fact<String>> lightState,
    Optional<Fact<Boolean>> forced,
    Optional<Fact<Boolean>> deepEnabled,
    Optional<Fact<Boolean>> lightEnabled,
    Optional<Fact<Boolean>> screenOn,
    Optional<Fact<Boolean>> screenLocked,
    Optional<Fact<Boolean>> charging,
    List<Fact<String>> systemPackagesExceptIdle,
    List<Fact<String>> systemPackages,
    List<Fact<String>> userPackages,
    List<Fact<Integer>> exceptIdleAppIds,
    List<Fact<Integer>> userAppIds,
    List<Fact<Integer>> appIds,
    List<Fact<Integer>> temporaryAppIds)
    implements NeighbourState {

  /** Copies the lists. */
  public DeviceIdle {
    systemPackagesExceptIdle = List.copyOf(systemPackagesExceptIdle);
    systemPackages = List.copyOf(systemPackages);
    userPackages = List.copyOf(userPackages);
    exceptIdleAppIds = List.copyOf(exceptIdleAppIds);
    userAppIds = List.copyOf(userAppIds);
    appIds = List.copyOf(appIds);
    temporaryAppIds = List.copyOf(temporaryAppIds);
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.DEVICE_IDLE;
  }
}
