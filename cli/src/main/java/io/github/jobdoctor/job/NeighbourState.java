package io.github.jobdoctor.job;

/**
 * What one neighbour of the job scheduler has said. Every {@link DumpLine} in it is a line of that
 * neighbour's text.
 */
public sealed interface NeighbourState
    permits ActiveNetwork,
        AppOps,
        AppStandby,
        Battery,
        DeviceIdle,
        InstalledPackages,
        Power,
        ProcessExits,
        RunningProcesses,
        Thermal {

  /** Whose lines these are. */
  Neighbour neighbour();
}
