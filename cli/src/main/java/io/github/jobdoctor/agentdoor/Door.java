package io.github.jobdoctor.agentdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobdoctor.device.ShellCommand;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The shell commands that reach an agent through its door.
 *
 * @param packageName the app that the agent lives in
 * @param user the Android user whose app is meant; absent for the shell's own, which is 0
 */
public record Door(String packageName, OptionalInt user) {

  /** What {@code content} reads as it was typed, whatever Android's version. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");

  private static final int PAGE = 100;

  /** Asks for the status. */
  public ShellCommand status() {
    return call("status");
  }

  /** Asks for tasks, from the {@code from}-th on. */
  public ShellCommand tasks(long from) {
    return call("tasks").with("--extra", "from:i:" + from, "--extra", "limit:i:" + PAGE);
  }

  /** Registers a task. */
  public ShellCommand register(String name, TaskRequest request) {
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

  /** Unregisters a task. */
  public ShellCommand unregister(String name) {
    return call("unregister").with(named(name).toArray(String[]::new));
  }

  /**
   * The test trigger.
   *
   * @param name the task; absent for all
   */
  public ShellCommand trigger(Optional<String> name) {
    return name.map(task -> call("trigger").with(named(task).toArray(String[]::new)))
        .orElse(call("trigger"));
  }

  /**
   * Reads the log.
   *
   * @param after only records after this number; 0 for all
   * @param log the log that the number belongs to; absent when that is not known
   * @param follow how long new records shall be waited for; absent not to wait
   */
  public ShellCommand log(long after, Optional<String> log, Optional<Duration> follow) {
    String query =
        (after == 0 ? "" : "&after=" + after)
            + log.map(id -> "&log=" + URLEncoder.encode(id, UTF_8)).orElse("")
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
}
