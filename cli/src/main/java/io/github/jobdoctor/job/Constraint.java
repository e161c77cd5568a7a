package io.github.jobdoctor.job;

/**
 * A condition of a job, by the name that the dump prints. Vendors add their own, so the vocabulary
 * is open; Android's own are constants here (reference/dumpsys-jobscheduler.md §6.3). Names are
 * read, never the bits behind them, which change their meaning from level to level.
 *
 * @param name such as {@code CHARGING}
 */
public record Constraint(String name) {

  /** The device is really charging, not merely plugged in. */
  public static final Constraint CHARGING = new Constraint("CHARGING");

  /** The battery is not low. */
  public static final Constraint BATTERY_NOT_LOW = new Constraint("BATTERY_NOT_LOW");

  /** Storage is not low. */
  public static final Constraint STORAGE_NOT_LOW = new Constraint("STORAGE_NOT_LOW");

  /** Nobody has used the device for a while; this is not Doze. */
  public static final Constraint IDLE = new Constraint("IDLE");

  /** The minimum latency, the periodic window or the backoff is over. */
  public static final Constraint TIMING_DELAY = new Constraint("TIMING_DELAY");

  /** The deadline has passed: never needed to run, it only overrides the others. */
  public static final Constraint DEADLINE = new Constraint("DEADLINE");

  /** A network that fits the request. */
  public static final Constraint CONNECTIVITY = new Constraint("CONNECTIVITY");

  /** Watched content has changed. */
  public static final Constraint CONTENT_TRIGGER = new Constraint("CONTENT_TRIGGER");

  /** The app has quota left (API 29 and later). */
  public static final Constraint WITHIN_QUOTA = new Constraint("WITHIN_QUOTA");

  /** The device is not dozing, or the job may run all the same. */
  public static final Constraint DEVICE_NOT_DOZING = new Constraint("DEVICE_NOT_DOZING");

  /** The app may work in the background (API 28 and later). */
  public static final Constraint BACKGROUND_NOT_RESTRICTED =
      new Constraint("BACKGROUND_NOT_RESTRICTED");

  /** The app is likely to be opened soon (required from API 34). */
  public static final Constraint PREFETCH = new Constraint("PREFETCH");

  /** Enough of the preferred conditions hold (API 34 and later). */
  public static final Constraint FLEXIBILITY = new Constraint("FLEXIBILITY");

  /** The app can pay in Android's resource economy (API 33 and 34, off by default). */
  public static final Constraint TARE_WEALTH = new Constraint("TARE_WEALTH");

  /** The app was used lately (API 23 to 27). */
  public static final Constraint APP_NOT_IDLE = new Constraint("APP_NOT_IDLE");

  /** An unmetered network (up to API 27; later part of the network request). */
  public static final Constraint UNMETERED = new Constraint("UNMETERED");

  /** A metered network (API 26 and 27). */
  public static final Constraint METERED = new Constraint("METERED");

  /** A network that does not roam (API 24 to 27). */
  public static final Constraint NOT_ROAMING = new Constraint("NOT_ROAMING");

  /** The app has quota left for expedited jobs (API 31 and 32). */
  public static final Constraint WITHIN_EXPEDITED_QUOTA = new Constraint("WITHIN_EXPEDITED_QUOTA");

  // Written out, because the generated ones are linked at run time, which costs every start more
  // than all the comparisons of it.
  @Override
  public boolean equals(Object other) {
    return other instanceof Constraint constraint && name.equals(constraint.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
