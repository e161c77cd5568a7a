package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Job history:} of a dump: what was recorded, growing older, and what came after it. */
final class JobHistory {

  // "          -28s146ms   START: #u0a133/700 pkg/.Cls"; the age has a field of 19
  private static final Pattern EVENT = Pattern.compile("(.{19})( .{7}: #(\\w+)/-?\\d+ .*)");

  private final int apiLevel;
  private final List<Event> events = new ArrayList<>();

  /**
   * @param at when it happened
   * @param uid of the source app
   * @param rest the line without its age
   */
  private record Event(Instant at, int uid, String rest) {}

  /**
   * @param recorded the section's lines
   * @param loadedAt when the recording began to be the present
   */
  JobHistory(int apiLevel, List<String> recorded, Instant loadedAt) {
    this.apiLevel = apiLevel;
    for (String line : recorded) {
      Matcher event = EVENT.matcher(line);
      if (event.matches()) {
        Instant at = loadedAt.plus(DumpDuration.parse(event.group(1)));
        events.add(new Event(at, UidText.parse(event.group(3)), event.group(2)));
      }
    }
  }

  void started(RecordedJob job, Instant at) {
    add(job, at, job.isPeriodic() ? "START-P" : "  START", "");
  }

  void stopped(RecordedJob job, Instant at, String reason) {
    // API 27 to 32 print each of the two labels for the other.
    boolean swapped = apiLevel >= 27 && apiLevel <= 32;
    add(job, at, job.isPeriodic() != swapped ? " STOP-P" : "   STOP", " " + reason);
  }

  private void add(RecordedJob job, Instant at, String label, String reason) {
    // The uid is the source's, the number the calling app's: so it is in life.
    String id = UidText.format(job.sourceUid()) + "/" + job.key().jobId();
    events.add(
        new Event(at, job.sourceUid(), " " + label + ": #" + id + " " + job.name() + reason));
  }

  /** The section with the blank line after it. */
  List<String> lines(Instant now, IntPredicate uidShown) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      if (uidShown.test(event.uid())) {
        lines.add(DumpDuration.padded(Duration.between(now, event.at())) + event.rest());
      }
    }
    if (!lines.isEmpty()) {
      lines.add(0, "  Job history:");
    }
    lines.add("");
    return lines;
  }
}
