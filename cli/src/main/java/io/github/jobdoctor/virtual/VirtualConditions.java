package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The conditions of a demonstration device: services that answer with what was recorded until a
 * command changes something, and the programs that do. Its jobs look here.
 */
final class VirtualConditions {

  private final BatteryService battery;
  private final DeviceIdleService idle;
  private final PowerService power;
  private final StandbyService standby;
  private final AppOpsService appOps;
  private final SettingsTable settings;
  private final NetworkServices network;
  private final ActivityService activity;
  private final Map<String, AndroidService> services = new LinkedHashMap<>();
  private volatile boolean touched;

  VirtualConditions(int apiLevel, Recording recording) {
    battery = new BatteryService(text(recording, "battery"));
    idle = new DeviceIdleService(text(recording, "deviceidle"), battery);
    power = new PowerService(text(recording, "power"), battery, idle);
    standby = new StandbyService(apiLevel, text(recording, "usagestats"));
    appOps = new AppOpsService(text(recording, "appops"));
    settings = new SettingsTable(this::observe);
    network = new NetworkServices(apiLevel, text(recording, "connectivity"), settings);
    activity = new ActivityService(recording);
    services.put("activity", activity);
    services.put("appops", touching(appOps));
    services.put("battery", touching(battery));
    services.put("connectivity", touching(network.connectivity()));
    services.put("deviceidle", touching(idle));
    services.put("netpolicy", touching(network.netPolicy()));
    services.put("power", touching(power));
    services.put("usagestats", standby);
    services.put("wifi", network.wifi());
    if (recording.has("dumpsys-thermalservice.txt")) {
      services.put("thermalservice", AndroidService.dumping(text(recording, "thermalservice")));
    }
  }

  private static Supplier<String> text(Recording recording, String service) {
    return () -> recording.text("dumpsys-" + service + ".txt");
  }

  private void observe(String setting, String value) {
    if (setting.equals("global/low_power")) {
      power.saver(value.equals("1"));
    }
  }

  /** Gives the device its services and programs. */
  void install(VirtualDevice.Builder builder) {
    services.forEach(builder::service);
    builder
        .program("am", this::am)
        .program("appops", touching(appOps::command))
        .program("input", activity::input)
        .program("monkey", activity::monkey)
        .program("settings", touching(settings::program))
        .program("svc", touching(network::svc))
        .home(ActivityService.HOME_COMPONENT);
  }

  /** Whether anybody may have changed anything; until then no job needs to look. */
  boolean touched() {
    return touched;
  }

  /** What the jobs were recorded in. */
  JobSurroundings recorded() {
    return new JobSurroundings(
        idle.recordedDozing(),
        battery.recordedPowered(),
        false,
        power.recordedSaver(),
        network.recordedConnected(),
        false,
        Set.of(),
        Map.of());
  }

  /** What they are in now. */
  JobSurroundings now() {
    return new JobSurroundings(
        idle.deep() || idle.light(),
        battery.powered(),
        battery.low(),
        power.saver(),
        network.connected(),
        network.metered(),
        appOps.barred(),
        standby.moved());
  }

  /** {@code am}, of which two services have a part. */
  private int am(Program.Invocation invocation) throws IOException {
    return invocation.arguments().stream().findFirst().equals(Optional.of("start"))
        ? activity.start(invocation)
        : touching(standby::am).run(invocation);
  }

  private Program touching(Program program) {
    return invocation -> {
      touched = true;
      return program.run(invocation);
    };
  }

  private AndroidService touching(AndroidService service) {
    return new AndroidService() {
      @Override
      public int dump(Program.Invocation invocation) throws IOException {
        // `dumpsys battery unplug` gives an order, `dumpsys battery` does not.
        touched |= !invocation.arguments().isEmpty();
        return service.dump(invocation);
      }

      @Override
      public int command(Program.Invocation invocation) throws IOException {
        touched = true;
        return service.command(invocation);
      }
    };
  }
}
