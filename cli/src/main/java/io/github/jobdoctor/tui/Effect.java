package io.github.jobdoctor.tui;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that has to happen outside of the state. */
sealed interface Effect {

  /** Look at the scheduler at once. */
  record Refresh() implements Effect {}

  /** Poll at this interval, or not at all. */
  record Pace(Duration interval, boolean paused) implements Effect {}

  /** Let the device do something, and tell what came of it. */
  record Give(List<Errand> errands) implements Effect {}

  /** Look at another device. */
  record SwitchTo(String serial) implements Effect {}

  /** Ask for the list of devices. */
  record ListDevices() implements Effect {}

  /** Follow the log of the agent in this app; absent to stop following any. */
  record FollowLog(Optional<String> packageName) implements Effect {}

  /** Put a text where it can be pasted from. */
  record Copy(String text) implements Effect {}

  /** Write the screen into a file. */
  record Save() implements Effect {}

  /** Hand the terminal back until the shell brings the program to the front again. */
  record Suspend() implements Effect {}

  /** Draw everything anew. */
  record Redraw() implements Effect {}

  /** End. */
  record Quit(boolean interrupted) implements Effect {}
}
