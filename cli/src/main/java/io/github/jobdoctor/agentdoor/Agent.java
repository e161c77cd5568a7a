package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The agent in one app on one device.
 *
 * @param device the device
 * @param door the commands that reach it
 * @param timeout how long one call may take
 */
public record Agent(Device device, Door door, Duration timeout) {

  /** The application id of the agent's own APK. */
  public static final String APK_PACKAGE = "io.github.jobdoctor.agent";

  /** adb takes 9999 bytes in one request, of which it needs some itself. */
  private static final int LONGEST_COMMAND = 9_900;

  /** The app that the agent lives in. */
  public String packageName() {
    return door.packageName();
  }

  /** What the agent says of itself. */
  public AgentStatus status() throws AgentException, DeviceException {
    return ask(door.status()).status();
  }

  /** All registered tasks, in the agent's order. */
  public List<AgentTask> tasks() throws AgentException, DeviceException {
    List<AgentTask> tasks = new ArrayList<>();
    while (true) {
      AgentAnswer page = ask(door.tasks(tasks.size()));
      if (page.from() != tasks.size()) {
        throw new AgentException(
            Reason.UNKNOWN_FORMAT,
            "The agent in "
                + packageName()
                + " on "
                + device.serial()
                + " answers with other tasks than those it was asked for.");
      }
      List<AgentTask> more = page.tasks();
      tasks.addAll(more);
      if (more.isEmpty() || tasks.size() >= page.totalTasks()) {
        return tasks;
      }
    }
  }

  /**
   * Registers a task, or registers it again with other options.
   *
   * @return the options as they hold
   */
  public AgentTask register(String name, TaskRequest request)
      throws AgentException, DeviceException {
    return ask(door.register(name, request)).task();
  }

  /** Unregisters a task. */
  public void unregister(String name) throws AgentException, DeviceException {
    ask(door.unregister(name));
  }

  /**
   * Triggers a task, or all; that the worker is on its way is all the answer says.
   *
   * @param name the task; absent for all
   * @return number of the log's last record before; absent when the agent does not say it
   */
  OptionalLong trigger(Optional<String> name) throws AgentException, DeviceException {
    return ask(door.trigger(name)).afterSeq();
  }

  private AgentAnswer ask(ShellCommand command) throws AgentException, DeviceException {
    if (command.line().getBytes(StandardCharsets.UTF_8).length > LONGEST_COMMAND) {
      throw new AgentException(
          Reason.BAD_ARGUMENT, "This is more text than one command through adb can carry.");
    }
    ShellResult result = device.shell(command, timeout);
    Optional<AgentAnswer> answer = AgentAnswer.read(result.stdout());
    if (answer.isEmpty()) {
      throw trouble(result.stderr() + "\n" + result.stdout());
    }
    return answer.get();
  }

  /**
   * What it means that {@code content} gave no answer: it ends with 0 whatever happens, and prints
   * the exception.
   */
  AgentException trouble(String printed) throws DeviceException {
    // An app that is uninstalled while its provider writes takes the message with it.
    if (printed.contains("Could not find provider") || (printed.isBlank() && !isInstalled())) {
      return missing();
    }
    if (printed.contains("SecurityException") || printed.contains("Permission Denial")) {
      return new AgentException(
          Reason.REFUSED,
          "Android did not let the shell of "
              + device.serial()
              + " ask the agent: "
              + said(printed));
    }
    if (printed.isBlank()) {
      return new AgentException(
          Reason.UNKNOWN_FORMAT,
          "The agent in " + packageName() + " on " + device.serial() + " answered nothing.");
    }
    boolean thrown = printed.contains("Error while accessing provider");
    return new AgentException(
        thrown ? Reason.REFUSED : Reason.UNKNOWN_FORMAT,
        "The agent in "
            + packageName()
            + " on "
            + device.serial()
            + (thrown ? " could not answer: " : " gave an answer that is not understood: ")
            + said(printed));
  }

  /** The line that tells most of what a program of Android's printed when it failed. */
  private static String said(String printed) {
    List<String> lines = printed.lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    String line =
        lines.stream().filter(text -> text.contains("Exception")).findFirst().orElse(lines.get(0));
    return (line.length() > 300 ? line.substring(0, 300) + "..." : line)
        + (line.endsWith(".") ? "" : ".");
  }

  private AgentException missing() throws DeviceException {
    boolean installed = isInstalled();
    boolean apk = packageName().equals(APK_PACKAGE);
    String where = " on " + device.serial();
    String message;
    if (apk) {
      message =
          installed
              ? "The agent is installed" + where + " but does not answer: is it disabled?"
              : "The agent is not installed" + where + ": `jobdoctor agent install` does that.";
    } else {
      message =
          installed
              ? packageName()
                  + where
                  + " has no agent in it: embed the sdk, or leave out -p to ask the agent's own APK."
              : packageName() + " is not installed" + where + ".";
    }
    return new AgentException(Reason.MISSING, message);
  }

  /** Whether Android knows the package, for whichever user. */
  boolean isInstalled() throws DeviceException {
    ShellResult path = device.shell(ShellCommand.of("pm", "path", packageName()), timeout);
    return path.stdout().lines().anyMatch(line -> line.startsWith("package:"));
  }
}
