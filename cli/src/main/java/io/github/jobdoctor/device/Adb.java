package io.github.jobdoctor.device;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The way in: from an adb server's address to its {@link Devices}.
 *
 * <p>ddmlib's {@code AndroidDebugBridge} is deliberately not started. Its device monitor would add
 * about 80 ms and 300 classes to every start, two threads that keep the JVM alive, one server per
 * process, and loopback only; and a dead server looks to it like one without devices. What is used
 * of ddmlib is what needs no monitor: its framing of adb's requests, over connections of our own,
 * and its file transfer.
 */
public final class Adb {

  private Adb() {}

  /**
   * Connects to an adb server, and starts one if none answers on this computer. When this returns,
   * the server has given a list of its devices once.
   *
   * @param environment where {@code adb} is looked for, and what it is started with
   * @param answerTimeout how long the server may take for one answer, here and later; commands have
   *     their own
   * @param progress hears a sentence before anything that takes long
   * @throws DeviceException.AdbMissing when nothing answers and there is no {@code adb} to start
   * @throws DeviceException.AdbUnreachable when something answers too late or strangely, when
   *     {@code adb} failed to start, or when a server elsewhere does not answer
   */
  public static Devices connect(
      AdbServer server,
      Map<String, String> environment,
      Duration answerTimeout,
      Consumer<String> progress)
      throws DeviceException {
    return connect(server, environment, new AdbLink(server, answerTimeout, false), progress);
  }

  /**
   * The same for somebody who has chosen how long an answer may take.
   *
   * @throws DeviceException.TimedOut when one takes longer, here and later
   */
  public static Devices connectWithin(
      Duration chosen, AdbServer server, Map<String, String> environment, Consumer<String> progress)
      throws DeviceException {
    return connect(server, environment, new AdbLink(server, chosen, true), progress);
  }

  private static Devices connect(
      AdbServer server, Map<String, String> environment, AdbLink link, Consumer<String> progress)
      throws DeviceException {
    AdbDevices devices = new AdbDevices(link);
    try {
      try {
        devices.ask();
      } catch (ConnectException e) {
        if (!server.isLoopback()) {
          throw e;
        }
        AdbProgram adb =
            AdbProgram.find(environment)
                .orElseThrow(() -> new DeviceException.AdbMissing(server.toString()));
        progress.accept("Starting the adb server with " + adb.path());
        adb.startServer(server, environment);
        devices.ask();
      }
      return devices;
    } catch (IOException e) {
      throw link.unreachable(e, "connecting to the adb server at " + server);
    }
  }
}
