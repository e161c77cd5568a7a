package io.github.jobdoctor.job;

import java.util.List;
import java.util.Optional;

/**
 * What apps may do, as {@code dumpsys appops} tells: the operations that bar an app from the
 * background. What is not there is at its default, which allows.
 *
 * @param modes of {@code RUN_IN_BACKGROUND} (API 24 and later) and {@code RUN_ANY_IN_BACKGROUND}
 *     (API 28 and later), in the text's order
 */
public record AppOps(List<Mode> modes) implements NeighbourState {

  /** Copies the list. */
  public AppOps {
    modes = List.copyOf(modes);
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.APP_OPS;
  }

  /**
   * What one app may do.
   *
   * @param uid the app
   * @param packageName the package; absent when the mode is that of the whole uid
   * @param operation such as {@code RUN_ANY_IN_BACKGROUND}
   * @param mode {@code allow}, {@code ignore}, {@code deny}, {@code default} or {@code foreground}
   * @param line where the text says so
   */
  public record Mode(
      Uid uid, Optional<String> packageName, String operation, String mode, DumpLine line) {

    /** Whether it keeps the app from it. */
    public boolean forbids() {
      return mode.equals("ignore") || mode.equals("deny");
    }
  }
}
