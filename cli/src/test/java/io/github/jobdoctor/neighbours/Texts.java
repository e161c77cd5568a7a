package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What services print, made by hand after the platform's own dump methods. */
final class Texts {

  static final String DEVICE_IDLE_23 =
      """
        Whitelist (except idle) system apps:
          com.android.shell
        Whitelist system apps:
          com.android.shell
        Whitelist user apps:
          com.x
        Whitelist (except idle) all app ids:
          2000
          10086
        Whitelist all app ids:
          2000
          10086
        Temp whitelist schedule:
          UID=10099: +4s - sms
        Temp whitelist app ids:
          10099
        mEnabled=true
        mForceIdle=true
        mSigMotionSensor=null
        mScreenOn=false
        mCharging=false
        mState=IDLE
        mInactiveTimeout=+30m0s0ms
      """;

  static final String DEVICE_IDLE_34 =
      """
        Settings:
          light_after_inactive_to=+4m0s0ms
          wait_for_unlock=true
        Idling history:
             normal: -2h26m52s889ms (unlocked)
        Whitelist (except idle) system apps:
          com.android.shell
        Whitelist system apps:
          com.android.shell
        Removed from whitelist system apps:
          com.android.dialer
        Whitelist user apps:
          com.x
          com.y
        Whitelist (except idle) all app ids:
          2000
          10086
        Whitelist user app ids:
          10086
        Whitelist all app ids:
          2000
          10086
        mLightEnabled=true  mDeepEnabled=false
        mForceIdle=false
        mUseMotionSensor=true mMotionSensor={Sensor name="mState=IDLE mLightState=IDLE", vendor="v"}
        mScreenOn=true
        mScreenLocked=true
        mNetworkConnected=true
        mCharging=true
        activeEmergencyCall=false
        mLocating=false mHasGps=false mHasFused=false mLocated=false
        mState=ACTIVE mLightState=INACTIVE
        mInactiveTimeout=+30m0s0ms
      """;

  static final String BATTERY =
      """
      Current Battery Service state:
        AC powered: false
        USB powered: true
        Wireless powered: false
        Dock powered: false
        Max charging current: 500000
        status: 4
        health: 2
        present: true
        level: 80
        scale: 100
        voltage: 4113
        technology: Li-ion
        Charging state: 4
        Charging policy: 2
        Capacity level: 3
      """;

  static final String BATTERY_FAKED =
      """
      Current Battery Service state:
        (UPDATES STOPPED -- use 'reset' to restart)
        AC powered: false
        USB powered: false
        Wireless powered: false
        status: 3
        level: 15
        scale: 100
      """;

  static final String THERMAL =
      """
      IsStatusOverride: true
      ThermalEventListeners:
      \tcallbacks: 1
      ThermalStatusListenersPerDevice (DeviceId=3):
      Thermal Status: 4
      Thermal Status (DeviceId=3): 0
      Cached temperatures:
      \tTemperature{mValue=33.7, mType=2, mName=battery, mStatus=0}
      """;

  static final String POWER_27 =
      """
      POWER MANAGER (dumpsys power)

      Power Manager State:
        mDirty=0x0
        mWakefulness=Asleep
        mWakefulnessChanging=false
        mIsPowered=false
        mBatteryLevel=14
        mLowPowerModeEnabled=true
        mBatteryLevelLow=true
        mLightDeviceIdleMode=false
        mDeviceIdleMode=true

      Settings and Configuration:
        mLowPowerModeSetting=false
      """;

  static final String POWER_34 =
      """
      POWER MANAGER (dumpsys power)

      Power Manager State:
        Settings power_manager_constants:
          no_cached_wake_locks=true
        mWakefulness=Awake
        mIsPowered=true
        mBatteryLevel=80
        mBatteryLevelLow=false
        mLightDeviceIdleMode=false
        mDeviceIdleMode=false

      Battery saver policy (*NOTE* they only apply when battery saver is ON):
        Settings: battery_saver_constants
          value: Enabled=false

      Battery saver state machine:
        Enabled=true
          full=true
          adaptive=false
        mState=3
        mIsPowered=false
        mSettingBatterySaverEnabledSticky=false
      """;

  static final String POWER_37_WITHOUT_SAVER =
      """
      POWER MANAGER (dumpsys power)

      Power Manager State:
        mWakefulness=Awake
        mIsPowered=true
      Battery Saver: DISABLED
      """;

  static final String USAGE_STATS_27 =
      """
      user=0\s
        In-memory daily stats
          packages
            package=com.x totalTime="00:01" lastTime="25/4/2018, 11:05 AM"\s
        Package idle stats:
          package=com.x lastUsedElapsed=+27m24s119ms lastUsedScreenOn=+4m12s839ms idle=n
          package=com.y lastUsedElapsed=+2d0h1m0s0ms lastUsedScreenOn=+4m12s839ms idle=y
          package=com.other lastUsedElapsed=+1s0ms lastUsedScreenOn=+1s0ms idle=y

          totalElapsedTime=+18h30m30s137ms
      user=10\s
        Package idle stats:
          package=com.x lastUsedElapsed=+1m0s0ms lastUsedScreenOn=+4m12s839ms idle=y

      mAppIdleEnabled=true mAppIdleTempParoled=true mCharging=true mLastAppIdleParoledTime=0
      """;

  static final String USAGE_STATS_28 =
      """
      user=0\s
        Last 24 hour events (timeRange="5/6/2020, 11:32 AM – 5/7/2020, 11:32 AM" )
          time="2020-05-06 12:47:42" type=STANDBY_BUCKET_CHANGED package=com.x standbyBucket=10 reason=u-mb flags=0x0\s
        App Standby States:
          package=com.x u=0 bucket=50 reason=d used=+2d14h30m29s417ms usedScr=+1d12h39m50s294ms lastPred=+2d14h39m35s358ms activeLeft=-2d14h39m21s28ms wsLeft=-2d14h39m21s28ms lastJob=-24855d3h14m7s780ms idle=y

          totalElapsedTime=+2d14h39m21s28ms

      mAppIdleEnabled=true mAppIdleTempParoled=false mCharging=false mChargingStable=false mLastAppIdleParoledTime=0
      """;

  static final String USAGE_STATS_34 =
      """
      User 0 App Standby States:
        package=com.x u=0 bucket=45 reason=f-u used=+3d2h0m0s0ms usedByUser=+3d2h0m0s0ms usedScr=+1h0m0s0ms lastPred=+99d0h0m0s0ms lastJob=+2h0m0s0ms lastInformedBucket=45 lastRestrictAttempt=+1d0h0m0s0ms lastRestrictReason=s-b nextEstimatedLaunchTime=+7h0m0s0ms idle=y expiryTimes= (10:+0)
        package=com.y u=0 bucket=7 reason=m used=-24855d3h14m7s974ms usedScr=+1h0m0s0ms idle=n
      User 10 App Standby States:
        package=com.x u=10 bucket=5 reason=d used=+1m0s0ms usedScr=+1h0m0s0ms idle=n

      Settings:
        mCheckIdleIntervalMillis=+4h0m0s0ms

      mAppIdleEnabled=true mIsCharging=false
      """;

  static final String PACKAGE =
      """
      Activity Resolver Table:
        Non-Data Actions:
          Package [com.x] is no heading here

      Packages:
        Package [com.other] (77aa):
          userId=10001
          User 0: ceDataInode=5 installed=true hidden=false stopped=true notLaunched=true enabled=3
        Package [com.x] (1a2b3c):
          userId=10086
          pkg=Package{5c9 com.x}
          codePath=/data/app/com.x-1
          versionCode=7 minSdk=23 targetSdk=34
          versionName=1.4 (beta)
          flags=[ DEBUGGABLE HAS_CODE ALLOW_CLEAR_USER_DATA ]
          privateFlags=[ RESIZEABLE ]
          timeStamp=2026-05-03 10:00:00
          installerPackageName=com.android.vending
          pkgFlags=[ HAS_CODE ]
          requested permissions:
            android.permission.INTERNET
          install permissions:
            android.permission.INTERNET: granted=true
          User 0: ceDataInode=77 installed=true hidden=false suspended=false distractionFlags=0 stopped=true notLaunched=false enabled=0 instant=false virtual=false
            installReason=4
            gids=[3003]
            runtime permissions:
              android.permission.CAMERA: granted=false
            lastDisabledCaller: com.x
            disabledComponents:
              com.x.SyncService
              com.x.Other
            enabledComponents:
              com.x.Extra
          User 10: ceDataInode=0 installed=false hidden=true suspended=true stopped=false notLaunched=true enabled=2 instant=false virtual=false
        Package [com.y] (99):
          appId=10087
          versionCode=1 targetSdk=26
          versionName=null
          flags=[ HAS_CODE ]
          User 0: installed=true hidden=false stopped=false notLaunched=false enabled=1

      Hidden system packages:
        Package [com.x] (0ld):
          userId=10086
          versionName=0.1

      Shared users:
      """;

  static final String APP_OPS_27 =
      """
      Current AppOps Service state:
        Uid u0a86:
            COARSE_LOCATION: mode=1
            RUN_IN_BACKGROUND: mode=1
          Package com.x:
            WAKE_LOCK: mode=0; time=+1h2m3s4ms ago; duration=+7ms
            RUN_IN_BACKGROUND: mode=2; time=+1h2m3s4ms ago; rejectTime=+2m ago
          Package com.other:
            RUN_IN_BACKGROUND: mode=1; time=+1s ago
      """;

  static final String APP_OPS_34 =
      """
      Current AppOps Service state:
        Settings:
          top_state_settle_time=+5s0ms
        Op mode watchers:
          Op COARSE_LOCATION:
            #0: ModeCallback{1 watchinguid=-1 flags=0x1 op=COARSE_LOCATION from uid=1000 pid=1}
        Uid 1000:
          state=pers
          Package android:
            RUN_ANY_IN_BACKGROUND (allow):\s
        Uid u0a86:
          state=cch
          capability=-----
            RUN_IN_BACKGROUND: mode=foreground
          Package com.x:
            WAKE_LOCK (ignore):\s
              null=[
                Access: [bg-s] 2026-05-03 16:20:00.000 (-4m39s1ms)
              ]
            RUN_ANY_IN_BACKGROUND (ignore):\s
              null=[
                Reject: [bg-s] 2026-05-03 16:20:00.000 (-4m39s1ms)
              ]
        Uid u10a86:
          Package com.x:
            RUN_ANY_IN_BACKGROUND (default / switch RUN_ANY_IN_BACKGROUND=deny):\s
      """;

  static final String EXIT_INFO_30 =
      """
      ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
      Last Timestamp of Persistence Into Persistent Storage: 2026-05-03 16:00:00.000
        package: com.other
          Historical Process Exit for userId=0
              ApplicationExitInfo #0:
                reason=4 (APP CRASH(EXCEPTION))
        package: com.x
          Historical Process Exit for userId=0
              ApplicationExitInfo #0:
                timestamp=2026-05-03 15:59:58.123
                pid=4321
                realUid=10086
                packageUid=10086
                definingUid=10086
                user=0
                process=com.x:sync
                reason=13 (OTHER KILLS BY SYSTEM)
                status=0
                importance=400
                pss=0.00
                rss=12MB
                description=kill all background
                state=empty
                trace=null
              ApplicationExitInfo #1:
                timestamp=2026-05-02 15:59:58.123
                process=com.x
                reason=4 (APP CRASH(EXCEPTION))
                status=0
                description=null
      """;

  static final String EXIT_INFO_37 =
      """
      ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
      Last Timestamp of Persistence Into Persistent Storage: 2026-05-03 16:00:00.000
        package: com.x
          Historical Process Exit for uid=10086
            ApplicationExitInfo #0:
              timestamp=2026-05-03 15:59:58.123 pid=4321 realUid=99001 packageUid=10086 definingUid=10086 user=0
              process=com.x reason=10 (USER REQUESTED) subreason=21 (FORCE STOP) status=9
              importance=400 pss=12MB rss=90MB description=stop com.x due to from pid 77 reason=6 (ANR) state=empty trace=null
            ApplicationExitInfo #1:
              timestamp=٢٠٢٦-٠٥-٠٣ 15:59:58.123 pid=4322
              process=com.x reason=6 (ANR) subreason=44 (JOB SERVICE START ANR) status=0
              importance=125 pss=0.00 rss=0.00 description=null state=empty trace=null
      """;

  static final String PROCESSES_34 =
      """
      ACTIVITY MANAGER LRU PROCESSES (dumpsys activity lru)
        Activities:
        #  5: fg     TOP  LCMNFUA 4321:com.x/u0a86 act:activities|recents
        # 4: vis    BFGS ---N--- 4322:com.other/u0a99 act:treated
        Other:
        # 3: cch+2  CEM  -------- 4323:com.x:sync/u10a86
        # 2: cch    SVC  -------- 4324:com.x:sandbox0/u0a86i7
        # 1: pers   PER  LCMNFU 999:system/1000
      """;

  static final String PROCESSES_23 =
      """
      ACTIVITY MANAGER RUNNING PROCESSES (dumpsys activity processes)
        All known processes:
        *APP* UID 10086 ProcessRecord{1f 4321:com.x/u0a86}
          user #0 uid=10086 gids={3003}
        Process LRU list (sorted by oom_adj, 3 total, non-act at 0, non-svc at 0):
          PERS # 2: sys    F/ /P  trm: 0 999:system/1000 (fixed)
          Proc # 0: fore   F/A/T  trm: 0 4321:com.x/u0a86 (top-activity)
          Proc # 1: cch+6  B/ /CE trm: 0 4399:com.y/u0a87 (cch-empty)

        PID mappings:
          PID #4321: ProcessRecord{1f 4321:com.x/u0a86}
      """;

  static final String CONNECTIVITY_23 =
      """
      NetworkFactories for: WIFI mobile

      Active default network: 101

      Current Networks:
        NetworkAgentInfo{ ni{[type: MOBILE[LTE], state: CONNECTED/CONNECTED]}  network{100}  lp{{}}  nc{[ Transports: CELLULAR Capabilities: MMS]}  Score{10}  }
        NetworkAgentInfo{ ni{[type: WIFI[], state: CONNECTED/CONNECTED, extra: "home"]}  network{101}  lp{{InterfaceName: wlan0}}  nc{[ Transports: WIFI Capabilities: NOT_METERED&INTERNET&NOT_RESTRICTED&TRUSTED&NOT_VPN LinkUpBandwidth>=1048576Kbps]}  Score{60}  }
      """;

  static final String CONNECTIVITY_34 =
      """
      Active default network: 102

      Current network preferences:
      Current Networks:
        NetworkAgentInfo{network{102}  handle{441491}  ni{WIFI CONNECTED extra: } created=1s Score(60 ; KeepConnected : 0 ; Policies : IS_VALIDATED) lp{{InterfaceName: wlan0}}  nc{[ Transports: WIFI|VPN Capabilities: NOT_METERED&INTERNET&VALIDATED&NOT_SUSPENDED LinkUpBandwidth>=12000Kbps]}  factorySerialNumber=1}
      """;

  static final String CONNECTIVITY_NONE = "Active default network: none\n\nCurrent Networks:\n";

  /** One text of each neighbour. */
  static final Map<Neighbour, String> ALL =
      new EnumMap<>(
          Map.of(
              Neighbour.DEVICE_IDLE, DEVICE_IDLE_34,
              Neighbour.USAGE_STATS, USAGE_STATS_34,
              Neighbour.BATTERY, BATTERY_FAKED,
              Neighbour.THERMAL, THERMAL,
              Neighbour.POWER, POWER_34,
              Neighbour.PACKAGE, PACKAGE,
              Neighbour.APP_OPS, APP_OPS_34,
              Neighbour.EXIT_INFO, EXIT_INFO_37,
              Neighbour.PROCESSES, PROCESSES_34,
              Neighbour.CONNECTIVITY, CONNECTIVITY_34));

  private Texts() {}

  /** What is read of it about {@code com.x} and {@code com.y}. */
  static Optional<NeighbourState> read(Neighbour neighbour, String text) {
    try {
      return NeighbourText.parse(
          neighbour,
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
          1,
          name -> name.equals("com.x") || name.equals("com.y"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T extends NeighbourState> T read(Class<T> type, Neighbour neighbour, String text) {
    return type.cast(read(neighbour, text).orElseThrow());
  }
}
