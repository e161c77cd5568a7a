package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.PendingJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code Pending queue:} (reference/dumpsys-jobscheduler.md §7). */
final class PendingQueue {

  private PendingQueue() {}

  /** Reads the section. A job's own lines, which stand in its entry, are those of its block. */
  static List<PendingJob> read(SectionLines lines) throws IOException {
    List<PendingJob> entries = new ArrayList<>();
    while (lines.next()) {
      String text = lines.text();
      int colon = text.startsWith("Pending #") ? text.indexOf(": ") : -1;
      if (colon > 0) {
        Optional<JobHeading> heading = JobHeading.parseShort(text.substring(colon + 2));
        if (heading.isPresent()) {
          entries.add(
              new PendingJob(
                  heading.get().key(),
                  heading.get().name(),
                  Optional.empty(),
                  Optional.empty(),
                  lines.line().line()));
        } else {
          lines.unread();
        }
      } else if (!entries.isEmpty()) {
        readDetail(text, entries);
      } else if (!text.equals("None") && !DeviceFacts.isHashes(text)) {
        lines.unread();
      }
    }
    return entries;
  }

  private static void readDetail(String text, List<PendingJob> entries) {
    int last = entries.size() - 1;
    PendingJob entry = entries.get(last);
    String enqueued = Values.after(text, "Enq: ");
    Optional<Integer> bias = bias(text);
    if (enqueued != null || bias.isPresent()) {
      Optional<Duration> waiting =
          enqueued == null
              ? entry.waiting()
              : Durations.parse(enqueued).map(Duration::abs).or(entry::waiting);
      entries.set(
          last,
          new PendingJob(entry.key(), entry.name(), waiting, bias.or(entry::bias), entry.line()));
    }
  }

  /** {@code Evaluated bias: -40 [UNKNOWN]}, before API 33 {@code Evaluated priority}. */
  static Optional<Integer> bias(String text) {
    if (!text.startsWith("Evaluated ")) {
      return Optional.empty();
    }
    OptionalLong number = Values.leadingNumber(text.substring(text.indexOf(": ") + 2));
    return number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty();
  }
}
