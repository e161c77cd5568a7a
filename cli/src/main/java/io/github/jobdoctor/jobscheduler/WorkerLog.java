package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What WorkManager logs about its workers. Android's scheduler sees only that the job ended;
 * WorkManager logs what the worker returned, at level INFO, which an app shows unless it asked for
 * less:
 *
 * <pre>
 * Worker result SUCCESS for Work [ id=5b9f7d62-…, tags={ com.x.SyncWorker } ]     also RETRY, FAILURE
 * Work [ id=…, tags={ … } ] was cancelled
 * Work [ id=…, tags={ … } ] failed because it threw an exception/error            ERROR
 * Could not create Worker com.x.SyncWorker                                        ERROR
 * </pre>
 *
 * <p>That it left work out because its time had not come it logs at level DEBUG only, which an app
 * shows when it set {@code Configuration.Builder.setMinimumLoggingLevel(Log.DEBUG)}:
 *
 * <pre>
 * Delaying execution for com.x.SyncWorker because it is being executed before schedule.
 * </pre>
 *
 * <p>A line counts when the job's own app wrote it, after the order. It is this job's for certain
 * when it names the work spec or the worker that the dump shows; else when it is about the only
 * work of the app that the log shows since the order.
 */
final class WorkerLog {

  /** Only the lines of one tag, each with the uid of its writer, and no waiting for more. */
  static final ShellCommand COMMAND =
      ShellCommand.of("logcat", "-d", "-v", "threadtime", "-v", "uid", "-s", "WM-WorkerWrapper:D");

  /** A log that takes longer is done without. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  // "11-21 18:13:49.123 10123  4242  4250 I WM-WorkerWrapper: Worker result ..."
  private static final Pattern LINE =
      Pattern.compile("\\S+ \\S+ +(\\S+) +\\d+ +\\d+ [VDIWEF] WM-WorkerWrapper *: (.*)");

  private static final Pattern RESULT =
      Pattern.compile("Worker result (SUCCESS|RETRY|FAILURE) for Work \\[ id=([^,]+), tags=(.*)");
  private static final Pattern CANCELLED =
      Pattern.compile("Work \\[ id=([^,]+), tags=(.*) was cancelled");
  private static final Pattern THREW =
      Pattern.compile("Work \\[ id=([^,]+), tags=(.*) failed because it threw an exception/error");
  private static final Pattern NOT_CREATED = Pattern.compile("Could not create Worker (\\S+)");
  private static final Pattern EARLY =
      Pattern.compile(
          "Delaying execution for (\\S+) because it is being executed before schedule\\.?");

  // "u0_a1": what logcat prints instead of a uid when it is no longer than five letters
  private static final Pattern SHORT_NAME = Pattern.compile("u(\\d+)_a(\\d+)");

  /** What became of a worker. */
  enum Result {
    SUCCESS,
    RETRY,
    FAILURE,
    CANCELLED,
    EARLY
  }

  /**
   * What the log tells of a job's work.
   *
   * @param result what became of it
   * @param certain whether the line names the work or the worker; else it is only the only one
   * @param line the message
   */
  record Told(Result result, boolean certain, String line) {}

  /**
   * A line.
   *
   * @param id the work spec that it names; absent when it names none
   * @param tags the class of the worker, and the tags that the app added
   */
  private record Line(Result result, Optional<String> id, String tags, String text) {

    String work() {
      return id.orElse(tags);
    }

    boolean names(String worker) {
      return Stream.of(tags.split("[\\s,{}\\[\\]]+", -1))
          .anyMatch(name -> name.equals(worker) || name.endsWith("." + worker));
    }
  }

  private final JobScheduler scheduler;
  private final List<String> before;

  private WorkerLog(JobScheduler scheduler, List<String> before) {
    this.scheduler = scheduler;
    this.before = before;
  }

  /** The log as it stands before an order; absent when the device does not show it. */
  static Optional<WorkerLog> before(JobScheduler scheduler) throws DeviceException {
    return lines(scheduler).map(lines -> new WorkerLog(scheduler, lines));
  }

  /** What it tells of the work of {@code job} since then; absent when nothing, or not for sure. */
  Optional<Told> since(Job job) throws DeviceException {
    List<Line> ofApp = new ArrayList<>();
    for (String text : newer(lines(scheduler).orElse(List.of()))) {
      Matcher line = LINE.matcher(text.strip());
      if (line.matches() && isFrom(line.group(1), job)) {
        read(line.group(2)).ifPresent(ofApp::add);
      }
    }
    Optional<Line> own = ofApp.stream().filter(line -> isAbout(job, line)).findFirst();
    if (own.isPresent()) {
      return own.map(line -> new Told(line.result(), true, line.text()));
    }
    List<Line> possible = ofApp.stream().filter(line -> mayBeAbout(job, line)).toList();
    return possible.stream().map(Line::work).distinct().count() == 1
        ? Optional.of(new Told(possible.get(0).result(), false, possible.get(0).text()))
        : Optional.empty();
  }

  private List<String> newer(List<String> now) {
    // The log is a ring: when the last line of then is gone, all that is there came later.
    int last = before.isEmpty() ? -1 : now.lastIndexOf(before.get(before.size() - 1));
    return now.subList(last + 1, now.size());
  }

  private static Optional<List<String>> lines(JobScheduler scheduler) throws DeviceException {
    try {
      ShellResult result = scheduler.ask(COMMAND, LONGEST);
      return result.exitCode() == 0
          ? Optional.of(
              result.stdout().lines().filter(line -> line.contains("WM-WorkerWrapper")).toList())
          : Optional.empty();
    } catch (DeviceException.TimedOut slow) {
      return Optional.empty();
    }
  }

  private static boolean isFrom(String writer, Job job) {
    Matcher shortName = SHORT_NAME.matcher(writer);
    String uid = shortName.matches() ? "u" + shortName.group(1) + "a" + shortName.group(2) : writer;
    return Uid.parse(uid).filter(job.key().caller()::equals).isPresent();
  }

  private static Optional<Line> read(String text) {
    Matcher result = RESULT.matcher(text);
    if (result.matches()) {
      return Optional.of(
          new Line(
              Result.valueOf(result.group(1)),
              Optional.of(result.group(2)),
              result.group(3),
              text));
    }
    for (Pattern shape : List.of(CANCELLED, THREW)) {
      Matcher matcher = shape.matcher(text);
      if (matcher.matches()) {
        Result what = shape == CANCELLED ? Result.CANCELLED : Result.FAILURE;
        return Optional.of(new Line(what, Optional.of(matcher.group(1)), matcher.group(2), text));
      }
    }
    Matcher missing = NOT_CREATED.matcher(text);
    if (missing.matches()) {
      return Optional.of(new Line(Result.FAILURE, Optional.empty(), missing.group(1), text));
    }
    Matcher early = EARLY.matcher(text);
    return early.matches()
        ? Optional.of(new Line(Result.EARLY, Optional.empty(), early.group(1), text))
        : Optional.empty();
  }

  private static boolean isAbout(Job job, Line line) {
    Optional<String> id = Work.id(job);
    boolean both = id.isPresent() && line.id().isPresent();
    return both ? id.equals(line.id()) : job.worker().filter(line::names).isPresent();
  }

  /** Whether nothing that the dump and the line tell of the work differs. */
  private static boolean mayBeAbout(Job job, Line line) {
    boolean noOtherId = Work.id(job).isEmpty() || line.id().isEmpty();
    return noOtherId && job.worker().map(line::names).orElse(true);
  }
}
