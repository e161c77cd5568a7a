package io.github.jobdoctor.lab.jobscheduler;

import android.content.ComponentName;
import android.content.Context;
import android.content.pm.ApplicationInfo;
import android.content.pm.PackageManager;
import android.content.pm.ServiceInfo;
import android.os.Build;
import android.os.Looper;
import android.os.Process;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.robolectric.shadows.ShadowServiceManager;

/**
 * The rest of the system server: what the job scheduler finds in {@code LocalServices} and beside
 * it. Knows which apps are installed, their standby buckets and the battery.
 */
final class SystemServer {

  private static final String ANDROID = "android";
  private static final int SYSTEM_UID = 1000;
  private static final int CACHED = 19;
  private static final long BUCKET_BY_USAGE = 0x300;
  private static final long NEVER_LAUNCHED = Long.MAX_VALUE;

  /**
   * A part of the system that the scheduler asks, where it has this name. Later levels' classes may
   * be found too, since the class path has them, but could not be used.
   */
  private record Internal(String type, int from, int to) {

    Internal(String type, int from) {
      this(type, from, Integer.MAX_VALUE);
    }

    boolean isThere() {
      return from <= Build.VERSION.SDK_INT && Build.VERSION.SDK_INT <= to;
    }
  }

  private static final List<Internal> INTERNALS =
      List.of(
          new Internal("android.app.ActivityManagerInternal", 24),
          new Internal("android.app.usage.UsageStatsManagerInternal", 21),
          new Internal("android.content.pm.PackageManagerInternal", 23),
          new Internal("android.os.BatteryManagerInternal", 21),
          new Internal("android.os.BatteryStatsInternal", 28),
          new Internal("android.os.PowerManagerInternal", 21),
          new Internal("android.os.UserManagerInternal", 24, 30),
          new Internal("android.os.storage.StorageManagerInternal", 33, 36),
          new Internal("com.android.server.StorageManagerInternal", 37),
          new Internal("com.android.server.DeviceIdleController$LocalService", 23, 29),
          new Internal("com.android.server.DeviceIdleInternal", 30),
          new Internal("com.android.server.PowerAllowlistInternal", 31),
          new Internal("com.android.server.net.NetworkPolicyManagerInternal", 24),
          new Internal("com.android.server.notification.NotificationManagerInternal", 26),
          new Internal("com.android.server.pm.UserManagerInternal", 31),
          new Internal("com.android.server.tare.EconomyManagerInternal", 33, 34),
          new Internal("com.android.server.uri.UriGrantsManagerInternal", 29),
          new Internal("com.android.server.usage.AppStandbyInternal", 30));

  private final Answers answers = new Answers();
  private final Map<String, App> apps = new HashMap<>();
  private final List<Integer> users;
  private final Map<String, Integer> buckets = new HashMap<>();
  private final Map<Integer, Integer> processStates = new HashMap<>();
  private final Set<String> badApps = new HashSet<>();
  private final Class<?> localServices = Hidden.type("com.android.server.LocalServices");
  boolean charging;
  int batteryLevel = 80;

  /** Services that the installed versions of their apps do not have, or have disabled. */
  final Set<ComponentName> goneServices = new HashSet<>();

  SystemServer(List<App> installed, List<Integer> users) {
    this.users = List.copyOf(users);
    apps.put(ANDROID, new App(ANDROID, SYSTEM_UID));
    for (App app : installed) {
      apps.put(app.packageName(), app);
    }
    answerPackages();
    answerTheRest();
  }

  Answers answers() {
    return answers;
  }

  List<Integer> users() {
    return users;
  }

  /** Sets the standby bucket of an app for a user, as {@code UsageStatsManager} numbers them. */
  void bucket(String packageName, int userId, int bucket) {
    buckets.put(userId + packageName, bucket);
  }

  int bucket(String packageName, int userId) {
    return buckets.getOrDefault(userId + packageName, 10);
  }

  /** Sets the process state of an app. */
  void processState(int uid, int state) {
    processStates.put(uid, state);
  }

  /** Whether Android has given up on an app that crashes again and again. */
  void appIsBad(String packageName, boolean isBad) {
    if (isBad) {
      badApps.add(packageName);
    } else {
      badApps.remove(packageName);
    }
  }

  /** A package manager for contexts. */
  PackageManager packageManager() {
    return answers.standIn(PackageManager.class);
  }

  /** Puts all collaborators in their places. */
  void start(SystemContext context) {
    if (Build.VERSION.SDK_INT >= 31) {
      context.manager(
          "permission_checker",
          answers.standIn(Hidden.type("android.permission.PermissionCheckerManager")));
    }
    Hidden.<Map<?, ?>>get(localServices, "sLocalServiceObjects").clear();
    ShadowAppGlobals.packages(answers.standIn(Hidden.type("android.content.pm.IPackageManager")));
    for (Internal internal : INTERNALS) {
      if (internal.isThere()) {
        Class<?> type = Hidden.type(internal.type());
        publish(type, answers.standIn(type));
      }
    }
    if (Build.VERSION.SDK_INT >= 30) {
      String name = "com.android.server.SystemServiceManager";
      publish(Hidden.type(name), Hidden.create(name, context));
    }
    if (Build.VERSION.SDK_INT >= 36) {
      Map<String, ?> binders = Hidden.get(ShadowServiceManager.class, "binderServices");
      Hidden.set(
          binders.get("platform_compat"),
          "cachedBinder",
          answers.standIn(Hidden.type("com.android.server.compat.PlatformCompat")));
    }
    startAppStateTracker(context);
  }

  private void startAppStateTracker(Context context) {
    if (Build.VERSION.SDK_INT < 28) {
      return;
    }
    String name =
        Build.VERSION.SDK_INT < 31
            ? "com.android.server.AppStateTracker"
            : "com.android.server.AppStateTrackerImpl";
    Object tracker = Hidden.create(name, context, Looper.getMainLooper());
    publish(Hidden.type("com.android.server.AppStateTracker"), tracker);
    Hidden.call(tracker, "onSystemServicesReady");
  }

  private void publish(Class<?> type, Object service) {
    Hidden.call(localServices, "addService", type, service);
  }

  private void answerPackages() {
    Answers.Answer uidOfPackage =
        arguments -> {
          int userId = arguments.length > 2 ? (Integer) arguments[2] : 0;
          return uid((String) arguments[0], userId);
        };
    Answers.Answer uidOrThrow =
        arguments -> {
          Object last = arguments[arguments.length - 1];
          int userId =
              arguments.length > 1 && last instanceof Integer user && users.contains(user)
                  ? user
                  : 0;
          int uid = uid((String) arguments[0], userId);
          if (uid < 0) {
            throw new PackageManager.NameNotFoundException((String) arguments[0]);
          }
          return uid;
        };
    answers
        .when("IPackageManager.getPackageUid", uidOfPackage)
        .when("PackageManagerInternal.getPackageUid", uidOfPackage)
        .when("PackageManager.getPackageUid", uidOrThrow)
        .when("PackageManager.getPackageUidAsUser", uidOrThrow)
        .when("PackageManagerInternal.getPackageTargetSdkVersion", a -> Build.VERSION.SDK_INT)
        .when("PackageManagerInternal.getUidTargetSdkVersion", a -> Build.VERSION.SDK_INT)
        .when("IPackageManager.isPackageAvailable", a -> apps.containsKey((String) a[0]))
        .when("IPackageManager.getPackagesForUid", a -> packagesOf((Integer) a[0]))
        .when("PackageManager.getPackagesForUid", a -> packagesOf((Integer) a[0]))
        .when("IPackageManager.getApplicationInfo", a -> application((String) a[0], (Integer) a[2]))
        .when(
            "IPackageManager.getServiceInfo",
            a -> service((ComponentName) a[0], (Integer) a[a.length - 1]))
        .when("PackageManager.getServiceInfo", a -> service((ComponentName) a[0], 0))
        // The shell and the system may do all that is asked of them, apps nothing.
        .when(
            "IPackageManager.checkUidPermission",
            a ->
                (Integer) a[1] < Process.FIRST_APPLICATION_UID
                    ? PackageManager.PERMISSION_GRANTED
                    : PackageManager.PERMISSION_DENIED);
  }

  private void answerTheRest() {
    Answers.Answer bucketOfApp = a -> bucket((String) a[0], (Integer) a[1]);
    answers
        .when("UsageStatsManagerInternal.getAppStandbyBucket", bucketOfApp)
        .when("AppStandbyInternal.getAppStandbyBucket", bucketOfApp)
        .when(
            "UsageStatsManagerInternal.getAppStandbyBucketAndReason",
            a -> ((long) bucket((String) a[0], (Integer) a[1]) << Integer.SIZE) | BUCKET_BY_USAGE)
        // With 0 the prefetch controller asks again and again, for ever.
        .when("UsageStatsManagerInternal.getEstimatedPackageLaunchTime", a -> NEVER_LAUNCHED)
        .when(
            "ActivityManagerInternal.getBackgroundStartPrivileges",
            a -> Hidden.get(Hidden.type("android.app.BackgroundStartPrivileges"), "NONE"))
        .when(
            "ActivityManagerInternal.getUidProcessState",
            a -> processStates.getOrDefault((Integer) a[0], CACHED))
        // The app itself up to API 30, then the name of its process, which is the package's here.
        .when(
            "ActivityManagerInternal.isAppBad",
            a ->
                badApps.contains(
                    a[0] instanceof ApplicationInfo app ? app.packageName : (String) a[0]))
        .when("UserManagerInternal.getUserIds", a -> userIds())
        .when("UserManagerInternal.exists", a -> users.contains((Integer) a[0]))
        .when("UserManagerInternal.isUserUnlockingOrUnlocked", a -> true)
        .when("PowerManagerInternal.getLowPowerState", a -> lowPowerState())
        .when("BatteryManagerInternal.isPowered", a -> charging)
        .when("BatteryManagerInternal.getBatteryLevel", a -> batteryLevel)
        .when("BatteryManagerInternal.getBatteryLevelLow", a -> batteryLevel < 15);
  }

  private static Object lowPowerState() {
    Object builder = Hidden.create("android.os.PowerSaveState$Builder");
    Hidden.call(builder, "setBatterySaverEnabled", false);
    return Hidden.call(builder, "build");
  }

  private int[] userIds() {
    return users.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The uid of a package for a user; -1 as the platform says it when there is none. */
  private int uid(String packageName, int userId) {
    App app = apps.get(packageName);
    return app == null || !users.contains(userId) ? -1 : app.uid(userId);
  }

  private String[] packagesOf(int uid) {
    List<String> names = new ArrayList<>();
    for (App app : apps.values()) {
      if (app.appId() == App.appId(uid)) {
        names.add(app.packageName());
      }
    }
    return names.isEmpty() ? null : names.toArray(String[]::new);
  }

  private ApplicationInfo application(String packageName, int userId) {
    int uid = uid(packageName, userId);
    if (uid < 0) {
      return null;
    }
    ApplicationInfo info = new ApplicationInfo();
    info.packageName = packageName;
    info.processName = packageName;
    info.uid = uid;
    info.targetSdkVersion = Build.VERSION.SDK_INT;
    return info;
  }

  private ServiceInfo service(ComponentName component, int userId) {
    ApplicationInfo application = application(component.getPackageName(), userId);
    if (application == null || goneServices.contains(component)) {
      return null;
    }
    ServiceInfo info = new ServiceInfo();
    info.applicationInfo = application;
    info.packageName = component.getPackageName();
    info.name = component.getClassName();
    info.processName = component.getPackageName();
    info.permission = "android.permission.BIND_JOB_SERVICE";
    return info;
  }
}
