package io.github.jobdoctor.dumpsys;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The labels that lines may begin with, found without taking the line apart: first by the initial
 * letter.
 */
final class Labels<L> {

  private static final int INITIALS = 128;

  private final List<List<L>> byInitial = new ArrayList<>();
  private final Function<L, String> text;

  Labels(L[] labels, Function<L, String> text) {
    this.text = text;
    for (int i = 0; i < INITIALS; i++) {
      byInitial.add(new ArrayList<>());
    }
    for (L label : labels) {
      byInitial.get(text.apply(label).charAt(0)).add(label);
    }
  }

  /** The label at {@code indent} that a colon or the line's end follows; {@code null} if none. */
  L of(String line, int indent) {
    if (indent >= line.length() || line.charAt(indent) >= INITIALS) {
      return null;
    }
    List<L> candidates = byInitial.get(line.charAt(indent));
    for (int i = 0; i < candidates.size(); i++) {
      String label = text.apply(candidates.get(i));
      int end = indent + label.length();
      if (line.startsWith(label, indent) && (end == line.length() || line.charAt(end) == ':')) {
        return candidates.get(i);
      }
    }
    return null;
  }

  /** What stands after the label of a line, a colon and a space. */
  static String value(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(Math.min(colon + 2, line.length()));
  }
}
