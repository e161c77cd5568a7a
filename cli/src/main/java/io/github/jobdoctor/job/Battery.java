package io.github.jobdoctor.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The battery, as {@code dumpsys battery} tells. A part that the text does not have is absent.
 *
 * @param powered whether it has power, by the name printed: {@code AC}, {@code USB}, {@code
 *     Wireless}, {@code Dock}
 * @param status Android's number: 1 unknown, 2 charging, 3 discharging, 4 not charging, 5 full
 * @param level of {@code scale}
 * @param scale what level counts as full; 100 as a rule
 * @param updatesStopped whether somebody fakes it: what is printed is not measured then. False
 *     where the heading of the text stands without the line that says so.
 * @param chargingState Android's number: 0 unknown, 1 normal, 2 too cold, 3 too hot, 4 long life, 5
 *     adaptive (API 34 and later)
 * @param chargingPolicy Android's number: 0 none, 1 default, 2 adaptive AON, 3 adaptive AC, 4
 *     adaptive long life (API 34 and later)
 */
public record Battery(
    Map<String, Fact<Boolean>> powered,
    Optional<Fact<Integer>> status,
    Optional<Fact<Integer>> level,
    Optional<Fact<Integer>> scale,
    Fact<Boolean> updatesStopped,
    Optional<Fact<Integer>> chargingState,
    Optional<Fact<Integer>> chargingPolicy)
    implements NeighbourState {

  /** Copies the map. */
  public Battery {
    powered = Collections.unmodifiableMap(new LinkedHashMap<>(powered));
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.BATTERY;
  }

  /** Whether anything powers the device; absent when the text does not say. */
  public Optional<Fact<Boolean>> pluggedIn() {
    return powered.values().stream()
        .filter(Fact::value)
        .findFirst()
        .or(() -> powered.values().stream().findFirst());
  }

  /** The word for {@link #status}, such as {@code not charging}; absent for other numbers. */
  public Optional<String> statusWord() {
    return status
        .map(
            number ->
                switch (number.value()) {
                  case 1 -> "unknown";
                  case 2 -> "charging";
                  case 3 -> "discharging";
                  case 4 -> "not charging";
                  case 5 -> "full";
                  default -> "";
                })
        .filter(word -> !word.isEmpty());
  }
}
