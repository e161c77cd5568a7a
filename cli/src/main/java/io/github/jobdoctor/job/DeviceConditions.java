package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the device as the scheduler sees it. Which of these a dump tells depends on the
 * Android version.
 *
 * @param thermalStatus 0 (none) to 6 (shutdown) (API 33 and later)
 * @param thermalThrottling whether heat restricts jobs (API 29 to 32)
 * @param parole whether apps are let off standby because the device charges (API 23 to 29)
 * @param powerConnected whether it is plugged in (API 33 and later)
 * @param charging whether it really charges (API 29 and later)
 * @param consideredCharging whether jobs take it for charging (API 35 and later)
 * @param stablePower whether it charges and the battery is not low
 * @param batteryLevel per cent (API 35 and later)
 * @param batteryNotLow whether the battery is not low (API 26 and later)
 * @param storageNotLow whether storage is not low (API 26 and later)
 * @param idle whether nobody uses the device, as jobs understand it; this is not Doze
 * @param idleness the signs of that, by the name printed, such as {@code mScreenOn} (API 29 and
 *     later)
 * @param idleCheckIn when idleness is looked at next (API 36 and later)
 * @param doze whether the device dozes, deep or light (API 23, and 28 and later)
 * @param batteryMonitored the line that is there while somebody has the scheduler watch the battery
 *     ({@code cmd jobscheduler monitor-battery on}; API 26 and later)
 */
public record DeviceConditions(
    Optional<Fact<Integer>> thermalStatus,
    Optional<Fact<Boolean>> thermalThrottling,
    Optional<Fact<Boolean>> parole,
    Optional<Fact<Boolean>> powerConnected,
    Optional<Fact<Boolean>> charging,
    Optional<Fact<Boolean>> consideredCharging,
    Optional<Fact<Boolean>> stablePower,
    Optional<Fact<Integer>> batteryLevel,
    Optional<Fact<Boolean>> batteryNotLow,
    Optional<Fact<Boolean>> storageNotLow,
    Optional<Fact<Boolean>> idle,
    Map<String, Fact<Boolean>> idleness,
    Optional<Fact<Duration>> idleCheckIn,
    Optional<Fact<Boolean>> doze,
    Optional<DumpLine> batteryMonitored) {

  /** Copies the map. */
  public DeviceConditions {
    idleness = Collections.unmodifiableMap(new LinkedHashMap<>(idleness));
  }
}
