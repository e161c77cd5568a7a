package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.DeviceEntry;
import java.util.List;

/** Something that happened to the screen. */
sealed interface Event {

  /** A key was pressed. */
  record Pressed(Key key) implements Event {}

  /** The terminal has another size. */
  record Resized(Size size) implements Event {}

  /** Time went by. */
  record Ticked() implements Event {}

  /** The scheduler was looked at. */
  record Arrived(Polled polled) implements Event {}

  /** The device could not be asked. */
  record Troubled(String why) implements Event {}

  /** Another device is looked at. */
  record Switched(String serial) implements Event {}

  /** The devices that there are. */
  record Listed(List<DeviceEntry> entries) implements Event {}

  /** A command went to the device and came back. */
  record Issued(Command command) implements Event {}

  /** News of the agent's log. */
  record Logged(LogTail tail) implements Event {}

  /** The conditions that this screen has put in force on a device. */
  record InForce(String serial, List<String> conditions) implements Event {}

  /** An errand has begun. */
  record Begun(Errand errand) implements Event {}

  /** An errand is over. */
  record Done(Errand errand, Outcome outcome) implements Event {}

  /** Something to be told. */
  record Told(Outcome.Tone tone, String sentence) implements Event {}

  /** The terminal was handed back by the shell: everything has to be drawn anew. */
  record Resumed() implements Event {}

  /** The terminal is gone, or the process shall end. */
  record Ended(boolean interrupted) implements Event {}

  /** Another thread met a bug of ours. */
  record Broken(RuntimeException bug) implements Event {}
}
