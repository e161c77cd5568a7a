package io.github.jobdoctor.virtual;

import io.github.jobdoctor.virtual.RecordedDump.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the dump of a demonstration device as it is at one moment, whole or for one package. */
final class DumpWriter {

  // "  Pending #3: 1a2b #u0a1/5 pkg/.Cls"
  private static final Pattern PENDING = Pattern.compile("  Pending #\\d+: (.*)");

  // "  Elapsed clock: 181289563": milliseconds since the device started
  private static final Pattern ELAPSED = Pattern.compile("  Elapsed clock: (\\d+)");

  private final int apiLevel;
  private final JobBoard board;
  private final Instant now;
  private final OptionalInt appId;
  private final Predicate<RecordedJobKey> hidden;
  private final Predicate<RecordedJobKey> hiddenInQueues;

  /**
   * @param appId only jobs of this app; absent: all
   */
  DumpWriter(int apiLevel, JobBoard board, Instant now, OptionalInt appId) {
    this.apiLevel = apiLevel;
    this.board = board;
    this.now = now;
    this.appId = appId;
    Set<RecordedJobKey> registered =
        board.jobs().stream().map(RecordedJob::key).collect(Collectors.toSet());
    Set<RecordedJobKey> shown =
        board.jobs().stream()
            .filter(this::isShown)
            .map(RecordedJob::key)
            .collect(Collectors.toSet());
    hidden = key -> !shown.contains(key);
    // Up to API 30 the package filter leaves the lists of pending and active jobs alone.
    hiddenInQueues = apiLevel >= 31 ? hidden : key -> !registered.contains(key);
  }

  String text() {
    List<String> lines = new ArrayList<>(board.around(board.dump().head()));
    jobs(lines);
    for (Section section : board.dump().sections()) {
      switch (section.part()) {
        case OTHER -> other(section.lines(), lines);
        case HISTORY ->
            lines.addAll(board.history().lines(now, uid -> isShown(UidText.appId(uid))));
        case PENDING -> pending(section.lines(), lines);
        case ACTIVE -> lines.addAll(board.contexts().activeLines(now, hiddenInQueues));
        case IDLE_CONTEXTS -> lines.addAll(board.contexts().idleLines(now));
        case COMPLETED -> completed(section.lines(), lines);
        case STATE -> {
          if (appId.isEmpty()) {
            lines.addAll(section.lines());
          }
        }
      }
    }
    return String.join("\n", lines);
  }

  private boolean isShown(int appOfLine) {
    return appId.isEmpty() || appId.getAsInt() == appOfLine;
  }

  /** The filter goes by the calling app or the source app. */
  private boolean isShown(RecordedJob job) {
    return isShown(UidText.appId(job.key().callingUid()))
        || isShown(UidText.appId(job.sourceUid()));
  }

  private void jobs(List<String> lines) {
    // All jobs are counted, whatever the filter.
    lines.add("Registered " + board.jobs().size() + " jobs:");
    int before = lines.size();
    for (RecordedJob job : board.jobs()) {
      if (isShown(job)) {
        lines.addAll(job.block(apiLevel, now));
      } else if (apiLevel <= 30) {
        // Here a filter leaves the header of every job.
        lines.add(job.block(apiLevel, now).get(0));
      }
    }
    if (lines.size() == before) {
      lines.add("  None.");
    }
  }

  private void other(List<String> section, List<String> lines) {
    for (String line : board.around(JobLines.without(section, hidden, board::isForgotten))) {
      Matcher clock = ELAPSED.matcher(line);
      lines.add(
          clock.matches()
              ? "  Elapsed clock: "
                  + (Long.parseLong(clock.group(1))
                      + Duration.between(board.loadedAt(), now).toMillis())
              : line);
    }
  }

  private void pending(List<String> section, List<String> lines) {
    lines.add(section.get(0));
    int number = apiLevel >= 33 ? 1 : 0;
    int shown = 0;
    boolean showing = false;
    for (String line : section.subList(1, section.size())) {
      Matcher entry = PENDING.matcher(line);
      if (entry.matches()) {
        Optional<RecordedJobKey> key = JobLines.ofShortString(entry.group(1));
        boolean waits = key.flatMap(board::find).map(RecordedJob::isPending).orElse(false);
        showing = waits && key.filter(hiddenInQueues).isEmpty();
        if (showing) {
          lines.add("  Pending #" + number + ": " + entry.group(1));
          shown++;
        }
        // The number is the place in the whole queue, also where a filter hides some.
        number += waits ? 1 : 0;
      } else if (showing && line.startsWith("    ")) {
        lines.add(line);
      }
    }
    if (shown == 0 && apiLevel >= 31) {
      lines.add("  None");
    }
    lines.add("");
  }

  private void completed(List<String> section, List<String> lines) {
    lines.add(section.get(0));
    for (JobBoard.Completed job : board.completed()) {
      lines.add("  " + DumpDuration.format(Duration.between(now, job.at())));
      if (apiLevel >= 33) {
        lines.add("      " + job.shortString());
      }
      for (String line : job.block().subList(1, job.block().size())) {
        String text = line.strip();
        if (!text.startsWith("Ready:") && !text.startsWith("Restricted due to:")) {
          lines.add("  " + line);
        }
      }
    }
    for (String line : section.subList(1, section.size())) {
      if (board.completed().isEmpty() || !line.equals("  None")) {
        lines.add(line);
      }
    }
  }
}
