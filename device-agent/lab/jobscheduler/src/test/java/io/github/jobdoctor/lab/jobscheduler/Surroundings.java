package io.github.jobdoctor.lab.jobscheduler;

import android.content.ComponentName;
import android.content.Intent;
import android.net.ConnectivityManager;
import android.os.BatteryManager;
import android.os.Build;
import android.os.PowerManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.shadows.ShadowApplication;
import org.robolectric.shadows.ShadowPowerManager;

/**
 * What goes on around the job scheduler, told to it in the way in which a device tells it: by a
 * broadcast where there is one, else by a call of the part of Android that listens. What a level
 * does not know it is not told.
 */
final class Surroundings {

  private static final String SERVICE = "com.android.server.job.JobSchedulerService";
  private static final int FIRST_WITH_STANDBY_BUCKETS = 28;
  private static final int FIRST_WITH_OWN_CLOCK = 28;
  private static final int BUCKET_CHANGED_BY_USAGE = 0x300;
  private static final List<String> BUCKETS =
      List.of("EXEMPTED", "ACTIVE", "WORKING", "FREQUENT", "RARE", "RESTRICTED");

  private final JobSchedulerLab lab;
  private final Set<String> idleApps = new HashSet<>();
  private final Set<String> stoppedApps = new HashSet<>();
  private final Set<String> badApps = new HashSet<>();
  private Optional<Clock> wallClock = Optional.empty();

  Surroundings(JobSchedulerLab lab) {
    this.lab = lab;
    lab.system()
        .answers()
        .when("UsageStatsManagerInternal.isAppIdle", a -> idleApps.contains((String) a[0]))
        .when("PackageManagerInternal.isPackageStopped", a -> stoppedApps.contains((String) a[0]))
        .when(
            "ActivityManagerInternal.isAppBad",
            // The application's description up to API 30, then the name of its process.
            a -> badApps.contains(a[0] instanceof String name ? name : processOf(a[0])));
  }

  private static String processOf(Object application) {
    return Hidden.get(application, "processName");
  }

  /** Plugs the device in, so that it charges, or unplugs it. */
  void charges(boolean charges) {
    lab.system().charging = charges;
    tell(charges ? Intent.ACTION_POWER_CONNECTED : Intent.ACTION_POWER_DISCONNECTED);
    tell(charges ? BatteryManager.ACTION_CHARGING : BatteryManager.ACTION_DISCHARGING);
    controller("AppIdleController")
        .ifPresent(controller -> Hidden.call(controller, "setAppIdleParoleOn", charges));
    if (Hidden.hasField(lab.service(), "mInParole")) {
      Hidden.call(Hidden.get(lab.service(), "mStandbyTracker"), "onParoleStateChanged", charges);
      lab.settle();
    }
  }

  void batteryIsLow(boolean low) {
    lab.system().batteryLevel = low ? 9 : 80;
    tell(low ? Intent.ACTION_BATTERY_LOW : Intent.ACTION_BATTERY_OKAY);
  }

  // Apps are told otherwise nowadays, the job scheduler is not.
  @SuppressWarnings("deprecation")
  void storageIsLow(boolean low) {
    tell(low ? Intent.ACTION_DEVICE_STORAGE_LOW : Intent.ACTION_DEVICE_STORAGE_OK);
  }

  /** Broadcasts it, to receivers directly: Robolectric would print a line for each. */
  private void tell(String action) {
    for (ShadowApplication.Wrapper registered : application().getRegisteredReceivers()) {
      if (registered.intentFilter.hasAction(action)) {
        registered.broadcastReceiver.onReceive(registered.context, new Intent(action));
      }
    }
    lab.settle();
  }

  /** Forgets who listens to broadcasts: the labs before. */
  static void forgetReceivers() {
    application().clearRegisteredReceivers();
  }

  private static ShadowApplication application() {
    return Shadows.shadowOf(RuntimeEnvironment.getApplication());
  }

  /** Whether nobody has used the device for a while. */
  void isIdle(boolean idle) {
    Object controller = controller("IdleController").orElseThrow();
    Hidden.set(Hidden.get(controller, "mIdleTracker"), "mIdle", idle);
    Hidden.call(controller, "reportNewIdleState", idle);
    lab.settle();
  }

  /** Whether the device dozes, and the apps that may work all the same. */
  void dozes(boolean dozes, int... allowedAppIds) {
    Object controller = controller("DeviceIdleJobsController").orElseThrow();
    Hidden.set(controller, "mDeviceIdleWhitelistAppIds", allowedAppIds.clone());
    // What it is for the power manager; its setter would broadcast, and print a line for it.
    Hidden.set(ShadowPowerManager.class, "isDeviceIdleMode", dozes);
    Hidden.call(controller, "updateIdleMode", dozes);
    // From API 33 on another part, which listens for itself, stops the jobs that run.
    tell(PowerManager.ACTION_DEVICE_IDLE_MODE_CHANGED);
  }

  boolean isDozing() {
    return Hidden.get(controller("DeviceIdleJobsController").orElseThrow(), "mDeviceIdleMode");
  }

  /**
   * No app has a network. From API 31 on that is so until {@link Networks} tells otherwise; before,
   * the scheduler asks the connectivity manager.
   */
  @SuppressWarnings("deprecation")
  void hasNoNetwork() {
    Shadows.shadowOf(
            RuntimeEnvironment.getApplication().getSystemService(ConnectivityManager.class))
        .setActiveNetworkInfo(null);
  }

  /** Puts an app in a standby bucket, as {@code UsageStatsManager} numbers them. */
  void bucket(App app, int userId, int bucket) {
    lab.system().bucket(app.packageName(), userId, bucket);
    if (Build.VERSION.SDK_INT >= FIRST_WITH_STANDBY_BUCKETS) {
      tellOfBucket(Hidden.get(lab.service(), "mStandbyTracker"), app, userId, bucket);
    }
    controller("QuotaController")
        .filter(
            quota -> Hidden.findType(quota.getClass().getName() + "$StandbyTracker").isPresent())
        .map(quota -> Hidden.create(quota.getClass().getName() + "$StandbyTracker", quota))
        .ifPresent(tracker -> tellOfBucket(tracker, app, userId, bucket));
    lab.settle();
  }

  private static void tellOfBucket(Object tracker, App app, int userId, int bucket) {
    Hidden.call(
        tracker,
        "onAppIdleStateChanged",
        app.packageName(),
        userId,
        false,
        bucket,
        BUCKET_CHANGED_BY_USAGE);
  }

  /** Whether the app was not used for days, which counts up to API 27. */
  void isUnused(App app, int userId, boolean unused) {
    put(idleApps, app.packageName(), unused);
    controller("AppIdleController")
        .ifPresent(
            controller -> {
              Object listener =
                  Hidden.create(
                      controller.getClass().getName() + "$AppIdleStateChangeListener", controller);
              Hidden.call(listener, "onAppIdleStateChanged", app.packageName(), userId, unused);
            });
    lab.settle();
  }

  /** Whether the app is in use: on the screen, or just left. */
  void isInUse(int uid, boolean inUse) {
    Object observer = Hidden.get(lab.service(), "mUidObserver");
    tracker()
        .map(tracker -> Hidden.get(tracker, "mHandler"))
        .ifPresent(handler -> tell(handler, uid, inUse));
    if (inUse) {
      Hidden.call(observer, "onUidActive", uid);
    } else if (Hidden.hasMethod(observer, "onUidIdle", uid, false)) {
      Hidden.call(observer, "onUidIdle", uid, false);
    } else {
      Hidden.call(observer, "onUidIdle", uid);
    }
    lab.settle();
  }

  private static void tell(Object handler, int uid, boolean inUse) {
    if (inUse) {
      Hidden.call(handler, "handleUidActive", uid);
    } else if (Hidden.hasMethod(handler, "handleUidIdle", uid, false)) {
      Hidden.call(handler, "handleUidIdle", uid, false);
    } else {
      Hidden.call(handler, "handleUidIdle", uid);
    }
  }

  /** Whether battery saver holds the apps in the background back. */
  void savesBattery(boolean saves) {
    tracker()
        .ifPresent(
            tracker -> {
              Hidden.set(tracker, "mBatterySaverEnabled", saves);
              Hidden.call(tracker, "updateForceAllAppStandbyState");
              lab.settle();
            });
  }

  /** Whether the user bars the app from working in the background. */
  void isRestricted(App app, int userId, boolean restricted) {
    tracker()
        .ifPresent(
            tracker -> {
              int uid = app.uid(userId);
              Hidden.call(
                  tracker,
                  "updateForcedAppStandbyUidPackageLocked",
                  uid,
                  app.packageName(),
                  restricted);
              Hidden.call(
                  Hidden.get(tracker, "mHandler"),
                  "notifyRunAnyAppOpsChanged",
                  uid,
                  app.packageName());
              lab.settle();
            });
  }

  boolean isBatterySaved() {
    return tracker().map(it -> Hidden.<Boolean>get(it, "mForceAllAppsStandby")).orElse(false);
  }

  boolean isRestricted(int uid, String packageName) {
    return !tracker()
        .map(it -> Hidden.<Boolean>call(it, "isRunAnyInBackgroundAppOpsAllowed", uid, packageName))
        .orElse(true);
  }

  /** Whether the app was force-stopped, for all users; counts from API 35 on. */
  void isStopped(App app, boolean stopped) {
    put(stoppedApps, app.packageName(), stopped);
    Object controller = controller("BackgroundJobsController").orElse(null);
    if (controller != null && Hidden.hasField(controller, "mPackageStoppedState")) {
      // As if the answers had not been remembered.
      Hidden.call(Hidden.get(controller, "mPackageStoppedState"), "clear");
      Hidden.call(controller, "updateAllJobRestrictionsLocked");
      lab.settle();
    }
  }

  boolean isStopped(String packageName) {
    return stoppedApps.contains(packageName);
  }

  /** How warm the device is: 0 to 6; counts from API 29 on. */
  void heat(int status) {
    if (Hidden.hasField(lab.service(), "mThermalConstraint")) {
      Hidden.set(lab.service(), "mThermalConstraint", status >= 3);
    }
    for (Object restriction : restrictions()) {
      if (Hidden.hasField(restriction, "mThermalStatus")) {
        Hidden.set(restriction, "mThermalStatus", status);
      } else if (Hidden.hasField(restriction, "mIsThermalRestricted")) {
        Hidden.set(restriction, "mIsThermalRestricted", status >= 3);
      }
    }
    lab.checkJobs();
  }

  private List<?> restrictions() {
    return Hidden.hasField(lab.service(), "mJobRestrictions")
        ? Hidden.get(lab.service(), "mJobRestrictions")
        : List.of();
  }

  /** Whether the app is in a backup; counts from API 30 on. */
  void isBackedUp(int uid, boolean backedUp) {
    if (!Hidden.hasField(lab.service(), "mBackingUpUids")) {
      return;
    }
    Object uids = Hidden.get(lab.service(), "mBackingUpUids");
    Hidden.call(uids, "delete", uid);
    if (backedUp) {
      boolean counted = Hidden.hasMethod(uids, "put", uid, 1);
      Hidden.call(uids, "put", uid, counted ? (Object) 1 : (Object) true);
    }
    lab.checkJobs();
  }

  /** Whether the app's last version lacks this service. */
  void lacks(ComponentName service, boolean lacks) {
    put(lab.system().goneServices, service, lacks);
    controller("ComponentController")
        .ifPresent(
            controller ->
                lab.system()
                    .users()
                    .forEach(
                        user ->
                            Hidden.call(
                                controller,
                                "updateComponentStateForPackage",
                                user,
                                service.getPackageName())));
    lab.checkJobs();
  }

  boolean isLacking(ComponentName service) {
    return lab.system().goneServices.contains(service);
  }

  /** Whether the app has crashed so often that Android starts it no more; from API 29 on. */
  void isBad(App app, boolean bad) {
    put(badApps, app.packageName(), bad);
    lab.checkJobs();
  }

  /**
   * How many jobs and sessions an app may run in a window, in each bucket; counts from API 29 on.
   */
  void quota(int jobs, int sessions) {
    controller("QuotaController")
        .ifPresent(
            controller -> {
              limit(controller, "JOB", "mMaxBucketJobCounts", jobs);
              limit(controller, "SESSION", "mMaxBucketSessionCounts", sessions);
              Hidden.call(controller, "invalidateAllExecutionStatsLocked");
              Hidden.call(controller, "maybeUpdateAllConstraintsLocked");
              lab.settle();
            });
  }

  /** What the controller goes by, and the constants that it was set from and prints. */
  private static void limit(Object controller, String what, String limits, int most) {
    Arrays.fill(Hidden.<int[]>get(controller, limits), most);
    Object constants = Hidden.get(controller, "mQcConstants");
    BUCKETS.stream()
        .map(bucket -> "MAX_" + what + "_COUNT_" + bucket)
        .filter(name -> Hidden.hasField(constants, name))
        .forEach(name -> Hidden.set(constants, name, most));
  }

  /**
   * Sets the wall clock so far ahead of where it began, as a user does; time since boot goes on as
   * before. Before API 28 the scheduler goes by the host's clock.
   */
  void setWallClock(Duration ahead) {
    if (Build.VERSION.SDK_INT >= FIRST_WITH_OWN_CLOCK) {
      Class<?> service = Hidden.type(SERVICE);
      wallClock = wallClock.or(() -> Optional.of(Hidden.<Clock>get(service, "sSystemClock")));
      Hidden.set(service, "sSystemClock", Clock.offset(wallClock.get(), ahead));
    }
    tell(Intent.ACTION_TIME_CHANGED);
  }

  /** The scheduler's own controller of that name; absent when the level has none. */
  Optional<Object> controller(String name) {
    for (Object controller : Hidden.<List<?>>get(lab.service(), "mControllers")) {
      if (controller.getClass().getSimpleName().equals(name)) {
        return Optional.of(controller);
      }
    }
    return Optional.empty();
  }

  private Optional<Object> tracker() {
    return controller("BackgroundJobsController")
        .filter(controller -> Hidden.hasField(controller, "mAppStateTracker"))
        .map(controller -> Hidden.get(controller, "mAppStateTracker"));
  }

  private static <T> void put(Set<T> set, T element, boolean in) {
    if (in) {
      set.add(element);
    } else {
      set.remove(element);
    }
  }
}
