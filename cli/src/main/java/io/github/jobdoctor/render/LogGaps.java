package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogGap;

/** What happened between records, in words. */
public final class LogGaps {

  private LogGaps() {}

  /** Which records are missing, and why. */
  public static String sentence(LogGap gap) {
    String which =
        gap.count() == 1
            ? "record " + gap.from() + " is missing"
            : gap.count() + " records are missing (" + gap.from() + " to " + gap.to() + ")";
    return which
        + ": "
        + switch (gap.cause()) {
          case OVERWRITTEN -> "the ring log was full and newer ones overwrote them";
          case DAMAGED -> "they are damaged in the log's file";
          case UNREAD -> "their lines could not be read";
          case NOT_PULLED -> "they stand in none of the pieces";
          case CUT_OFF -> "the text ends before them";
          case UNKNOWN -> "the text does not say why";
        };
  }

  /** What happened to the device's clock. */
  public static String sentence(ClockChange change) {
    return switch (change.kind()) {
      case BOOT ->
          "the device was booted"
              + (change.record().bootCount().isPresent()
                  ? " (boot " + change.record().bootCount().getAsInt() + ")"
                  : "");
      case CLOCK_SET ->
          "the device's clock was set "
              + (change.by().isNegative() ? "back" : "forward")
              + " by "
              + Span.of(change.by());
    };
  }
}
