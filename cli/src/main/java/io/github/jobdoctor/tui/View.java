package io.github.jobdoctor.tui;

import java.util.List;
import java.util.Optional;

/** The pages of the screen. */
enum View {
  JOBS("jobs", "the table of all jobs", List.of("j", "job-list")),
  JOB(
      "job",
      "one job: facts, diagnosis, constraint history, runs, its lines in the dump",
      List.of()),
  WHY("why", "what holds jobs back, by cause", List.of("w", "causes")),
  HISTORY("history", "the last runs as bars over time", List.of("h", "timeline", "runs")),
  LOGS(
      "logs",
      "the agent's log as it grows; :logs PKG for an app that embeds it",
      List.of("l", "log", "tasks")),
  DEVICES("devices", "the devices, to switch to another", List.of("d", "device")),
  COMMANDS("commands", "every adb command that was given, and its time", List.of("c", "adb")),
  HELP("help", "the keys of a page", List.of("?", "keys"));

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // made with List.of above
  private final List<String> aliases;

  View(String word, String about, List<String> aliases) {
    this.word = word;
    this.about = about;
    this.aliases = aliases;
  }

  String word() {
    return word;
  }

  String about() {
    return about;
  }

  List<String> aliases() {
    return aliases;
  }

  /** Whether rows are chosen in it; else it is only scrolled. */
  boolean hasRows() {
    return switch (this) {
      case JOBS, WHY, HISTORY, DEVICES -> true;
      case JOB, LOGS, COMMANDS, HELP -> false;
    };
  }

  /** The view of this name, for the palette; {@code job} is opened from a row instead. */
  static Optional<View> of(String typed) {
    for (View view : values()) {
      if (view != JOB && (view.word.equals(typed) || view.aliases.contains(typed))) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }
}
