package io.github.jobdoctor.dumpsys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one job's block whose indents are not Android's: somebody pasted it. Here nothing stands
 * around the block that could be relied on, so it ends at the first line that may not belong to it.
 */
final class PastedBlock {

  private final LineCursor cursor;
  private final List<String> lines = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private int labels = -1;
  private boolean info;
  private boolean source;

  private PastedBlock(LineCursor cursor) {
    this.cursor = cursor;
  }

  /** Whether a block that begins with this line is a pasted one, by what follows. */
  static boolean beginsWith(String heading, String following) {
    // Android's headings end with a name; copied from a screen, lines may be filled with spaces.
    boolean moved = LineCursor.indent(heading) != 2 || heading.endsWith(" ");
    boolean blockMoved =
        following != null
            && !following.isBlank()
            && LineCursor.indent(following) != 4
            && JobHeading.parse(following).isEmpty()
            && Indents.labelIndent(following) >= 0;
    return heading(heading).isPresent() && (moved || blockMoved);
  }

  /** The heading without the spaces that a screen has filled it with; absent when it is none. */
  private static Optional<JobHeading> heading(String line) {
    return JobHeading.parse(Indents.withSpaces(line).stripTrailing());
  }

  /** Reads the block whose heading comes next. */
  static JobBlocks.Block read(LineCursor cursor) throws IOException {
    return new PastedBlock(cursor).read();
  }

  private JobBlocks.Block read() throws IOException {
    int number = cursor.number();
    JobHeading heading = heading(cursor.peek()).orElseThrow();
    lines.add(cursor.peek());
    places.add(0);
    cursor.advance();
    boolean closed = false;
    for (String line = cursor.peek(); line != null && !closed && goesOn(line); ) {
      lines.add(line);
      places.add(cursor.number() - number);
      closed = ReadyLine.parse(Indents.withSpaces(line).strip()).isPresent();
      cursor.advance();
      line = cursor.peek();
    }
    int end = lines.size();
    while (lines.get(end - 1).isBlank()) {
      end--;
    }
    return new JobBlocks.Block(
        heading,
        number,
        List.copyOf(lines.subList(0, end)),
        List.copyOf(places.subList(0, end)),
        closed,
        true);
  }

  private boolean goesOn(String printed) {
    String line = Indents.withSpaces(printed);
    String text = line.strip();
    if (text.isEmpty()) {
      return true;
    }
    boolean anotherInfo = info && text.equals("JobInfo:");
    boolean anotherSource = source && text.startsWith("Source: uid=");
    if (JobBlocks.isSeparator(text)
        || anotherInfo
        || anotherSource
        || JobHeading.parse(text).isPresent()
        || Sections.service(text).isPresent()
        || Sections.endsService(text)
        || Sections.isTimeout(text)) {
      return false;
    }
    info |= text.equals("JobInfo:");
    source |= text.startsWith("Source: uid=");
    if (labels > LineCursor.indent(lines.get(0)) && LineCursor.indent(line) < labels) {
      return false; // the rest of the block is deeper
    }
    if (labels < 0) {
      labels = Indents.labelIndent(line);
    }
    return !Sections.isHeading(text);
  }
}
