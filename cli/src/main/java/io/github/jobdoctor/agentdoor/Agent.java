package io.github.jobdoctor.agentdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The agent in one app on one device.
 *
 * @param device the device
 * @param packageName the app that the agent lives in
 * @param user the Android user whose app is meant; absent for the shell's own, which is 0
 * @param timeout how long one call may take
 */
public record Agent(Device device, String packageName, OptionalInt user, Duration timeout) {

  /** The application id of the agent's own APK. */
  public static final String APK_PACKAGE = "io.github.jobdoctor.agent";

  /** What {@code content} reads as it was typed, whatever Android's version. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");

  private static final int PAGE = 100;

  /** The command that asks for the status. */
  public ShellCommand statusCommand() {
    return call("status");
  }

  /** What the agent says of itself. */
  public AgentStatus status() throws AgentException, DeviceException {
    return ask(statusCommand()).status();
  }

  /** The command that asks for tasks, from the {@code from}-th on. */
  public ShellCommand tasksCommand(long from) {
    return call("tasks").with("--extra", "from:i:" + from, "--extra", "limit:i:" + PAGE);
  }

  /** All registered tasks, in the agent's order. */
  public List<AgentTask> tasks() throws AgentException, DeviceException {
    List<AgentTask> tasks = new ArrayList<>();
    while (true) {
      AgentAnswer page = ask(tasksCommand(tasks.size()));
      List<AgentTask> more = page.tasks();
      tasks.addAll(more);
      if (more.isEmpty() || tasks.size() >= page.totalTasks()) {
        return tasks;
      }
    }
  }

  /** The command that registers a task. */
  public ShellCommand registerCommand(String name, TaskRequest request) {
    List<String> words = new ArrayList<>(call("register").words());
    words.addAll(named(name));
    request
        .minimumIntervalMinutes()
        .ifPresent(minutes -> extra(words, "minimumInterval:l:" + minutes));
    request.requiresNetwork().ifPresent(yes -> extra(words, "requiresNetwork:b:" + yes));
    request.timeoutSeconds().ifPresent(seconds -> extra(words, "timeoutSeconds:i:" + seconds));
    request.arguments().ifPresent(text -> extra(words, "arguments64:s:" + base64(text)));
    return new ShellCommand(words);
  }

  /**
   * Registers a task, or registers it again with other options.
   *
   * @return the options as they hold
   */
  public AgentTask register(String name, TaskRequest request)
      throws AgentException, DeviceException {
    return ask(registerCommand(name, request)).task();
  }

  /** The command that unregisters a task. */
  public ShellCommand unregisterCommand(String name) {
    return call("unregister").with(named(name).toArray(String[]::new));
  }

  /** Unregisters a task. */
  public void unregister(String name) throws AgentException, DeviceException {
    ask(unregisterCommand(name));
  }

  /**
   * The command of the test trigger.
   *
   * @param name the task; absent for all
   */
  public ShellCommand triggerCommand(Optional<String> name) {
    return name.map(task -> call("trigger").with(named(task).toArray(String[]::new)))
        .orElse(call("trigger"));
  }

  /**
   * Triggers a task, or all; that the worker is on its way is all the answer says.
   *
   * @return number of the log's last record before; absent when the agent does not say it
   */
  OptionalLong trigger(Optional<String> name) throws AgentException, DeviceException {
    return ask(triggerCommand(name)).afterSeq();
  }

  /**
   * The command that reads the log.
   *
   * @param after only records after this number; 0 for all
   * @param log the log that the number belongs to; absent when that is not known
   * @param follow how long new records shall be waited for; absent not to wait
   */
  public ShellCommand logCommand(long after, Optional<String> log, Optional<Duration> follow) {
    String query =
        (after == 0 ? "" : "&after=" + after)
            + log.map(id -> "&log=" + id).orElse("")
            + follow.map(duration -> "&follow=" + duration.toSeconds()).orElse("");
    return content("read", root() + "/log" + (query.isEmpty() ? "" : "?" + query.substring(1)));
  }

  private String root() {
    return "content://" + packageName + ".jobdoctor";
  }

  private ShellCommand call(String method) {
    return content("call", root()).with("--method", method);
  }

  private ShellCommand content(String subcommand, String uri) {
    ShellCommand command = ShellCommand.of("content", subcommand, "--uri", uri);
    return user.isPresent() ? command.with("--user", Integer.toString(user.getAsInt())) : command;
  }

  /** An argument that begins with dashes, or is empty, {@code content} would not take as it is. */
  private static List<String> named(String name) {
    return PLAIN_NAME.matcher(name).matches()
        ? List.of("--arg", name)
        : List.of("--extra", "name64:s:" + base64(name));
  }

  private static void extra(List<String> words, String extra) {
    words.add("--extra");
    words.add(extra);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private AgentAnswer ask(ShellCommand command) throws AgentException, DeviceException {
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
    if (printed.contains("Could not find provider")) {
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
          "The agent in " + packageName + " on " + device.serial() + " answered nothing.");
    }
    boolean thrown = printed.contains("Error while accessing provider");
    return new AgentException(
        thrown ? Reason.REFUSED : Reason.UNKNOWN_FORMAT,
        "The agent in "
            + packageName
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
    boolean apk = packageName.equals(APK_PACKAGE);
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
              ? packageName
                  + where
                  + " has no agent in it: embed the sdk, or leave out -p to ask the agent's own APK."
              : packageName + " is not installed" + where + ".";
    }
    return new AgentException(Reason.MISSING, message);
  }

  /** Whether Android knows the package, for whichever user. */
  boolean isInstalled() throws DeviceException {
    ShellResult path = device.shell(ShellCommand.of("pm", "path", packageName), timeout);
    return path.stdout().lines().anyMatch(line -> line.startsWith("package:"));
  }
}
