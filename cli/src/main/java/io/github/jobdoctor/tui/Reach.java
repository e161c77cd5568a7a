package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.AdbLine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What may be done, and how often the device is asked.
 *
 * @param program how the program was called, for lines to be pasted: {@code jobdoctor --demo}
 * @param adb the words that stand for adb, such as {@code adb -P 5038}; those for the device are
 *     added. Absent where no words lead to the devices
 * @param live whether there is a device; a file is read once
 * @param readOnly whether nothing may be changed
 * @param refusals the errands that cannot be given at all, and why
 * @param interval how often the device is asked; less often where its dumps take long
 * @param paused whether it is not asked at all
 */
record Reach(
    String program,
    Optional<String> adb,
    boolean live,
    boolean readOnly,
    Map<Errand.Kind, String> refusals,
    Duration interval,
    boolean paused) {

  /** Copies the map. */
  Reach {
    refusals = Map.copyOf(refusals);
  }

  /** How the commands of a finding reach this device. */
  AdbLine adbLine(String serial) {
    return adb.map(word -> new AdbLine(word + " " + ShellCommand.of("-s", serial).line()))
        .orElse(AdbLine.PLAIN);
  }

  Reach with(Duration newInterval) {
    return new Reach(program, adb, live, readOnly, refusals, newInterval, paused);
  }

  Reach paused(boolean now) {
    return new Reach(program, adb, live, readOnly, refusals, interval, now);
  }

  /** Why an errand cannot be given; absent when it can. */
  Optional<String> refusal(Errand.Kind kind) {
    if (!live) {
      return Optional.of("a saved dump has no device");
    }
    return readOnly ? Optional.of("read-only") : Optional.ofNullable(refusals.get(kind));
  }
}
