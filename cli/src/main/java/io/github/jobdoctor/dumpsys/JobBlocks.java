package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cuts the section of registered jobs into one block of lines per job.
 *
 * <p>An app may put line breaks into the extras of its job, and Android prints them raw (up to API
 * 30 even without indent), so a hostile text can imitate headings, whole blocks, and the headings
 * of other sections. What it cannot imitate is what stands around it:
 *
 * <ul>
 *   <li>Only registered jobs have a heading at indent 2 or a {@code Ready:} line at indent 4. So
 *       the section goes on to the last of these, whatever looks like its end before.
 *   <li>The dump counts its jobs. When there are more headings than jobs, those are taken back
 *       first that are the least like genuine ones: unknown to the controllers, whose lists follow
 *       the jobs; after a block that is not closed; twice there; out of order; after text of an
 *       app.
 * </ul>
 */
final class JobBlocks {

  private static final int HEADING_INDENT = 2;
  private static final int LABEL_INDENT = 4;
  private static final String READY = "    Ready: ";

  /** More than enough lines to see how a terminal broke them. */
  private static final int SAMPLE = 200;

  private final LineCursor cursor;

  /** A line that opens a block, or is forged to look so, and its place in the section. */
  private record Heading(int index, JobHeading job) {}

  private final RepeatedValues values;
  private final List<Heading> headings = new ArrayList<>();
  private List<String> after = List.of();
  private int firstLine;

  /** The numbers of the section's lines; {@code null} when they follow one another. */
  private int[] numbers;

  JobBlocks(LineCursor cursor, RepeatedValues values) {
    this.cursor = cursor;
    this.values = values;
  }

  /**
   * One job's lines.
   *
   * @param heading what the first line says
   * @param line the number of the first
   * @param lines the lines, heading first, without blank ones at the end
   * @param places how far below the first each of them stands; empty when they follow one another
   * @param closed whether the last one is its {@code Ready:} line
   * @param pasted whether its indents are not those that Android prints
   */
  record Block(
      JobHeading heading,
      int line,
      List<String> lines,
      List<Integer> places,
      boolean closed,
      boolean pasted) {

    /** The number of one of the lines. */
    int number(int index) {
      return line + (places.isEmpty() ? index : places.get(index));
    }

    /** The lines, each at its distance: one that a terminal has broken leaves empty ones behind. */
    List<String> placed() {
      if (places.isEmpty()) {
        return lines;
      }
      List<String> placed = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        while (placed.size() < places.get(i)) {
          placed.add("");
        }
        placed.add(lines.get(i));
      }
      return placed;
    }

    /** Whether it is a heading only: Android prints it so for jobs that a filter left out. */
    boolean headingOnly() {
      return lines.size() == 1;
    }
  }

  /**
   * Reads to the end of the section.
   *
   * @param registered the dump's own count; absent in a fragment
   * @param framed whether the dump stands among those of other services, in a bug report
   */
  List<Block> read(OptionalInt registered, boolean framed) throws IOException {
    if (isPasted()) {
      return List.of(PastedBlock.read(cursor));
    }
    List<String> lines = section(registered, framed);
    for (int i = 0; i < (headings.isEmpty() ? lines.size() : headings.get(0).index()); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).equals("  None.")) {
        cursor.unreadOrVendor(number(i), lines.get(i));
      }
    }
    Set<Integer> forged = forged(lines, registered);
    List<Block> blocks = new ArrayList<>();
    Heading open = null;
    for (Heading heading : headings) {
      if (forged.contains(heading.index())) {
        cursor.unread(number(heading.index()), lines.get(heading.index()));
        continue;
      }
      if (open != null) {
        blocks.add(block(lines, open, heading.index()));
      }
      open = heading;
    }
    if (open != null) {
      blocks.add(block(lines, open, lines.size()));
    }
    return blocks;
  }

  /** Whether the first block was pasted with other indents; undoes what a terminal has done. */
  private boolean isPasted() throws IOException {
    if (cursor.peek() != null && !cursor.isSampled()) {
      List<String> sample = new ArrayList<>();
      sample.add(cursor.peek());
      sample.addAll(cursor.ahead(SAMPLE));
      cursor.unwrap(Wrapping.of(sample));
    }
    List<String> ahead = cursor.ahead(1);
    return cursor.peek() != null
        && PastedBlock.beginsWith(cursor.peek(), ahead.isEmpty() ? null : ahead.get(0));
  }

  /** {@code grep} prints it between pieces that do not follow one another. */
  static boolean isSeparator(String text) {
    return text.equals("--");
  }

  private int number(int index) {
    return numbers == null ? firstLine + index : numbers[index];
  }

  /** The lines of the section; those after it are given back. */
  private List<String> section(OptionalInt registered, boolean framed) throws IOException {
    boolean endsWithService = framed || registered.isEmpty();
    firstLine = cursor.number();
    List<String> lines = new ArrayList<>();
    int end = 0;
    boolean closed = true;
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      Optional<JobHeading> job =
          line.startsWith("  JOB ") ? JobHeading.parse(line) : Optional.empty();
      if (job.isPresent()) {
        headings.add(new Heading(lines.size(), job.get()));
        closed = false;
        end = lines.size() + 1;
      } else if (closes(line)) {
        closed = true;
        end = lines.size() + 1;
      } else if (endsWithService
          && (Sections.service(line).isPresent() || Sections.endsService(line))) {
        break;
      }
      if (closed
          && headings.size() >= registered.orElse(0)
          && Sections.registered(line).isPresent()) {
        break; // another dump in the same file
      }
      if (registered.isEmpty() && isSeparator(line)) {
        break; // what follows need not belong to this job
      }
      lines.add(line);
      cursor.advance();
    }
    if (!closed) {
      end = endOfOpenBlock(lines, end);
    }
    numbers = cursor.numbers(lines.size(), end);
    cursor.giveBack(lines.subList(end, lines.size()));
    after = lines.subList(end, lines.size());
    return lines.subList(0, end);
  }

  /** The jobs in the controllers' lists, as API 28 to 30 print them: those with raw line breaks. */
  private Set<String> tracked() {
    Set<String> tracked = new HashSet<>();
    for (String line : after) {
      int mark = LineCursor.indent(line);
      int end = line.startsWith("#", mark) ? line.indexOf(" from ", mark) : -1;
      if (end > mark) {
        tracked.add(line.substring(mark + 1, end));
      }
    }
    return tracked;
  }

  /** A last block without its {@code Ready:} line was cut, or shortened by a person. */
  private static int endOfOpenBlock(List<String> lines, int from) {
    boolean openText = false;
    int end = from;
    while (end < lines.size()) {
      String line = lines.get(end);
      boolean deep = line.isBlank() || LineCursor.indent(line) > HEADING_INDENT;
      if (!deep && (!openText || Sections.looksLikeHeading(line) || Sections.isTimeout(line))) {
        break;
      }
      openText |= isText(line) && !line.endsWith("}");
      end++;
    }
    return end;
  }

  private Block block(List<String> lines, Heading heading, int next) {
    int start = heading.index();
    int end = next;
    while (end > start + 1 && !closes(lines.get(end - 1))) {
      end--;
    }
    boolean closed = end > start + 1;
    if (closed) {
      for (int i = end; i < next; i++) {
        if (!lines.get(i).isBlank()) {
          cursor.unreadOrVendor(number(i), lines.get(i));
        }
      }
    } else {
      end = next;
      while (end > start + 1 && lines.get(end - 1).isBlank()) {
        end--;
      }
    }
    return new Block(
        heading.job(),
        number(start),
        List.copyOf(lines.subList(start, end)),
        places(start, end),
        closed,
        false);
  }

  /** Where the lines of a block stand in the text, by their distance from its first. */
  private List<Integer> places(int start, int end) {
    return numbers == null
        ? List.of()
        : IntStream.range(start, end).mapToObj(i -> number(i) - number(start)).toList();
  }

  /** Whether it is the {@code Ready:} line at the end of a block. */
  private boolean closes(String line) {
    return line.startsWith(READY) && values.readiness(line).isPresent();
  }

  /** Whether the line holds text of the app that may go on in the next one. */
  private static boolean isText(String line) {
    int indent = LineCursor.indent(line);
    if (indent <= LABEL_INDENT) {
      return false;
    }
    return JobBlockParser.FREE_TEXT_LABELS.stream()
        .anyMatch(
            label ->
                line.startsWith(label, indent)
                    && line.indexOf("mParcelledData.", indent) != indent + label.length());
  }

  /** The headings, by their index, that are too many. */
  private Set<Integer> forged(List<String> lines, OptionalInt registered) {
    int excess = registered.isPresent() ? headings.size() - registered.getAsInt() : 0;
    if (excess <= 0) {
      return Set.of();
    }
    Suspect[] suspects = suspects(lines, tracked());
    Arrays.sort(suspects, Comparator.comparingInt(Suspect::weight).reversed());
    Set<Integer> forged = new HashSet<>();
    for (int i = 0; i < suspects.length && forged.size() < excess; i++) {
      forged.add(suspects[i].start());
    }
    return forged;
  }

  /** A heading that may be forged, and how much speaks for that. */
  private record Suspect(int start, int weight) {}

  private Suspect[] suspects(List<String> lines, Set<String> tracked) {
    List<Integer> starts = headings.stream().map(Heading::index).toList();
    List<JobKey> keys = headings.stream().map(heading -> heading.job().key()).toList();
    Map<JobKey, Integer> times = new HashMap<>();
    keys.forEach(key -> times.merge(key, 1, Integer::sum));
    List<Suspect> suspects = new ArrayList<>();
    boolean textBefore = false;
    for (int i = 1; i < starts.size(); i++) {
      boolean text = false;
      boolean closed = false;
      boolean broken = false;
      for (int j = starts.get(i - 1) + 1; j < starts.get(i); j++) {
        String line = lines.get(j);
        text |= isText(line);
        closed |= closes(line);
        broken |= !line.isBlank() && LineCursor.indent(line) < LABEL_INDENT;
      }
      textBefore |= text;
      if (!textBefore) {
        continue; // no app has said anything yet
      }
      boolean headingOnly = starts.get(i) == starts.get(i - 1) + 1;
      JobKey key = keys.get(i);
      int weight = !tracked.isEmpty() && !tracked.contains(key.toString()) ? 32 : 0;
      weight += closed || headingOnly ? 0 : 16;
      weight += times.get(key) > 1 ? 8 : 0;
      weight += isOutOfOrder(keys, i) ? 4 : 0;
      weight += broken ? 2 : 0;
      weight += text ? 1 : 0;
      suspects.add(new Suspect(starts.get(i), weight));
    }
    return suspects.toArray(Suspect[]::new);
  }

  /** Android prints jobs by calling uid and id. */
  private static boolean isOutOfOrder(List<JobKey> keys, int i) {
    Comparator<JobKey> order =
        Comparator.comparingInt((JobKey key) -> key.callingUid().map(Uid::value).orElse(0))
            .thenComparingInt(JobKey::jobId);
    boolean afterPrevious = order.compare(keys.get(i - 1), keys.get(i)) < 0;
    if (!afterPrevious || i + 1 == keys.size()) {
      return !afterPrevious;
    }
    return order.compare(keys.get(i), keys.get(i + 1)) >= 0
        && order.compare(keys.get(i - 1), keys.get(i + 1)) < 0;
  }
}
