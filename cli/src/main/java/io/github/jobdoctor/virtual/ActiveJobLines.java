package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a dump prints below a running job's slot: how long, and the shorter form of its block. */
final class ActiveJobLines {

  /** After so long a job is stopped, or from API 33 on may be. */
  private static final Duration TIMEOUT_BEFORE_33 = Duration.ofMinutes(10);

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** The guaranteed and the greatest run time of an ordinary job. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Lines of a full block that the lists of pending and active jobs leave out. */
  private static final List<String> FULL_ONLY =
      List.of(
          "JobInfo:",
          "Satisfied constraints:",
          "Unsatisfied constraints:",
          "Num Required Flexible constraints:",
          "Num Dropped Flexible constraints:",
          "Constraint history:",
          "Last run heartbeat:",
          "Restricted due to:",
          "Ready:");

  private ActiveJobLines() {}

  static List<String> of(RecordedJob job, int apiLevel, Instant startedAt, Instant now) {
    Duration running = Duration.between(startedAt, now);
    List<String> lines = new ArrayList<>();
    lines.add(
        "    Running for: "
            + DumpDuration.format(running)
            + ", timeout at: "
            + DumpDuration.format((apiLevel >= 33 ? TIMEOUT : TIMEOUT_BEFORE_33).minus(running)));
    if (apiLevel >= 31) {
      String left = DumpDuration.format(LIMIT.minus(running));
      lines.add("    Remaining execution limits: [" + left + ", " + left + "]");
    }
    String indent = apiLevel >= 31 ? "  " : "";
    for (String line : shortBlock(job.block(apiLevel, now))) {
      lines.add(indent + line);
    }
    if (apiLevel >= 33) {
      lines.add("    Evaluated bias: 0 [DEFAULT]");
    } else if (apiLevel >= 29) {
      lines.add("    Evaluated priority: 0 [DEFAULT]");
    }
    lines.add("    Active at " + DumpDuration.format(running.negated()) + ", pending for 0");
    return lines;
  }

  /** A block without its header and without what only full blocks have. */
  private static List<String> shortBlock(List<String> block) {
    List<String> lines = new ArrayList<>();
    boolean skipping = false;
    for (String line : block.subList(1, block.size())) {
      boolean top = !line.startsWith("     ");
      if (top) {
        skipping = FULL_ONLY.stream().anyMatch(line.strip()::startsWith);
      }
      if (!skipping) {
        lines.add(line);
      }
    }
    return lines;
  }
}
