package io.github.jobdoctor.job;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known beside the job scheduler's own dump. A neighbour that was asked for has either its
 * record here or a reason in {@link #missing}; one that was not asked for has neither.
 *
 * @param device what the device is
 * @param packages the packages that were asked about; of others the records may say nothing
 * @param deviceIdle Doze
 * @param appStandby app standby
 * @param battery the battery
 * @param thermal heat
 * @param power battery saver
 * @param installed what is installed
 * @param appOps what the user has forbidden
 * @param exits why processes ended
 * @param processes what runs
 * @param network the default network
 * @param missing why a neighbour that was asked for is not there, as a clause without a full stop,
 *     such as {@code the file has no usagestats}; it may quote what the device has said
 * @param cutOff neighbours whose text ends too early: what their records do not say is not known
 * @param linesOfFile whether lines are numbered as in the file that was read; else as in the output
 *     of each service
 */
public record Neighbours(
    DeviceBuild device,
    Set<String> packages,
    Optional<DeviceIdle> deviceIdle,
    Optional<AppStandby> appStandby,
    Optional<Battery> battery,
    Optional<Thermal> thermal,
    Optional<Power> power,
    Optional<InstalledPackages> installed,
    Optional<AppOps> appOps,
    Optional<ProcessExits> exits,
    Optional<RunningProcesses> processes,
    Optional<ActiveNetwork> network,
    Map<Neighbour, String> missing,
    Set<Neighbour> cutOff,
    boolean linesOfFile) {

  /** Copies the collections. */
  public Neighbours {
    packages = Set.copyOf(packages);
    Map<Neighbour, String> reasons = new EnumMap<>(Neighbour.class);
    reasons.putAll(missing);
    missing = Collections.unmodifiableMap(reasons);
    cutOff = Set.copyOf(cutOff);
  }

  /** Nothing was asked for, and nothing is known. */
  public static Neighbours none() {
    return builder().build();
  }

  /** To be filled neighbour by neighbour. */
  public static Builder builder() {
    return new Builder();
  }

  /** The record of a neighbour; absent when it is missing or was not asked for. */
  public Optional<? extends NeighbourState> state(Neighbour neighbour) {
    return switch (neighbour) {
      case DEVICE_IDLE -> deviceIdle;
      case USAGE_STATS -> appStandby;
      case BATTERY -> battery;
      case THERMAL -> thermal;
      case POWER -> power;
      case PACKAGE -> installed;
      case APP_OPS -> appOps;
      case EXIT_INFO -> exits;
      case PROCESSES -> processes;
      case CONNECTIVITY -> network;
    };
  }

  /** Whether a neighbour is there, and what its record does not say is not so. */
  public boolean tellsAll(Neighbour neighbour) {
    return state(neighbour).isPresent() && !cutOff.contains(neighbour);
  }

  /** Why a neighbour is not there; absent when it is there or was not asked for. */
  public Optional<String> whyMissing(Neighbour neighbour) {
    return Optional.ofNullable(missing.get(neighbour));
  }

  /** Collects what neighbours have said. */
  public static final class Builder {
    private final Map<Neighbour, NeighbourState> states = new EnumMap<>(Neighbour.class);
    private final Map<Neighbour, String> missing = new EnumMap<>(Neighbour.class);
    private final Set<Neighbour> cutOff = EnumSet.noneOf(Neighbour.class);
    private DeviceBuild device = DeviceBuild.UNKNOWN;
    private Set<String> packages = Set.of();
    private boolean linesOfFile;

    private Builder() {}

    /** What the device is. */
    public Builder device(DeviceBuild build) {
      device = build;
      return this;
    }

    /** The packages that were asked about. */
    public Builder packages(Set<String> asked) {
      packages = asked;
      return this;
    }

    /** What a neighbour has said, in place of what it said before. */
    public Builder add(NeighbourState state) {
      states.put(state.neighbour(), state);
      missing.remove(state.neighbour());
      return this;
    }

    /** The text of a neighbour ends too early. */
    public Builder cutOff(Neighbour neighbour) {
      cutOff.add(neighbour);
      return this;
    }

    /** Why a neighbour says nothing. */
    public Builder missing(Neighbour neighbour, String why) {
      states.remove(neighbour);
      missing.put(neighbour, why);
      return this;
    }

    /** The lines are those of one file. */
    public Builder linesOfFile() {
      linesOfFile = true;
      return this;
    }

    /** All that was collected. */
    public Neighbours build() {
      return new Neighbours(
          device,
          packages,
          state(Neighbour.DEVICE_IDLE, DeviceIdle.class),
          state(Neighbour.USAGE_STATS, AppStandby.class),
          state(Neighbour.BATTERY, Battery.class),
          state(Neighbour.THERMAL, Thermal.class),
          state(Neighbour.POWER, Power.class),
          state(Neighbour.PACKAGE, InstalledPackages.class),
          state(Neighbour.APP_OPS, AppOps.class),
          state(Neighbour.EXIT_INFO, ProcessExits.class),
          state(Neighbour.PROCESSES, RunningProcesses.class),
          state(Neighbour.CONNECTIVITY, ActiveNetwork.class),
          missing,
          cutOff,
          linesOfFile);
    }

    private <T extends NeighbourState> Optional<T> state(Neighbour neighbour, Class<T> type) {
      return Optional.ofNullable(states.get(neighbour)).map(type::cast);
    }
  }
}
