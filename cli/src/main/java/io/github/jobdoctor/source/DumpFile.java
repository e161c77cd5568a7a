package io.github.jobdoctor.source;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A saved dump: a file, or standard input; the text of dumpsys jobscheduler alone, or a bug report.
 */
public final class DumpFile {

  private static final byte[] DUMPSTATE = Frames.bytes("== dumpstate: ");

  private static final Pattern DUMP = Pattern.compile("\\s*(?:Registered (?:\\d|jobs:)|JOB ).*");

  /** More text without any mark of a dump is passed over. */
  private static final int PASSED_OVER = 4 << 20;

  private DumpFile() {}

  /**
   * Reads the dump in {@code name}.
   *
   * @param folder what a relative name starts from
   * @param standardInput what {@code -} means
   * @throws UnreadableInputException when there is no such file, it cannot be read, or it is an
   *     archive in which no one text is certain
   * @throws UnusableDumpException when it holds no dump
   */
  public static SavedDump read(String name, Path folder, InputStream standardInput)
      throws UnreadableInputException, UnusableDumpException {
    return SavedText.read(name, folder, standardInput, DumpFile::read);
  }

  private static SavedDump read(InputStream in) throws IOException, UnusableDumpException {
    ByteWindow window = new ByteWindow(Utf8.of(in));
    return isReport(window)
        ? new ReportReader(window).read()
        : new SavedDump(JobSchedulerDump.parse(window.rest()), Optional.empty());
  }

  /**
   * Whether the head of a bug report or the frame of a service comes before anything of a dump.
   * Frames that come after are those that an app wrote into it.
   */
  private static boolean isReport(ByteWindow window) throws IOException {
    int line = 0;
    boolean atStart = true;
    while (window.ensure(line + 1)) {
      if (atStart) {
        window.ensure(line + Frames.LONGEST);
        if (window.startsWith(line, DUMPSTATE)) {
          return true;
        }
        byte first = window.at(line);
        if (first == ' ' || first == '\t' || first == 'R' || first == 'J' || first == 'D') {
          String text = window.text(line, window.lineEnd(line, Frames.LONGEST));
          if (Frames.header(text).isPresent()) {
            return true;
          }
          if (DUMP.matcher(text).matches()) {
            return false;
          }
        }
      }
      int end = window.lineEnd(line, Frames.LONGEST);
      atStart = window.ensure(end + 1) && window.at(end) == '\n';
      line = atStart ? end + 1 : end;
      if (line > PASSED_OVER) {
        window.advance(line);
        line = 0;
      }
    }
    return false;
  }
}
