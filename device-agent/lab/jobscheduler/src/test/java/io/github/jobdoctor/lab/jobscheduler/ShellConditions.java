package io.github.jobdoctor.lab.jobscheduler;

import android.os.Build;
import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The job scheduler's neighbours as the shell reaches them: Doze, battery, battery saver and
 * standby buckets can be read and set, and the scheduler hears of it. They print what the lab
 * knows, in the shape of the level, and nothing else; services of which it knows nothing are not
 * there.
 */
final class ShellConditions {

  private static final Map<String, Integer> BUCKETS =
      Map.of("active", 10, "working_set", 20, "frequent", 30, "rare", 40, "restricted", 45);

  private static final int FIRST_WITH_BUCKETS = 28;
  private static final int FIRST_WITH_SAVER_STATE_MACHINE = 28;
  private static final int CHARGING = 2;
  private static final int DISCHARGING = 3;
  private static final int LOW = 15;
  private static final int UNKNOWN = 255;

  /** What a command does; all of it happens on the lab's thread. */
  private interface Answer {
    String to(List<String> arguments);
  }

  private final JobSchedulerLab lab;
  private final Surroundings surroundings;
  private final List<App> apps;
  private final LiveJobScheduler scheduler;
  private final int level = Build.VERSION.SDK_INT;
  private final Set<String> forcedBuckets = new HashSet<>();
  private boolean dozeIsForced;
  private boolean batteryIsFaked;
  private boolean trulyCharging;
  private int trueBatteryLevel;

  ShellConditions(
      JobSchedulerLab lab, Surroundings surroundings, List<App> apps, LiveJobScheduler scheduler) {
    this.lab = lab;
    this.surroundings = surroundings;
    this.apps = List.copyOf(apps);
    this.scheduler = scheduler;
  }

  VirtualDevice.Builder addTo(VirtualDevice.Builder device) {
    device
        .service("deviceidle", service(this::deviceIdle))
        .service("battery", service(this::battery))
        .service("power", service(this::power))
        .program("am", invocation -> answer(invocation, this::activityManager));
    return level < FIRST_WITH_BUCKETS
        ? device
        : device.service("usagestats", service(arguments -> usageStats()));
  }

  /** Both {@code dumpsys NAME} and {@code cmd NAME} reach it. */
  private AndroidService service(Answer answer) {
    return new AndroidService() {
      @Override
      public int dump(Program.Invocation invocation) throws IOException {
        return answer(invocation, answer);
      }

      @Override
      public int command(Program.Invocation invocation) throws IOException {
        return answer(invocation, answer);
      }
    };
  }

  private int answer(Program.Invocation invocation, Answer answer) throws IOException {
    Optional<String> text =
        scheduler.ask(() -> Optional.ofNullable(answer.to(invocation.arguments())));
    if (text.isEmpty()) {
      invocation.printError("Unknown command: " + String.join(" ", invocation.arguments()) + "\n");
      return UNKNOWN;
    }
    invocation.print(text.get());
    return 0;
  }

  private String deviceIdle(List<String> arguments) {
    return switch (String.join(" ", arguments)) {
      case "" -> deviceIdleState();
      case "force-idle", "force-idle deep" -> {
        dozeIsForced = true;
        surroundings.dozes(true);
        yield "Now forced in to deep idle mode\n";
      }
      case "unforce" -> {
        dozeIsForced = false;
        surroundings.dozes(false);
        yield "Light state: ACTIVE, deep state: ACTIVE\n";
      }
      default -> null;
    };
  }

  private String deviceIdleState() {
    return """
      mLightEnabled=true  mDeepEnabled=true
      mForceIdle=%b
      mCharging=%b
      mState=%s mLightState=ACTIVE
    """
        .formatted(
            dozeIsForced, lab.system().charging, surroundings.isDozing() ? "IDLE" : "ACTIVE");
  }

  private String battery(List<String> arguments) {
    switch (String.join(" ", arguments)) {
      case "" -> {
        return batteryState();
      }
      case "unplug", "set ac 0", "set usb 0" -> {
        fakeBattery();
        surroundings.charges(false);
      }
      case "set ac 1", "set usb 1" -> {
        fakeBattery();
        surroundings.charges(true);
      }
      case "reset" -> {
        if (batteryIsFaked) {
          batteryIsFaked = false;
          surroundings.charges(trulyCharging);
          batteryLevel(trueBatteryLevel);
        }
      }
      default -> {
        if (arguments.size() != 3 || !arguments.subList(0, 2).equals(List.of("set", "level"))) {
          return null;
        }
        fakeBattery();
        batteryLevel(Integer.parseInt(arguments.get(2)));
      }
    }
    return "";
  }

  private void fakeBattery() {
    if (!batteryIsFaked) {
      batteryIsFaked = true;
      trulyCharging = lab.system().charging;
      trueBatteryLevel = lab.system().batteryLevel;
    }
  }

  private void batteryLevel(int percent) {
    surroundings.batteryIsLow(percent < LOW);
    lab.system().batteryLevel = percent;
  }

  private String batteryState() {
    boolean charging = lab.system().charging;
    return "Current Battery Service state:\n"
        + (batteryIsFaked ? "  (UPDATES STOPPED -- use 'reset' to restart)\n" : "")
        + """
          AC powered: %b
          USB powered: false
          Wireless powered: false
          status: %d
          present: true
          level: %d
          scale: 100
        """
            .formatted(charging, charging ? CHARGING : DISCHARGING, lab.system().batteryLevel);
  }

  private String power(List<String> arguments) {
    switch (String.join(" ", arguments)) {
      case "" -> {
        return powerState();
      }
      case "set-mode 1" -> surroundings.savesBattery(true);
      case "set-mode 0" -> surroundings.savesBattery(false);
      default -> {
        return null;
      }
    }
    return "";
  }

  private String powerState() {
    boolean saves = surroundings.isBatterySaved();
    boolean stateMachine = level >= FIRST_WITH_SAVER_STATE_MACHINE;
    return "POWER MANAGER (dumpsys power)\n\nPower Manager State:\n"
        + "  mIsPowered=%b\n  mBatteryLevelLow=%b\n  mDeviceIdleMode=%b\n"
            .formatted(
                lab.system().charging, lab.system().batteryLevel < LOW, surroundings.isDozing())
        + (stateMachine
            ? "\nBattery saver state machine:\n  Enabled=%b\n".formatted(saves)
            : "  mLowPowerModeEnabled=%b\n".formatted(saves));
  }

  private String usageStats() {
    StringBuilder text = new StringBuilder("  mAppIdleEnabled=true\n");
    for (int user : lab.system().users()) {
      for (App app : apps) {
        text.append(
            "  package=%s u=%d bucket=%d reason=%s idle=n\n"
                .formatted(
                    app.packageName(),
                    user,
                    lab.system().bucket(app.packageName(), user),
                    forcedBuckets.contains(user + app.packageName()) ? "f" : "u"));
      }
    }
    return text.toString();
  }

  private String activityManager(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    int user = 0;
    int option = words.indexOf("--user");
    if (option >= 0 && option + 1 < words.size()) {
      user = Integer.parseInt(words.remove(option + 1));
      words.remove(option);
    }
    if (words.size() < 2) {
      return null;
    }
    Optional<App> app =
        apps.stream().filter(it -> it.packageName().equals(words.get(1))).findFirst();
    return app.isEmpty() ? null : activityManager(words, app.get(), user);
  }

  private String activityManager(List<String> words, App app, int user) {
    String command = words.get(0) + (words.size() > 2 ? " VALUE" : "");
    boolean buckets = level >= FIRST_WITH_BUCKETS;
    if (command.equals("get-standby-bucket") && buckets) {
      return lab.system().bucket(app.packageName(), user) + "\n";
    }
    if (command.equals("set-standby-bucket VALUE") && buckets) {
      Integer bucket = BUCKETS.get(words.get(2).toLowerCase(Locale.ROOT));
      if (bucket == null) {
        bucket = Integer.valueOf(words.get(2));
      }
      forcedBuckets.add(user + app.packageName());
      surroundings.bucket(app, user, bucket);
      return "";
    }
    if (command.equals("set-inactive VALUE") && !buckets) {
      surroundings.isUnused(app, user, words.get(2).equals("true"));
      return "";
    }
    return null;
  }
}
