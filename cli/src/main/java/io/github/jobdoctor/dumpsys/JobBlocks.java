package io.github.jobdoctor.dumpsys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts the section of registered jobs into one block of lines per job.
 *
 * <p>An app may put line breaks into the extras of its job, and Android prints them raw (up to API
 * 30 even without indent), so a hostile text can imitate a heading. What cannot be imitated: a
 * genuine block ends with its {@code Ready:} line, and the dump counts its jobs. So a heading
 * inside extras that are still open does not open a block, and when there are more headings than
 * registered jobs, those that follow a job with such extras are taken back first.
 */
final class JobBlocks {

  private static final int HEADING_INDENT = 2;
  private static final int LABEL_INDENT = 4;

  private final LineCursor cursor;
  private final List<Block> blocks = new ArrayList<>();

  JobBlocks(LineCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * One job's lines.
   *
   * @param line the number of the first
   * @param lines the lines, heading first, without blank ones at the end
   * @param closed whether the last one is its {@code Ready:} line
   * @param openExtras whether its extras go on after their first line
   */
  record Block(int line, List<String> lines, boolean closed, boolean openExtras) {

    /** Whether it is a heading only: Android prints it so for jobs that a filter left out. */
    boolean headingOnly() {
      return lines.size() == 1;
    }

    private Block joinedWith(Block next) {
      List<String> all = new ArrayList<>(lines);
      while (all.size() < next.line - line) {
        all.add("");
      }
      all.addAll(next.lines);
      return new Block(line, all, next.closed, true);
    }
  }

  /**
   * Reads to the end of the section.
   *
   * @param registered the dump's own count; absent in a fragment
   */
  List<Block> read(OptionalInt registered) throws IOException {
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      if (JobHeading.opensBlock(line)) {
        blocks.add(readBlock());
      } else if (line.isBlank() || line.equals("  None.")) {
        cursor.advance();
      } else if (Sections.looksLikeHeading(line)) {
        break;
      } else {
        cursor.unread(cursor.number(), line);
        cursor.advance();
      }
    }
    registered.ifPresent(this::takeBackForgedHeadings);
    return blocks;
  }

  private Block readBlock() throws IOException {
    int first = cursor.number();
    List<String> lines = new ArrayList<>();
    lines.add(cursor.peek());
    cursor.advance();
    boolean closed = false;
    boolean openExtras = false;
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      int indent = LineCursor.indent(line);
      if (!line.isBlank()) {
        if (closed && openExtras) {
          if (isBoundary(line)) {
            break;
          }
          closed = false; // that Ready: line was part of the extras: they go on after it
        } else if (!openExtras && indent <= HEADING_INDENT) {
          break;
        }
      }
      lines.add(line);
      cursor.advance();
      openExtras |= startsOpenExtras(line);
      closed |= ReadyLine.closes(line, LABEL_INDENT);
    }
    trimBlankEnd(lines);
    return new Block(first, lines, closed, openExtras);
  }

  private static boolean isBoundary(String line) {
    return JobHeading.opensBlock(line) || Sections.looksLikeHeading(line);
  }

  /** Whether the line begins extras (or the like) that it does not end. */
  static boolean startsOpenExtras(String line) {
    int indent = LineCursor.indent(line);
    if (indent <= LABEL_INDENT) {
      return false;
    }
    for (String label : JobBlockParser.FREE_TEXT_LABELS) {
      if (line.startsWith(label, indent)) {
        int value = indent + label.length();
        return value < line.length()
            && line.charAt(value) == '{'
            && line.charAt(line.length() - 1) != '}';
      }
    }
    return false;
  }

  private void takeBackForgedHeadings(int registered) {
    int excess = blocks.size() - registered;
    for (int i = 0; i < blocks.size() && excess > 0; ) {
      if (blocks.get(i).openExtras() && i + 1 < blocks.size()) {
        Block forged = blocks.remove(i + 1);
        cursor.unread(forged.line(), forged.lines().get(0));
        blocks.set(i, blocks.get(i).joinedWith(forged));
        excess--;
      } else {
        i++;
      }
    }
  }

  private static void trimBlankEnd(List<String> lines) {
    while (lines.size() > 1 && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
  }
}
