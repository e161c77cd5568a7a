package io.github.jobdoctor.render;

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

  /** The command as a person would type it. */
  String of(String command) {
    return command.startsWith(Commands.SHELL) ? adb + command.substring("adb".length()) : command;
  }
}
