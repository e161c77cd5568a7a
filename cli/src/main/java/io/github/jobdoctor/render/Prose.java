package io.github.jobdoctor.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a page with sentences. On a terminal sentences are broken between words, and lines of a
 * dump shortened; elsewhere each stays whole on its line. Commands stay whole everywhere, so that
 * they can be pasted. All texts are cleaned.
 */
final class Prose {

  private static final int LABEL_WIDTH = 11;

  /** On a terminal narrower than that, sentences are not broken any further. */
  private static final int LEAST_ROOM = 20;

  private final Surface surface;
  private final List<String> lines = new ArrayList<>();

  Prose(Surface surface) {
    this.surface = surface;
  }

  List<String> lines() {
    return lines;
  }

  Surface surface() {
    return surface;
  }

  void blank() {
    if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
      lines.add("");
    }
  }

  /**
   * A line of several parts, each with its style, two spaces between them; what does not fit on a
   * terminal goes to a line of its own.
   */
  void heading(int indent, Table.Cell... parts) {
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    int used = indent;
    boolean begun = false;
    for (Table.Cell part : parts) {
      if (part.text().isEmpty()) {
        continue;
      }
      boolean fits =
          surface.width().isEmpty() || used + 2 + part.width() <= surface.width().getAsInt();
      if (begun && !fits) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent + 2));
        used = indent + 2;
      } else if (begun) {
        line.append("  ");
        used += 2;
      }
      line.append(part.style().paint(part.text(), color()));
      used += part.width();
      begun = true;
    }
    lines.add(line.toString());
  }

  static Table.Cell part(String text, Style style) {
    return new Table.Cell(Printable.clean(text), style);
  }

  /** Sentences. */
  void sentence(int indent, String text, Style style) {
    for (String line : broken(Printable.clean(text), indent)) {
      lines.add(" ".repeat(indent) + style.paint(line, color()));
    }
  }

  /** Sentences with a label before them. */
  void labelled(int indent, String label, String text) {
    String first = label(indent, label);
    for (String line : broken(Printable.clean(text), indent + LABEL_WIDTH)) {
      lines.add(first + line);
      first = " ".repeat(indent + LABEL_WIDTH);
    }
  }

  /** A command with a label before it. */
  void command(int indent, String label, String command) {
    lines.add(label(indent, label) + Style.CYAN.paint(Printable.clean(command), color()));
  }

  /** A line of a dump with a label before it. */
  void quoted(int indent, String label, String text) {
    int used = indent + Math.max(LABEL_WIDTH, Table.width(label) + 1);
    lines.add(
        label(indent, label)
            + Style.DIM.paint(shortened(Printable.clean(text.strip()), used), color()));
  }

  private String label(int indent, String label) {
    String clean = Printable.clean(label);
    return " ".repeat(indent)
        + Style.DIM.paint(clean, color())
        + " ".repeat(Math.max(1, LABEL_WIDTH - Table.width(clean)));
  }

  private boolean color() {
    return surface.color();
  }

  private String shortened(String text, int used) {
    if (surface.width().isEmpty() || used + Table.width(text) <= surface.width().getAsInt()) {
      return text;
    }
    return Table.shortened(
        text, Math.max(1, surface.width().getAsInt() - used), surface.ellipsis());
  }

  private List<String> broken(String text, int indent) {
    if (surface.width().isEmpty()) {
      return List.of(text);
    }
    int room = Math.max(LEAST_ROOM, surface.width().getAsInt() - indent);
    List<String> broken = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int width = 0;
    for (String word : text.split(" ", -1)) {
      int wide = Table.width(word);
      if (width > 0 && width + 1 + wide > room) {
        broken.add(line.toString());
        line.setLength(0);
        width = 0;
      }
      line.append(width > 0 ? " " : "").append(word);
      width += (width > 0 ? 1 : 0) + wide;
    }
    broken.add(line.toString());
    return broken;
  }
}
