package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The subcommands of {@code cmd jobscheduler} that read or steer the device's conditions. A
 * recorded device knows nothing of docks and storage: steering those is accepted, as a device
 * would, and changes nothing.
 */
final class ConditionSubcommands {

  private static final int FAILED = -1;
  private static final int BAD_OPTION = 1;

  private final int apiLevel;
  private final JobBoard board;

  ConditionSubcommands(int apiLevel, JobBoard board) {
    this.apiLevel = apiLevel;
    this.board = board;
  }

  /** Answers; the result is absent when this is not one of these subcommands on this level. */
  OptionalInt run(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    Optional<String> option = words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty();
    return switch (words.get(0)) {
      case "get-battery-seq", "get-storage-seq" -> answer("-1", invocation);
      case "get-battery-charging" -> answer(Boolean.toString(isCharging()), invocation);
      case "get-battery-not-low" -> answer(Boolean.toString(isNotLow()), invocation);
      case "get-storage-not-low" -> answer("true", invocation);
      case "monitor-battery" -> {
        OptionalInt refused = refusal(option, List.of("on", "off"), invocation);
        yield refused.isPresent()
            ? refused
            : answer(
                "Battery monitoring " + (option.get().equals("on") ? "enabled" : "disabled"),
                invocation);
      }
      case "trigger-dock-state" -> {
        OptionalInt refused = refusal(option, List.of("idle", "active"), invocation);
        yield from(28, refused.isPresent() ? refused : OptionalInt.of(0));
      }
      case "reset-schedule-quota" -> from(30, OptionalInt.of(0));
      case "heartbeat" -> heartbeat(invocation);
      default -> OptionalInt.empty();
    };
  }

  private OptionalInt from(int level, OptionalInt result) {
    return apiLevel >= level ? result : OptionalInt.empty();
  }

  private OptionalInt heartbeat(Program.Invocation invocation) throws IOException {
    if (apiLevel < 30) {
      return OptionalInt.empty();
    }
    answer("Heartbeat command is no longer supported", invocation);
    return OptionalInt.of(FAILED);
  }

  private static OptionalInt refusal(
      Optional<String> option, List<String> known, Program.Invocation invocation)
      throws IOException {
    if (option.isPresent() && known.contains(option.get())) {
      return OptionalInt.empty();
    }
    invocation.printError("Error: unknown option " + option.orElse("null") + "\n");
    return OptionalInt.of(BAD_OPTION);
  }

  private static OptionalInt answer(String text, Program.Invocation invocation) throws IOException {
    invocation.print(text + "\n");
    return OptionalInt.of(0);
  }

  private boolean isCharging() {
    // "  Stable power: false" of the battery controller, on every level from 28 on
    return says("  Stable power: true");
  }

  private boolean isNotLow() {
    return says("  Not low: true");
  }

  private boolean says(String wanted) {
    return board.dump().sections().stream()
        .flatMap(section -> board.around(section.lines()).stream())
        .anyMatch(line -> line.equals(wanted));
  }
}
