package io.github.jobdoctor.job;

/**
 * Another service of Android that knows something of why a job waits, or why one ended.
 *
 * <p>The alarm manager is not among them: since API 21 jobs have their times in their own dump, and
 * no known cause shows in alarms alone.
 */
public enum Neighbour {
  /** Doze: its state, and who is exempt ({@link DeviceIdle}; API 23 and later). */
  DEVICE_IDLE("deviceidle"),
  /** App standby: the bucket of each app ({@link AppStandby}). */
  USAGE_STATS("usagestats"),
  /** The battery, and whether somebody fakes it ({@link Battery}). */
  BATTERY("battery"),
  /** Heat ({@link Thermal}; API 29 and later). */
  THERMAL("thermalservice"),
  /** Battery saver, and whether the device is in use ({@link Power}). */
  POWER("power"),
  /** What is installed, and what of it may run ({@link InstalledPackages}). */
  PACKAGE("package"),
  /** What the user has forbidden an app ({@link AppOps}). */
  APP_OPS("appops"),
  /** Why processes ended ({@link ProcessExits}; API 30 and later). */
  EXIT_INFO("activity exit-info"),
  /** The processes that run ({@link RunningProcesses}). */
  PROCESSES("activity processes"),
  /** The network that apps get when they name none ({@link ActiveNetwork}). */
  CONNECTIVITY("connectivity");

  private final String service;

  Neighbour(String service) {
    this.service = service;
  }

  /**
   * The name for people, such as {@code deviceidle}: that of the service in a bug report; for a
   * part of the activity manager with the part's name behind it.
   */
  public String service() {
    return service;
  }

  @Override
  public String toString() {
    return service;
  }
}
