package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A virtual device behind a virtual adb server, as the host sees it. */
final class Phone implements AutoCloseable {

  private final VirtualAdbServer server;
  private final Devices devices;
  private final Device device;

  Phone(VirtualDevice virtual) throws Exception {
    server = VirtualAdbServer.start(List.of(virtual), 0);
    devices =
        Adb.connect(
            new AdbServer("127.0.0.1", server.port()), Map.of(), Duration.ofSeconds(5), note -> {});
    device = devices.device(virtual.serial());
  }

  /** The agent's own APK. */
  Agent agent() {
    return new Agent(
        device, new Door(Agent.APK_PACKAGE, OptionalInt.empty()), Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    devices.close();
    server.close();
  }
}
