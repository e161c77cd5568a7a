package io.github.jobdoctor.source;

import io.github.jobdoctor.device.Getprop;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a bug report, or another text in which many services follow one another, in one pass: the
 * job scheduler's text goes to the parser, some others are kept, and the rest is skipped.
 *
 * <p>The job scheduler may stand there more than once, whole or cut, as text or as something else,
 * and the text of an app in another service may imitate it. The first is taken whose frame fits and
 * which is whole; else the best there is.
 */
final class ReportReader {

  private static final String JOB_SCHEDULER = "jobscheduler";

  /** More dumps of one service than that have no use but to keep us busy. */
  private static final int MOST_DUMPS = 16;

  /** Where the head of a bug report ends at the latest. */
  private static final int HEAD = 1 << 14;

  private static final int MOST_PROPERTIES = 1 << 20;

  private static final Pattern CAPTURED =
      Pattern.compile("(?m)^== dumpstate: (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)");
  private static final Pattern FINGERPRINT =
      Pattern.compile("(?m)^Build fingerprint: '([^'\r\n]+)'");
  private static final Pattern API_LEVEL = Pattern.compile("(?m)^Android SDK version: (\\d{1,4})");

  private final ByteWindow window;
  private final FrameScanner frames;
  private final Capture capture = new Capture();
  private final Map<String, CapturedService> services = new HashMap<>();
  private final Map<String, Integer> dumps = new HashMap<>();
  private Map<String, String> properties = Map.of();
  private boolean hasDurations;
  private Optional<JobSchedulerSnapshot> best = Optional.empty();
  private int bestRank = -1;
  private Optional<UnusableDumpException> refusal = Optional.empty();

  /** A report that begins where the window stands. */
  ReportReader(ByteWindow window) {
    this.window = window;
    this.frames = new FrameScanner(window);
  }

  /**
   * Reads to the end.
   *
   * @throws IOException when the stream fails
   * @throws UnusableDumpException when the job scheduler's dump is not there
   */
  SavedDump read() throws IOException, UnusableDumpException {
    window.ensure(HEAD);
    String head = window.text(0, Math.min(HEAD, window.available()));
    int first = head.indexOf("\n------ ");
    head = first < 0 ? head : head.substring(0, first);
    boolean more = window.startsWith(0, Frames.HEADER) || frames.next();
    while (more) {
      readPart();
      more = frames.next();
    }
    BugReport report = new BugReport(capturedAt(head), properties(head), services);
    if (best.isPresent()) {
      return new SavedDump(best.get(), Optional.of(report));
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    throw new UnusableDumpException(
        Reason.NOT_A_DUMP,
        "There is no job-scheduler dump in it: it holds the dumps of services, but none begins with"
            + " \"DUMP OF SERVICE jobscheduler:\".");
  }

  private void readPart() throws IOException {
    boolean fits = frameFits();
    String line = passLine();
    if (line.startsWith("-")) {
      if (properties.isEmpty()) {
        properties = Getprop.values(Capture.text(ServiceText.part(window), MOST_PROPERTIES));
      }
      return;
    }
    String service = Frames.header(line).orElse("");
    if (service.isEmpty() || dumps.merge(service, 1, Integer::sum) > MOST_DUMPS) {
      return;
    }
    if (service.equals(JOB_SCHEDULER)) {
      readJobs(fits ? 2 : 0);
    } else if (service.equals("activity")) {
      if (isWanted(BugReport.EXIT_INFO) || isWanted(BugReport.PROCESSES)) {
        capture.activity(new ServiceText(window, service)).forEach(this::keep);
      }
    } else if (BugReport.KEPT.contains(service) && isWanted(service)) {
      ServiceText text = new ServiceText(window, service);
      keep(
          service,
          switch (service) {
            // What it says of standby buckets comes after its long list of events.
            case "usagestats" -> capture.end(text);
            case "package" -> capture.packages(text);
            default -> capture.beginning(text);
          });
    }
  }

  private boolean isWanted(String service) {
    return !services.containsKey(service) || !services.get(service).closed();
  }

  private void keep(String service, CapturedService captured) {
    if (!captured.text().isBlank() && (captured.closed() || !services.containsKey(service))) {
      services.put(service, captured);
    }
  }

  private void readJobs(int rank) throws IOException {
    if (bestRank > rank) {
      return; // it cannot be better
    }
    ServiceText text = new ServiceText(window, JOB_SCHEDULER);
    try {
      JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text, text.line());
      Extent extent = snapshot.extent();
      int ranked = rank + (extent == Extent.WHOLE || extent == Extent.FILTERED ? 1 : 0);
      if (ranked > bestRank) {
        best = Optional.of(snapshot);
        bestRank = ranked;
      }
    } catch (UnusableDumpException e) {
      refusal = refusal.isPresent() ? refusal : Optional.of(e);
    }
    text.readToEnd();
  }

  /**
   * Whether the line of a service at the position stands where dumpsys prints it: after a rule,
   * which, where services end with their duration, follows that or the heading of a part.
   */
  private boolean frameFits() {
    int behind = Math.min(window.behind(), ByteWindow.BEHIND);
    List<String> before = window.text(-behind, 0).lines().filter(line -> !line.isBlank()).toList();
    if (before.isEmpty()) {
      return true;
    }
    String last = before.get(before.size() - 1);
    String lastButOne = before.size() > 1 ? before.get(before.size() - 2) : "";
    boolean afterDuration = Frames.duration(lastButOne).isPresent();
    hasDurations |= afterDuration;
    return last.startsWith("-".repeat(60))
        && (!hasDurations || afterDuration || lastButOne.startsWith("------ "));
  }

  private String passLine() throws IOException {
    int end = window.lineEnd(0, Frames.LONGEST);
    String line = window.text(0, end);
    window.advance(window.ensure(end + 1) ? end + 1 : end);
    return line;
  }

  /** What getprop says, and what the head says of the same where getprop is silent. */
  private Map<String, String> properties(String head) {
    Map<String, String> all = new HashMap<>(properties);
    first(FINGERPRINT, head).ifPresent(build -> all.putIfAbsent("ro.build.fingerprint", build));
    first(API_LEVEL, head).ifPresent(level -> all.putIfAbsent("ro.build.version.sdk", level));
    return all;
  }

  private static Optional<LocalDateTime> capturedAt(String head) {
    try {
      return first(CAPTURED, head)
          .map(
              time ->
                  LocalDateTime.parse(time, DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
