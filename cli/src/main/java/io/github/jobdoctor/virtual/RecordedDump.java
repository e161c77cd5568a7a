package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recorded dump of the job scheduler, cut into the parts that change when a job runs and those
 * that do not.
 *
 * @param head everything before the jobs, word for word
 * @param jobs the registered jobs
 * @param sections everything after them
 */
record RecordedDump(List<String> head, List<RecordedJob> jobs, List<Section> sections) {

  /** What a section is about; {@link #OTHER} ones only lose the lines of jobs that are gone. */
  enum Part {
    OTHER,
    HISTORY,
    PENDING,
    ACTIVE,
    IDLE_CONTEXTS,
    COMPLETED,
    /** Whether the service is up: left out when the dump is for one package. */
    STATE
  }

  /**
   * Some lines of the dump, the blank ones at their end included.
   *
   * @param part what they are about
   * @param lines the lines, word for word
   */
  record Section(Part part, List<String> lines) {}

  static RecordedDump parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    int at = 0;
    while (!lines.get(at).matches("Registered \\d+ jobs:")) {
      at++;
    }
    List<String> head = lines.subList(0, at);
    at++;
    List<RecordedJob> jobs = new ArrayList<>();
    while (RecordedJob.isHeader(lines.get(at))) {
      int end = at + 1;
      while (lines.get(end).startsWith("    ")) {
        end++;
      }
      jobs.add(new RecordedJob(lines.subList(at, end)));
      at = end;
    }
    return new RecordedDump(head, jobs, sections(lines.subList(at, lines.size())));
  }

  private static List<Section> sections(List<String> lines) {
    List<Section> sections = new ArrayList<>();
    Part part = Part.OTHER;
    List<String> current = new ArrayList<>();
    for (String line : lines) {
      Part next = partBeginningWith(line);
      // "mReportedActive=true" goes on with what "mReadyToRock=true" began.
      if (next != null && !(next == Part.STATE && part == Part.STATE)) {
        sections.add(new Section(part, current));
        part = next;
        current = new ArrayList<>();
      }
      current.add(line);
    }
    sections.add(new Section(part, current));
    return sections;
  }

  /** The part that begins with this line; null when the line goes on with what is there. */
  private static Part partBeginningWith(String line) {
    if (line.equals("  Job history:")) {
      return Part.HISTORY;
    }
    if (line.isEmpty() || line.startsWith(" ")) {
      return null;
    }
    if (line.equals("Pending queue:")) {
      return Part.PENDING;
    }
    if (line.equals("Active jobs:")) {
      return Part.ACTIVE;
    }
    if (line.startsWith("Idle contexts (")) {
      return Part.IDLE_CONTEXTS;
    }
    if (line.equals("Recently completed jobs:")) {
      return Part.COMPLETED;
    }
    return line.matches("m[A-Z]\\w+=.*") ? Part.STATE : Part.OTHER;
  }
}
