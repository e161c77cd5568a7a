package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * Battery saver and the use of the device, as {@code dumpsys power} tells. That is the only text
 * which has battery saver in every version and stands in bug reports too: the setting {@code
 * low_power} stands in none, and shows a wish rather than the state up to API 27.
 *
 * @param batterySaver whether battery saver is on
 * @param batterySaverSticky whether it comes back after charging (API 28 and later)
 * @param powered whether the device is plugged in
 * @param batteryLow whether the battery is low
 * @param wakefulness {@code Awake}, {@code Asleep}, {@code Dreaming} or {@code Dozing}; the last
 *     means the screen, not Doze
 * @param deepDoze whether the device is in deep Doze (API 23 and later)
 * @param lightDoze whether it is in light Doze (API 24 and later)
 */
public record Power(
    Optional<Fact<Boolean>> batterySaver,
    Optional<Fact<Boolean>> batterySaverSticky,
    Optional<Fact<Boolean>> powered,
    Optional<Fact<Boolean>> batteryLow,
    Optional<Fact<String>> wakefulness,
    Optional<Fact<Boolean>> deepDoze,
    Optional<Fact<Boolean>> lightDoze)
    implements NeighbourState {

  @Override
  public Neighbour neighbour() {
    return Neighbour.POWER;
  }
}
