package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads {@code Job history:} (reference/dumpsys-jobscheduler.md §10):
 *
 * <pre>
 *        -3m44s537ms START: u0a124 pkg/.Svc                                API 24 to 26
 *        -3m44s537ms START-P: #u0a124/20 pkg/.Svc                          later
 *        -3m40s002ms    STOP: #u0a124/20 pkg/.Svc app called jobFinished
 * </pre>
 */
final class JobHistory {

  private JobHistory() {}

  /** Reads the section. */
  static List<HistoryEvent> read(SectionLines lines) throws IOException {
    List<HistoryEvent> events = new ArrayList<>();
    while (lines.next()) {
      if (!readEvent(lines.line(), events)) {
        lines.unread();
      }
    }
    return events;
  }

  /** The event of a line that stands alone, as {@code grep} leaves it; absent when it is none. */
  static Optional<HistoryEvent> event(DumpLine line) {
    List<HistoryEvent> events = new ArrayList<>();
    readEvent(line, events);
    return events.stream().findFirst();
  }

  private static boolean readEvent(DumpLine line, List<HistoryEvent> events) {
    String text = line.text().strip();
    int space = text.indexOf(' ');
    int colon = space < 0 ? -1 : text.indexOf(": ", space);
    Optional<Duration> when =
        colon < 0 ? Optional.empty() : Durations.parse(text.substring(0, space));
    if (when.isEmpty()) {
      return false;
    }
    String label = text.substring(space, colon).strip();
    boolean start = label.startsWith("START");
    if (!start && !label.startsWith("STOP")) {
      return label.equals("??"); // an event that Android itself has no name for
    }
    String event = text.substring(colon + 2);
    int nameAt = event.indexOf(' ');
    if (nameAt < 0) {
      return false;
    }
    String owner = event.substring(0, nameAt);
    int slash = owner.indexOf('/');
    boolean numbered = owner.startsWith("#") && slash > 0;
    Optional<Uid> uid = Uid.parse(numbered ? owner.substring(1, slash) : owner);
    OptionalInt jobId =
        numbered ? JobHeading.jobId(owner.substring(slash + 1)) : OptionalInt.empty();
    if (uid.isEmpty() || (numbered && jobId.isEmpty())) {
      return false;
    }
    events.add(
        new HistoryEvent(
            when.get(),
            start,
            label.endsWith("-P"),
            uid.get(),
            jobId,
            event.substring(nameAt + 1),
            line));
    return true;
  }
}
