package io.github.jobdoctor.render;

import java.util.List;

/** Lines of a page for people: a label and what is known of it. */
final class Facts {

  private static final int LABEL_WIDTH = 13;

  private final List<String> lines;
  private final Surface surface;

  /** Adds to {@code lines}. */
  Facts(List<String> lines, Surface surface) {
    this.lines = lines;
    this.surface = surface;
  }

  void add(String label, String text) {
    add(label, text, Style.PLAIN);
  }

  void add(String label, String text, Style style) {
    lines.add(
        "  "
            + Style.DIM.paint(label, surface.color())
            + " ".repeat(Math.max(1, LABEL_WIDTH - label.length()))
            + style.paint(Printable.clean(text), surface.color()));
  }
}
