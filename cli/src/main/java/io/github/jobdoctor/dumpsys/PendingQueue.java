package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.PendingJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Pending queue:} (reference/dumpsys-jobscheduler.md §7). */
final class PendingQueue {

  private static final Pattern ENTRY = Pattern.compile("\\s*Pending #\\d+: (.*)", Pattern.DOTALL);
  private static final Pattern ENQUEUED = Pattern.compile("\\s*Enq: (\\S+)");

  private PendingQueue() {}

  /** Reads the lines after the heading, up to the next section. */
  static List<PendingJob> read(LineCursor cursor) throws IOException {
    List<PendingJob> entries = new ArrayList<>();
    for (String line = cursor.peek();
        line != null && !Sections.looksLikeHeading(line);
        line = cursor.peek()) {
      Matcher entry = ENTRY.matcher(line);
      Matcher enqueued = ENQUEUED.matcher(line);
      if (entry.matches()) {
        Optional<JobHeading> heading = JobHeading.parseShort(entry.group(1));
        int number = cursor.number();
        heading.ifPresentOrElse(
            job -> entries.add(new PendingJob(job.key(), job.name(), Optional.empty(), number)),
            () -> cursor.unread(number, entry.group()));
      } else if (enqueued.matches() && !entries.isEmpty()) {
        PendingJob last = entries.remove(entries.size() - 1);
        Optional<Duration> waiting = Durations.parse(enqueued.group(1)).map(Duration::abs);
        entries.add(new PendingJob(last.key(), last.name(), waiting, last.line()));
      }
      cursor.advance();
    }
    return entries;
  }
}
