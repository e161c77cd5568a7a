package io.github.jobdoctor.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Networks as jobs see them.
 *
 * @param networks the networks there are, with the line that lists them (API 29 and later)
 * @param connected whether there is one (API 21 to 23, 26, 27; from 26 on for the system itself)
 * @param validated whether it leads somewhere (API 26, 27)
 * @param unmetered whether it is unmetered (API 21 to 23)
 * @param exceptions the uids for which a network was asked for in spite of standby (API 29 and
 *     later)
 * @param defaults the network of each uid that has a job which needs one (API 31 and later)
 * @param backgroundMetered who may use metered networks from the background, as printed (API 34 and
 *     later)
 * @param requests what jobs ask for, by key
 */
public record Connectivity(
    Optional<Fact<List<Network>>> networks,
    Optional<Fact<Boolean>> connected,
    Optional<Fact<Boolean>> validated,
    Optional<Fact<Boolean>> unmetered,
    List<Fact<Uid>> exceptions,
    Map<Uid, DefaultNetwork> defaults,
    Optional<Fact<String>> backgroundMetered,
    Map<JobKey, Fact<String>> requests) {

  /** Copies the collections. */
  public Connectivity {
    exceptions = List.copyOf(exceptions);
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
  }

  /**
   * A network.
   *
   * @param id the number by which jobs name it
   * @param capabilities as printed; empty before API 31, which does not print them
   * @param line where the dump says so
   */
  public record Network(int id, String capabilities, DumpLine line) {

    /** Whether it has a capability, such as {@code NOT_METERED}. */
    public boolean has(String capability) {
      for (int at = capabilities.indexOf(capability);
          at >= 0;
          at = capabilities.indexOf(capability, at + 1)) {
        int end = at + capability.length();
        boolean begins = at == 0 || " &|".indexOf(capabilities.charAt(at - 1)) >= 0;
        if (begins
            && (end == capabilities.length() || " &|".indexOf(capabilities.charAt(end)) >= 0)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The network of a uid.
   *
   * @param network its number; absent when the uid has none
   * @param blocked why the uid may not use it, such as {@code DOZE}, {@code APP_STANDBY}, {@code
   *     BATTERY_SAVER}, {@code METERED_DATA_SAVER}; empty when it may
   * @param line where the dump says so
   */
  public record DefaultNetwork(OptionalInt network, List<String> blocked, DumpLine line) {

    /** Copies the list. */
    public DefaultNetwork {
      blocked = List.copyOf(blocked);
    }
  }
}
