package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import io.github.jobdoctor.neighbours.NeighbourText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Commands on one device, with what conditions ask again and again. */
public final class Shell {

  private final Device device;
  private final Duration timeout;

  /**
   * @param timeout how long one command may take
   */
  Shell(Device device, Duration timeout) {
    this.device = device;
    this.timeout = timeout;
  }

  Device device() {
    return device;
  }

  /** The device's API level. */
  int apiLevel() throws DeviceException, ConditionException {
    return device
        .properties()
        .apiLevel()
        .orElseThrow(
            () ->
                new ConditionException(
                    Reason.REFUSED, "The device does not tell its API level, so nothing is set."));
  }

  ShellResult run(ShellCommand command) throws DeviceException {
    return device.shell(command, timeout);
  }

  ShellResult run(String... words) throws DeviceException {
    return run(ShellCommand.of(words));
  }

  /**
   * What a service says.
   *
   * @param packages the packages to know something of
   */
  <T extends NeighbourState> T ask(
      Class<T> type, Neighbour neighbour, Predicate<String> packages, String... words)
      throws DeviceException, ConditionException {
    Device.Streamed<Optional<NeighbourState>> streamed =
        device.stream(
            ShellCommand.of(words),
            timeout,
            out -> NeighbourText.parse(neighbour, out, 1, packages));
    return streamed
        .value()
        .filter(type::isInstance)
        .map(type::cast)
        .orElseThrow(() -> unreadable(ShellCommand.of(words)));
  }

  /** The device's answer has another shape than any that is known. */
  static ConditionException unreadable(ShellCommand command) {
    return new ConditionException(
        Reason.REFUSED,
        "What `" + command + "` says is not understood, so it could not be put back.");
  }

  /** Whether the device had nothing to say against an order; {@code dumpsys} says it in words. */
  static boolean accepts(ShellResult result) {
    return result.exitCode() == 0 && !said(result).startsWith("Unable ");
  }

  /** The last line that a command printed, on whichever stream. */
  static String said(ShellResult result) {
    List<String> lines =
        (result.stdout() + "\n" + result.stderr())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("at "))
            .toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    return last.length() <= 200 ? last : last.substring(0, 200) + "…";
  }
}
