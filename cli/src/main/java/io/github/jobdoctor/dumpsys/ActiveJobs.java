package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.ActiveJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Active jobs:} (reference/dumpsys-jobscheduler.md §7). */
final class ActiveJobs {

  private static final Pattern SLOT =
      Pattern.compile("\\s*Slot #\\d+(?:\\(ID=-?\\d+\\))?: (.*)", Pattern.DOTALL);
  private static final Pattern RUNNING =
      Pattern.compile("\\s*Running for: ([^\\s,]+), timeout at: (\\S+)");

  private ActiveJobs() {}

  /** Reads the lines after the heading, up to the next section. */
  static List<ActiveJob> read(LineCursor cursor) throws IOException {
    List<ActiveJob> entries = new ArrayList<>();
    for (String line = cursor.peek();
        line != null && !Sections.looksLikeHeading(line);
        line = cursor.peek()) {
      Matcher slot = SLOT.matcher(line);
      Matcher running = RUNNING.matcher(line);
      if (slot.matches()) {
        if (!slot.group(1).startsWith("inactive")) {
          add(entries, cursor, slot);
        }
      } else if (running.matches() && !entries.isEmpty()) {
        ActiveJob last = entries.remove(entries.size() - 1);
        entries.add(
            new ActiveJob(
                last.key(),
                last.name(),
                Durations.parse(running.group(1)),
                Durations.parse(running.group(2)),
                last.line()));
      }
      cursor.advance();
    }
    return entries;
  }

  private static void add(List<ActiveJob> entries, LineCursor cursor, Matcher slot) {
    Optional<JobHeading> heading = JobHeading.parseShort(slot.group(1));
    int number = cursor.number();
    heading.ifPresentOrElse(
        job ->
            entries.add(
                new ActiveJob(job.key(), job.name(), Optional.empty(), Optional.empty(), number)),
        () -> cursor.unread(number, slot.group()));
  }
}
