package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.PendingJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one door to the parser: the text of {@code dumpsys jobscheduler}, from wherever it comes,
 * into a snapshot. Also reads the dump out of a bug report's text, where services follow one
 * another.
 */
public final class JobSchedulerDump {

  private static final Pattern STARTED_USERS =
      Pattern.compile("Started users: \\[([\\d, ]*)\\]\\s*");

  /** The last line of every dump since API 27. */
  private static final Pattern LAST =
      Pattern.compile("PersistStats: FirstLoad: \\d+/\\d+/\\d+ LastSave: \\d+/\\d+/\\d+\\s*");

  private static final String SERVICE_NAME = "jobscheduler";

  private final LineCursor cursor;
  private OptionalInt registered = OptionalInt.empty();
  private final List<Job> jobs = new ArrayList<>();
  private List<PendingJob> pending = List.of();
  private List<ActiveJob> active = List.of();
  private List<HistoryEvent> history = List.of();
  private final List<Integer> startedUsers = new ArrayList<>();
  private boolean lastBlockCut;
  private boolean timedOut;
  private boolean wholeState;
  private boolean insideKnownSection;
  private boolean insideDump;
  private boolean framed;
  private boolean lastLine;
  private boolean otherService;
  private UnusableDumpException refusal;

  private JobSchedulerDump(LineCursor cursor) {
    this.cursor = cursor;
  }

  /** Parses text at hand. */
  public static JobSchedulerSnapshot parse(String text) throws UnusableDumpException {
    try {
      return parse(DumpLines.of(text));
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  /**
   * Parses a stream: UTF-8, or UTF-16 by its mark; LF or CRLF. Reads it to its end, line by line,
   * and leaves it open.
   *
   * @throws IOException when the stream fails
   * @throws UnusableDumpException when the text holds no job-scheduler dump
   */
  public static JobSchedulerSnapshot parse(InputStream in)
      throws IOException, UnusableDumpException {
    return parse(DumpLines.of(in));
  }

  private static JobSchedulerSnapshot parse(DumpLines lines)
      throws IOException, UnusableDumpException {
    JobSchedulerDump dump = new JobSchedulerDump(new LineCursor(lines));
    dump.read();
    return dump.snapshot(lines.binary());
  }

  private void read() throws IOException {
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      if (line.isBlank()) {
        cursor.advance();
      } else if (!readService(line) && !readSection(line)) {
        readOther(line);
      }
    }
  }

  /** The frame that a bug report, or dumpsys of all services, puts around each service. */
  private boolean readService(String line) throws IOException {
    Optional<String> service = Sections.service(line);
    if (service.isPresent()) {
      otherService = !service.get().equals(SERVICE_NAME);
      framed = true;
      insideKnownSection = false;
    } else if (!otherService && Sections.endsService(line)) {
      otherService = insideDump;
    } else if (!otherService) {
      return false;
    }
    cursor.advance();
    return true;
  }

  private boolean readSection(String line) throws IOException {
    OptionalInt count = Sections.registered(line);
    if (count.isPresent() && registered.isPresent()) {
      // Another dump in the same file: the first one counts, the rest is passed over.
      cursor.unread(cursor.number(), line);
      otherService = true;
      cursor.advance();
      return true;
    } else if (count.isPresent()) {
      registered = count;
      cursor.advance();
      readJobs();
    } else if (JobHeading.opensBlock(line)) {
      readJobs();
    } else if (line.equals("  Job history:")) {
      cursor.advance();
      history = JobHistory.read(cursor);
    } else if (line.startsWith("Pending queue:")) {
      cursor.advance();
      pending = PendingQueue.read(cursor);
    } else if (line.startsWith("Active jobs:")) {
      cursor.advance();
      active = ActiveJobs.read(cursor);
    } else if (Sections.isHeading(line.strip()) && LineCursor.indent(line) <= 2) {
      readHeading(line.strip());
      cursor.advance();
    } else {
      return false;
    }
    insideDump = true;
    insideKnownSection = true;
    return true;
  }

  private void readHeading(String heading) {
    wholeState |= heading.startsWith("mReadyToRock=");
    lastLine |=
        LAST.matcher(heading).matches() || (heading.startsWith("mMaxActiveJobs=") && beforeApi27());
    Matcher users = STARTED_USERS.matcher(heading);
    if (users.matches()) {
      for (String user : users.group(1).split("[, ]+", -1)) {
        if (!user.isEmpty()) {
          JobHeading.jobId(user).ifPresent(startedUsers::add);
        }
      }
    }
  }

  private void readJobs() throws IOException {
    for (JobBlocks.Block block : new JobBlocks(cursor).read(registered, framed)) {
      lastBlockCut = !block.closed() && !block.headingOnly();
      // A heading alone is a job that Android left out on request (API 24 to 30); in a fragment,
      // one
      // of which nothing else was kept.
      if (!block.headingOnly() || registered.isEmpty()) {
        JobHeading.parse(block.lines().get(0))
            .ifPresent(heading -> jobs.add(JobBlockParser.parse(cursor, block, heading)));
      }
    }
  }

  private void readOther(String line) throws IOException {
    if (Sections.isTimeout(line)) {
      timedOut = true;
    } else if (LineCursor.indent(line) == 0 || !insideKnownSection) {
      insideKnownSection = false;
      if (!readRefusal(line)) {
        cursor.unread(cursor.number(), line);
      }
    }
    cursor.advance();
  }

  /** What Android prints in place of a dump (reference/dumpsys-jobscheduler.md §1). */
  private boolean readRefusal(String line) {
    if (line.startsWith("Permission Denial: can't dump")
        || line.contains("android.permission.DUMP")) {
      refusal =
          new UnusableDumpException(
              Reason.PERMISSION_DENIED, "Android refused the dump: " + line.strip());
    } else if (line.startsWith("Can't find service: ")) {
      refusal =
          new UnusableDumpException(
              Reason.NO_SERVICE,
              "The device has no job scheduler now (it is still starting, or crashed): "
                  + line.strip());
    } else if (line.startsWith("Invalid package: ")) {
      refusal =
          new UnusableDumpException(
              Reason.INVALID_PACKAGE,
              "The dump was asked for a package that is not installed: " + line.strip());
    } else {
      return false;
    }
    return true;
  }

  private JobSchedulerSnapshot snapshot(boolean binary) throws UnusableDumpException {
    if (registered.isEmpty() && jobs.isEmpty()) {
      if (refusal != null) {
        throw refusal;
      }
      throw new UnusableDumpException(Reason.NOT_A_DUMP, notADump(binary));
    }
    return new JobSchedulerSnapshot(
        registered,
        jobs,
        pending,
        active,
        history,
        startedUsers,
        extent(),
        cursor.unread(),
        cursor.unreadCount(),
        cursor.number() - 1);
  }

  private String notADump(boolean binary) {
    if (cursor.number() == 1) {
      return "There is no job-scheduler dump in it: it is empty.";
    }
    if (binary) {
      return "There is no job-scheduler dump in it: it is binary data, not text.";
    }
    return "There is no job-scheduler dump in it: no line reads \"Registered N jobs:\", and"
        + " no heading of a job (two spaces, then JOB) stands where Android prints it.";
  }

  private Extent extent() {
    if (registered.isEmpty()) {
      return Extent.FRAGMENT;
    }
    if (timedOut || lastBlockCut || !lastLine) {
      return Extent.CUT_OFF;
    }
    // A dump for one package leaves out the state of the service, and up to API 30 only the blocks
    // of the other jobs.
    if (!wholeState) {
      return Extent.FILTERED;
    }
    return jobs.size() >= registered.getAsInt() ? Extent.WHOLE : Extent.CUT_OFF;
  }

  /** Those print no standby bucket, and no last line of their own. */
  private boolean beforeApi27() {
    return jobs.stream().noneMatch(job -> job.standby().bucket().isPresent());
  }
}
