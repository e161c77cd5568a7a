package io.github.jobdoctor.job;

import java.util.List;
import java.util.Optional;

/**
 * The network that apps get when they ask for none in particular, as {@code dumpsys connectivity}
 * tells.
 *
 * @param network its number; absent when there is none, or the text does not say
 * @param connected whether there is one
 * @param transports such as {@code WIFI}, {@code CELLULAR}, {@code VPN}; absent when not printed
 * @param capabilities such as {@code VALIDATED}, {@code NOT_METERED}; absent when not printed
 */
public record ActiveNetwork(
    Optional<Fact<Integer>> network,
    Fact<Boolean> connected,
    Optional<Fact<List<String>>> transports,
    Optional<Fact<List<String>>> capabilities)
    implements NeighbourState {

  @Override
  public Neighbour neighbour() {
    return Neighbour.CONNECTIVITY;
  }

  /** Whether it has a capability; absent when the text does not tell. */
  public Optional<Boolean> has(String capability) {
    return capabilities.map(names -> names.value().contains(capability));
  }
}
