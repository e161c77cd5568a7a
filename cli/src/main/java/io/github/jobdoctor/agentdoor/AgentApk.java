package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The agent's own APK on a device: installed and uninstalled, each confirmed by the device. */
public final class AgentApk {

  /** Replace it, also by an older one; it may be marked as a test app. */
  public static final List<String> INSTALL_OPTIONS = List.of("-r", "-d", "-t");

  /** What Android's reasons for not installing mean for the user. */
  private static final Map<String, String> HINTS =
      Map.of(
          "INSTALL_FAILED_UPDATE_INCOMPATIBLE",
          "it is there with another signature: `jobdoctor agent uninstall` first",
          "INSTALL_FAILED_USER_RESTRICTED",
          "the device wants it allowed: look at its screen, and at `Install via USB` in its"
              + " developer options",
          "INSTALL_FAILED_INSUFFICIENT_STORAGE",
          "the device's storage is full",
          "INSTALL_FAILED_OLDER_SDK",
          "the device is older than Android 7 (API 24)",
          "INSTALL_FAILED_VERSION_DOWNGRADE",
          "a newer one is there: `jobdoctor agent uninstall` first");

  private static final int LONGEST_REASON = 300;

  /** Lines that say why, the most telling kind first. */
  private static final List<Predicate<String>> TELLING =
      List.of(
          line -> line.startsWith("Failure"),
          line -> line.startsWith("Error"),
          line -> line.matches("(\\w+\\.)+\\w*(Exception|Error)\\b.*"));

  private final Agent agent;

  /**
   * The APK of {@code agent}.
   *
   * @throws IllegalArgumentException when the agent lives in another app, which is not ours to
   *     touch
   */
  public AgentApk(Agent agent) {
    if (!agent.packageName().equals(Agent.APK_PACKAGE)) {
      throw new IllegalArgumentException("only the agent's own APK is installed from here");
    }
    this.agent = agent;
  }

  /**
   * Installs the APK, and asks the agent in it to answer.
   *
   * @param timeout how long copying and installing may take
   * @return what the agent says of itself
   * @throws AgentException when Android refused the APK, or the agent does not answer
   * @throws IOException when the file cannot be read
   */
  public AgentStatus install(Path apk, Duration timeout)
      throws AgentException, DeviceException, IOException {
    Device device = agent.device();
    ShellResult result = device.install(apk, INSTALL_OPTIONS, timeout);
    String said = (result.stdout() + "\n" + result.stderr()).strip();
    if (said.lines().noneMatch(line -> line.strip().equals("Success"))) {
      throw new AgentException(
          Reason.REFUSED,
          "Android did not install the agent on "
              + device.serial()
              + ": "
              + (said.isEmpty() ? "it said nothing" : reason(said))
              + hint(said)
              + ".");
    }
    return agent.status();
  }

  /** The line that says why: {@code pm} prints progress before it, and stack traces behind it. */
  private static String reason(String said) {
    List<String> lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    for (Predicate<String> telling : TELLING) {
      Optional<String> line = lines.stream().filter(telling).findFirst();
      if (line.isPresent()) {
        return shortened(line.get());
      }
    }
    return shortened(lines.get(lines.size() - 1));
  }

  private static String shortened(String line) {
    String end = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return end.length() > LONGEST_REASON ? end.substring(0, LONGEST_REASON) + "..." : end;
  }

  private static String hint(String said) {
    return HINTS.entrySet().stream()
        .filter(entry -> said.contains(entry.getKey()))
        .findFirst()
        .map(entry -> " (" + entry.getValue() + ")")
        .orElse("");
  }

  /**
   * The version that is installed, as Android knows it: the agent itself is not asked, so that its
   * process is not started for it; absent when it is not installed.
   */
  public static Optional<String> version(Device device, Duration timeout) throws DeviceException {
    ShellResult dump =
        device.shell(ShellCommand.of("dumpsys", "package", Agent.APK_PACKAGE), timeout);
    return dump.stdout()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("versionName="))
        .findFirst()
        .map(line -> line.substring("versionName=".length()));
  }

  /** The command that uninstalls it. */
  public static ShellCommand uninstallCommand() {
    return ShellCommand.of("pm", "uninstall", Agent.APK_PACKAGE);
  }

  /** Uninstalls it, and looks whether it is gone. */
  public void uninstall() throws AgentException, DeviceException {
    String serial = agent.device().serial();
    if (!agent.isInstalled()) {
      throw new AgentException(Reason.MISSING, "The agent is not installed on " + serial + ".");
    }
    ShellResult result = agent.device().shell(uninstallCommand(), agent.timeout());
    if (agent.isInstalled()) {
      String said = (result.stdout() + "\n" + result.stderr()).strip();
      throw new AgentException(
          Reason.REFUSED,
          "Android did not uninstall the agent from "
              + serial
              + (said.isEmpty() ? "." : ": " + reason(said) + "."));
    }
  }
}
