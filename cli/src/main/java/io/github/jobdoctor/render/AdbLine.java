package io.github.jobdoctor.render;

import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.diagnosis.Commands;

/**
 * How a finding's commands reach their device: {@code adb} alone, or with the words that choose a
 * server and a device.
 *
 * @param adb what stands for {@code adb}, such as {@code adb -s emulator-5554}, quoted for a shell
 */
public record AdbLine(String adb) {

  /** The device that adb takes by itself. */
  public static final AdbLine PLAIN = new AdbLine("adb");

  /**
   * The command as a person would type it. What this computer's own shell would take for its own,
   * such as {@code &&}, is quoted, so that all of it reaches the device.
   */
  String of(String command) {
    if (!command.startsWith(Commands.SHELL)) {
      return command;
    }
    String words = command.substring(Commands.SHELL.length());
    return adb + " shell " + (isHarmless(words) ? words : ShellCommand.of(words).line());
  }

  /** The line for a command on the device; quoted once for each of the two shells. */
  public String shell(ShellCommand command) {
    return of(Commands.SHELL + command.line());
  }

  private static boolean isHarmless(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (!Character.isLetterOrDigit(c) && " ._-+=:,/@%".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
