package io.github.jobdoctor.job;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why processes ended, as {@code dumpsys activity exit-info} tells (API 30 and later), of the
 * packages that were asked for.
 *
 * @param exits in the text's order: per package and uid, the newest first
 */
public record ProcessExits(List<Exit> exits) implements NeighbourState {

  /** Copies the list. */
  public ProcessExits {
    exits = List.copyOf(exits);
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.EXIT_INFO;
  }

  /**
   * The end of a process.
   *
   * @param packageName the package
   * @param uid the uid of the package
   * @param process the name of the process
   * @param when by the device's own clock and in its time zone, which is not named; absent too when
   *     it is printed in digits or a calendar that are not ours
   * @param reason why
   * @param subreason why more exactly (API 31 and later)
   * @param status the exit code or the signal
   * @param importance {@code ActivityManager.RunningAppProcessInfo}'s number: 100 foreground, 125
   *     foreground service, 200 visible, 230 perceptible, 300 service, 400 cached
   * @param description what the system noted
   * @param line where the text gives the reason
   */
  public record Exit(
      String packageName,
      Optional<Uid> uid,
      Optional<String> process,
      Optional<LocalDateTime> when,
      Reason reason,
      Optional<Reason> subreason,
      OptionalInt status,
      OptionalInt importance,
      Optional<String> description,
      DumpLine line) {}

  /**
   * A reason.
   *
   * @param code Android's number, such as 10
   * @param name as printed, such as {@code USER REQUESTED}
   */
  public record Reason(int code, String name) {}
}
