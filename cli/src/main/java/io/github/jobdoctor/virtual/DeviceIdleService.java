package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Android's Doze: {@code force-idle}, {@code unforce}, {@code step}, {@code disable} and {@code
 * enable}, each for deep and light. It is as the recording has it until somebody forces it.
 */
final class DeviceIdleService implements AndroidService {

  private static final int FAILED = 255;

  private static final String DEEP = RecordedText.token("mState");
  private static final String LIGHT = RecordedText.token("mLightState");
  private static final String FORCED = RecordedText.token("mForceIdle");
  private static final String DEEP_ENABLED = RecordedText.token("mDeepEnabled");
  private static final String LIGHT_ENABLED = RecordedText.token("mLightEnabled");
  private static final String SCREEN = RecordedText.token("mScreenOn");
  private static final String CHARGING = RecordedText.token("mCharging");

  private final RecordedText text;
  private final BatteryService battery;

  DeviceIdleService(Supplier<String> recorded, BatteryService battery) {
    text = new RecordedText(recorded);
    this.battery = battery;
  }

  /** Whether it is in deep Doze. */
  synchronized boolean deep() {
    powerMayHaveCome();
    return is(DEEP, "IDLE");
  }

  /** Whether it is in light Doze. */
  synchronized boolean light() {
    powerMayHaveCome();
    return is(LIGHT, "IDLE");
  }

  /** Whether it was in either at first. */
  synchronized boolean recordedDozing() {
    return text.recordedValue(DEEP).orElse("").equals("IDLE")
        || text.recordedValue(LIGHT).orElse("").equals("IDLE");
  }

  private boolean is(String place, String state) {
    return text.value(place).orElse("").equals(state);
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments();
    if (!arguments.isEmpty() && !arguments.get(0).startsWith("-")) {
      command(invocation);
      return 0;
    }
    powerMayHaveCome();
    invocation.print(text.text());
    return 0;
  }

  @Override
  public synchronized int command(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    String mode = words.size() > 1 ? words.get(1) : "deep";
    powerMayHaveCome();
    switch (words.isEmpty() ? "help" : words.get(0)) {
      case "force-idle" -> {
        return force(mode, invocation);
      }
      case "force-inactive" -> {
        text.put(FORCED, true);
        states("INACTIVE", "INACTIVE");
        tellStates(invocation);
      }
      case "unforce" -> {
        exitForce();
        tellStates(invocation);
      }
      case "step" -> {
        states(is(DEEP, "IDLE") ? "IDLE_MAINTENANCE" : "IDLE", "OVERRIDE");
        invocation.print("Stepped to deep: " + text.value(DEEP).orElse("") + "\n");
      }
      case "disable", "enable" -> enable(words.get(0).equals("enable"), words, invocation);
      case "get" -> get(mode, invocation);
      case "whitelist", "tempwhitelist" -> {
        // Nobody has asked for entries of their own yet.
      }
      default -> {
        invocation.print("Device idle controller (deviceidle) commands:\n  help, step, ...\n");
        return FAILED;
      }
    }
    return 0;
  }

  private int force(String mode, Program.Invocation invocation) throws IOException {
    boolean deep = mode.equals("deep");
    if (!deep && !mode.equals("light")) {
      invocation.print("Unknown idle mode: " + mode + "\n");
      return 0;
    }
    if (deep && !text.value(DEEP_ENABLED).orElse("true").equals("true")) {
      invocation.print("Unable to go deep idle; not enabled\n");
      return FAILED;
    }
    if (!deep && (is(DEEP, "IDLE") || !text.flag(LIGHT_ENABLED))) {
      // Light Doze cannot be reached from deep Doze, and what was forced is let go.
      invocation.print(
          "Unable to go light idle; stopped at " + text.value(LIGHT).orElse("") + "\n");
      exitForce();
      return FAILED;
    }
    text.put(FORCED, true);
    states(deep ? "IDLE" : "INACTIVE", deep ? "OVERRIDE" : "IDLE");
    invocation.print("Now forced in to " + mode + " idle mode\n");
    return 0;
  }

  /** Android leaves Doze only when something keeps the device awake: its screen, or power. */
  private void exitForce() {
    if (text.flag(FORCED)) {
      text.put(FORCED, false);
      if (text.flag(SCREEN) || battery.powered()) {
        states("ACTIVE", "ACTIVE");
      }
    }
  }

  private void enable(boolean enabled, List<String> words, Program.Invocation invocation)
      throws IOException {
    String mode = words.size() > 1 ? words.get(1) : "all";
    if (List.of("deep", "all").contains(mode) && text.flag(DEEP_ENABLED) != enabled) {
      text.put(DEEP_ENABLED, enabled);
      invocation.print("Deep idle mode " + (enabled ? "enabled" : "disabled") + "\n");
    }
    if (List.of("light", "all").contains(mode) && text.flag(LIGHT_ENABLED) != enabled) {
      text.put(LIGHT_ENABLED, enabled);
      invocation.print("Light idle mode " + (enabled ? "enable" : "disabled") + "\n");
    }
    if (!enabled) {
      states("ACTIVE", "ACTIVE");
    } else if (!text.flag(SCREEN) && !battery.powered()) {
      states("INACTIVE", "INACTIVE");
    }
  }

  private void get(String what, Program.Invocation invocation) throws IOException {
    invocation.print(
        switch (what) {
              case "deep" -> text.value(DEEP).orElse("");
              case "light" -> text.value(LIGHT).orElse("");
              case "force" -> text.value(FORCED).orElse("");
              case "screen" -> text.value(SCREEN).orElse("");
              case "charging" -> text.value(CHARGING).orElse("");
              default -> "Unknown get option: " + what;
            }
            + "\n");
  }

  private void tellStates(Program.Invocation invocation) throws IOException {
    invocation.print(
        "Light state: "
            + text.value(LIGHT).orElse("")
            + ", deep state: "
            + text.value(DEEP).orElse("")
            + "\n");
  }

  private void states(String deep, String light) {
    text.put(DEEP, deep);
    text.put(LIGHT, light);
  }

  /** A charger ends Doze that nobody forces. */
  private void powerMayHaveCome() {
    boolean powered = battery.powered();
    if (text.flag(CHARGING) != powered) {
      text.put(CHARGING, powered);
      if (powered && !text.flag(FORCED)) {
        states("ACTIVE", "ACTIVE");
      }
    }
  }
}
