package io.github.jobdoctor.dumpsys;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The indents of a job's block that was pasted somewhere: moved as a whole, lost, or made of tabs.
 * Gives the block as Android prints it. Where the indents are there but moved, they are moved back;
 * where they are lost, the labels tell which lines belong below which.
 */
final class Indents {

  private static final int LABEL = 4;
  private static final int INFO = 6;
  private static final int BELOW_INFO = 8;

  /** The labels of a job that stand below its info, so that they end it. */
  private static final Set<String> AFTER_INFO =
      Set.of(
          "Required constraints",
          "Preferred constraints",
          "Dynamic constraints",
          "Satisfied constraints",
          "Unsatisfied constraints",
          "Constraint history",
          "Doze whitelisted",
          "Uid",
          "Tracking",
          "Implicit constraints",
          "Network",
          "Standby bucket",
          "Enqueue time",
          "Earliest run time",
          "Run time",
          "Restricted due to",
          "Ready");

  /** What the lines below a label are, when nothing but the label tells. */
  private enum Below {
    JOB,
    INFO,
    CONTENT_URIS,
    LIST
  }

  private Below below = Below.JOB;

  private Indents() {}

  /** The block as printed; lines keep their places. */
  static List<String> restored(List<String> block) {
    List<String> lines = new ArrayList<>(block.size());
    for (String line : block) {
      lines.add(withSpaces(line).stripTrailing());
    }
    int labels = -1;
    for (int i = 1; i < lines.size() && labels < 0; i++) {
      labels = labelIndent(lines.get(i));
    }
    List<String> restored = new ArrayList<>(lines.size());
    Indents indents = new Indents();
    boolean moved = isNested(lines, labels);
    for (String line : lines) {
      String text = line.stripLeading();
      int indent = LineCursor.indent(line);
      int wanted = moved ? Math.max(0, indent - labels + LABEL) : indents.of(text);
      restored.add(text.isEmpty() ? text : " ".repeat(wanted) + text);
    }
    return restored;
  }

  /** The indent of a line that begins with a label of the job itself; -1 for other lines. */
  static int labelIndent(String line) {
    String text = line.stripLeading();
    int space = text.indexOf(' ');
    boolean label =
        text.startsWith("Source: uid=")
            || text.equals("JobInfo:")
            || (space > 0 && text.startsWith("tag=", space + 1))
            || AFTER_INFO.contains(label(text));
    return label ? LineCursor.indent(withSpaces(line)) : -1;
  }

  /** Whether the info is deeper than its label by Android's two spaces, which tells all levels. */
  private static boolean isNested(List<String> lines, int labels) {
    for (int i = 1; i + 1 < lines.size(); i++) {
      if (lines.get(i).strip().equals("JobInfo:")) {
        int info = LineCursor.indent(lines.get(i));
        return info == labels && LineCursor.indent(lines.get(i + 1)) == info + INFO - LABEL;
      }
    }
    return labels >= 0 && LineCursor.indent(lines.get(0)) == labels - 2;
  }

  /** Where a line goes whose indent says nothing. */
  private int of(String text) {
    String label = label(text);
    if (text.startsWith("JOB ")) {
      return 2;
    }
    if (AFTER_INFO.contains(label)) {
      below =
          label.equals("Constraint history") || label.equals("Implicit constraints")
              ? Below.LIST
              : Below.JOB;
      return LABEL;
    }
    return switch (below) {
      case JOB -> {
        if (text.equals("JobInfo:")) {
          below = Below.INFO;
        }
        yield label.equals("Service") || isBelowBucket(label) ? INFO : LABEL;
      }
      case INFO -> {
        if (text.equals("Trigger content URIs:")) {
          below = Below.CONTENT_URIS;
        }
        yield INFO;
      }
      case CONTENT_URIS -> {
        if (text.contains("://")) {
          yield BELOW_INFO;
        }
        below = Below.INFO;
        yield INFO;
      }
      case LIST -> {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (Character.isLowerCase(first) || first == '-' || first == '+' || first == '0') {
          yield INFO;
        }
        below = Below.JOB;
        yield LABEL;
      }
    };
  }

  private static boolean isBelowBucket(String label) {
    return label.equals("Deferred since") || label.equals("Time since first force batch attempt");
  }

  private static String label(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /** Web pages put tabs and no-break spaces where spaces were. */
  static String withSpaces(String line) {
    int end = 0;
    boolean odd = false;
    while (end < line.length() && isSpace(line.charAt(end))) {
      odd |= line.charAt(end) != ' ';
      end++;
    }
    return odd
        ? line.substring(0, end).replace("\t", "  ").replace('\u00a0', ' ') + line.substring(end)
        : line;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\u00a0';
  }
}
