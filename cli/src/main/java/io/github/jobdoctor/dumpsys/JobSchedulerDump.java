package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.SchedulerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one door to the parser: the text of {@code dumpsys jobscheduler}, from wherever it comes,
 * into a snapshot. Also reads the dump out of a bug report's text, where services follow one
 * another.
 */
public final class JobSchedulerDump {

  /** The last line of every dump since API 27; a count is -1 as long as nothing was saved. */
  private static final Pattern LAST =
      Pattern.compile(
          "PersistStats: FirstLoad: -?\\d+/-?\\d+/-?\\d+ LastSave: -?\\d+/-?\\d+/-?\\d+\\s*");

  private static final String SERVICE_NAME = "jobscheduler";

  private static final String BUG_REPORT = "== dumpstate: ";

  private final LineCursor cursor;
  private final StateSections state;
  private OptionalInt registered = OptionalInt.empty();
  private final List<Job> jobs = new ArrayList<>();
  private final RepeatedValues values = new RepeatedValues();

  /** The jobs of API 21 to 23; {@code null} in other dumps. */
  private OneLineJobs oneLineJobs;

  private boolean lastBlockCut;
  private boolean pasted;
  private boolean timedOut;
  private boolean wholeState;
  private boolean insideKnownSection;
  private boolean insideDump;
  private boolean insideVendorSection;
  private boolean activeListed;
  private String vendor = "";
  private boolean appIdle;
  private boolean bugReport;
  private boolean framed;
  private boolean lastLine;
  private boolean otherService;
  private UnusableDumpException refusal;

  private JobSchedulerDump(LineCursor cursor) {
    this.cursor = cursor;
    this.state = new StateSections(cursor);
  }

  /** Parses text at hand. */
  public static JobSchedulerSnapshot parse(String text) throws UnusableDumpException {
    try {
      return parse(DumpLines.of(text), 1);
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
    return parse(in, 1);
  }

  /**
   * The same for a piece of a file.
   *
   * @param firstLine the number, in the file, of the piece's first line
   */
  public static JobSchedulerSnapshot parse(InputStream in, int firstLine)
      throws IOException, UnusableDumpException {
    return parse(DumpLines.of(in), firstLine);
  }

  private static JobSchedulerSnapshot parse(DumpLines lines, int firstLine)
      throws IOException, UnusableDumpException {
    JobSchedulerDump dump = new JobSchedulerDump(new LineCursor(lines, firstLine - 1));
    dump.read();
    return dump.snapshot(lines.binary());
  }

  private void read() throws IOException {
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      int number = cursor.number();
      if (line.isBlank()) {
        cursor.advance();
      } else if (!readService(line) && !(readSection(line) && cursor.number() > number)) {
        // A section that takes none of its lines would come again for ever.
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
    } else if (line.startsWith(BUG_REPORT)) {
      bugReport = true;
      framed = true;
      otherService = true;
    } else if (!otherService && Sections.endsService(line)) {
      otherService = insideDump || bugReport;
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
    } else if (readOneLineJobs(line)) {
      insideVendorSection = false;
    } else if (count.isPresent()) {
      registered = count;
      cursor.advance();
      readJobs();
    } else if (isHeadingOfJob(line)) {
      readJobs();
    } else if (readVendorHeading(line)) {
      return true;
    } else if (StateSections.opens(line)) {
      readHeading(line.strip());
      state.read();
    } else if (Sections.isHeading(line.strip()) && LineCursor.indent(line) <= 2) {
      readHeading(line.strip());
      cursor.advance();
    } else {
      return false;
    }
    insideDump = true;
    insideKnownSection = true;
    insideVendorSection = false;
    return true;
  }

  /**
   * A heading that stands elsewhere than Android puts it may open a block in a fragment only, or
   * where the first one stood there as well: then the whole dump has lost its indents.
   */
  private boolean isHeadingOfJob(String line) {
    boolean moved = registered.isEmpty() || (pasted && jobs.size() < registered.getAsInt());
    return JobHeading.opensBlock(line)
        || (moved && JobHeading.parse(Indents.withSpaces(line).stripTrailing()).isPresent());
  }

  /** A section of a vendor's own: its lines are kept as such, up to the next heading. */
  private boolean readVendorHeading(String line) throws IOException {
    Optional<String> named =
        LineCursor.indent(line) == 0 ? VendorLines.vendorOf(line) : Optional.empty();
    if (named.isEmpty()) {
      return false;
    }
    vendor = named.get();
    cursor.vendor(vendor, cursor.number(), line);
    cursor.advance();
    insideVendorSection = true;
    insideKnownSection = true;
    return true;
  }

  /** The sections of API 21 to 23 that hold jobs. */
  private boolean readOneLineJobs(String line) throws IOException {
    if (oneLineJobs == null && registered.isEmpty() && line.equals("Registered jobs:")) {
      oneLineJobs = new OneLineJobs();
      cursor.advance();
      oneLineJobs.readRegistered(cursor);
      return true;
    }
    if (oneLineJobs == null) {
      return false;
    }
    switch (line) {
      case "Pending:" -> {
        cursor.advance();
        oneLineJobs.readPending(cursor);
      }
      case "Active jobs:" -> {
        cursor.advance();
        oneLineJobs.readActive(cursor);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readHeading(String heading) {
    wholeState |= heading.startsWith("mReadyToRock=");
    lastLine |=
        LAST.matcher(heading).matches()
            || (heading.startsWith("mMaxActiveJobs=") && beforeApi27())
            || (oneLineJobs != null
                && heading.startsWith(appIdle ? "mDeviceIdleMode=" : "mReadyToRock="));
    appIdle |= heading.equals("AppIdle");
    activeListed |= heading.startsWith("Active jobs:");
  }

  private void readJobs() throws IOException {
    for (JobBlocks.Block block : new JobBlocks(cursor, values).read(registered, framed)) {
      lastBlockCut = !block.closed() && !block.headingOnly();
      pasted |= block.pasted();
      // A heading alone is a job that Android left out on request (API 24 to 30); in a fragment,
      // one of which nothing else was kept.
      if (!block.headingOnly() || registered.isEmpty()) {
        jobs.add(JobBlockParser.parse(cursor, block, values));
      }
    }
  }

  private void readOther(String line) throws IOException {
    Optional<Dressing> dressing =
        registered.isEmpty() && oneLineJobs == null && !cursor.isUndressed()
            ? Dressing.of(line)
            : Optional.empty();
    if (dressing.isPresent()) {
      cursor.undress(dressing.get());
      return; // the same line comes again, without it
    }
    if (Sections.isTimeout(line)) {
      timedOut = true;
    } else if (registered.isEmpty() && oneLineJobs == null && readLoneEvent(line)) {
      insideKnownSection = false;
    } else if (Sections.isNoise(line) || (registered.isEmpty() && JobBlocks.isSeparator(line))) {
      insideKnownSection &= Sections.isNoise(line);
    } else if (insideVendorSection) {
      cursor.vendor(vendor, cursor.number(), line);
    } else if (LineCursor.indent(line) == 0 || !insideKnownSection) {
      insideKnownSection = false;
      if (!readRefusal(line)) {
        cursor.unreadOrVendor(cursor.number(), line);
      }
    }
    cursor.advance();
  }

  /** A line of the job history without its heading: {@code grep} for an app gives such. */
  private boolean readLoneEvent(String line) {
    Optional<HistoryEvent> event = JobHistory.event(new DumpLine(cursor.number(), line));
    event.ifPresent(state::addEvent);
    return event.isPresent();
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
    SchedulerState known = state.state();
    if (oneLineJobs != null) {
      jobs.addAll(
          oneLineJobs.jobs(
              known.startedUsers().map(users -> Set.copyOf(users.value())).orElse(Set.of())));
    }
    if (registered.isEmpty() && oneLineJobs == null && jobs.isEmpty() && !state.tellsOfJobs()) {
      if (refusal != null) {
        throw refusal;
      }
      throw new UnusableDumpException(Reason.NOT_A_DUMP, notADump(binary));
    }
    return new JobSchedulerSnapshot(
        registered,
        jobs,
        oneLineJobs == null ? state.pending() : oneLineJobs.pending(),
        oneLineJobs == null ? state.active() : oneLineJobs.active(),
        state.history(),
        known,
        extent(),
        cursor.unread(),
        cursor.unreadCount(),
        cursor.vendorLines(),
        cursor.lines());
  }

  private String notADump(boolean binary) {
    if (cursor.lines() == 0) {
      return "There is no job-scheduler dump in it: it is empty.";
    }
    if (binary) {
      return "There is no job-scheduler dump in it: it is binary data, not text.";
    }
    return "There is no job-scheduler dump in it: no line reads \"Registered N jobs:\", and"
        + " no heading of a job (two spaces, then JOB) stands where Android prints it.";
  }

  private Extent extent() {
    if (registered.isEmpty() && oneLineJobs == null) {
      return Extent.FRAGMENT;
    }
    // For one package, API 24 to 26 end with the list of active jobs and an empty line.
    boolean filteredEnd = activeListed && cursor.previous().isEmpty() && beforeApi27();
    if (timedOut || lastBlockCut || !(lastLine || filteredEnd)) {
      return Extent.CUT_OFF;
    }
    // A dump for one package leaves out the state of the service, and up to API 30 only the blocks
    // of the other jobs.
    if (!wholeState) {
      return Extent.FILTERED;
    }
    return jobs.size() >= registered.orElse(0) ? Extent.WHOLE : Extent.CUT_OFF;
  }

  /** Those (24 to 26) print no standby bucket, and no last line of their own. */
  private boolean beforeApi27() {
    return oneLineJobs == null
        && state.history().stream().noneMatch(event -> event.jobId().isPresent())
        && jobs.stream().noneMatch(job -> job.standby().bucket().isPresent());
  }
}
