package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code Job history:}, API 27 and later (reference/dumpsys-jobscheduler.md §10):
 *
 * <pre>
 *        -3m44s537ms START-P: #u0a124/20 pkg/.Svc
 *        -3m40s002ms    STOP: #u0a124/20 pkg/.Svc app called jobFinished
 * </pre>
 *
 * <p>The {@code -P} for periodic is not read: API 27 to 32 print it on the wrong stops.
 */
final class JobHistory {

  private static final Pattern EVENT =
      Pattern.compile(
          "\\s*(\\S+) +(START|STOP)(?:-P)?: #([^/\\s]+)/(-?\\d{1,10}) (.*)", Pattern.DOTALL);

  private JobHistory() {}

  /** Reads the lines after the heading, up to a line that is no event. */
  static List<HistoryEvent> read(LineCursor cursor) throws IOException {
    List<HistoryEvent> events = new ArrayList<>();
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      Matcher matcher = EVENT.matcher(line);
      if (!matcher.matches()) {
        break;
      }
      Optional<Duration> when = Durations.parse(matcher.group(1));
      Optional<Uid> uid = Uid.parse(matcher.group(3));
      OptionalInt jobId = JobHeading.jobId(matcher.group(4));
      if (when.isPresent() && uid.isPresent() && jobId.isPresent()) {
        events.add(
            new HistoryEvent(
                when.get(),
                matcher.group(2).equals("START"),
                uid.get(),
                jobId.getAsInt(),
                matcher.group(5),
                cursor.number()));
      } else {
        cursor.unread(cursor.number(), line);
      }
      cursor.advance();
    }
    return events;
  }
}
