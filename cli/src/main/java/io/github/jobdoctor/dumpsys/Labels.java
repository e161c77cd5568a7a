package io.github.jobdoctor.dumpsys;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The labels that lines may begin with, found without taking the line apart: by the initial letter,
 * and then by where the colon stands.
 */
final class Labels<L> {

  private static final int INITIALS = 128;

  /** A label and its text. */
  private record Candidate<L>(String text, L label) {}

  private final List<List<Candidate<L>>> byInitial = new ArrayList<>();

  Labels(L[] labels, Function<L, String> text) {
    for (int i = 0; i < INITIALS; i++) {
      byInitial.add(new ArrayList<>());
    }
    for (L label : labels) {
      String name = text.apply(label);
      byInitial.get(name.charAt(0)).add(new Candidate<>(name, label));
    }
  }

  /** The label at {@code indent} that a colon or the line's end follows; {@code null} if none. */
  L of(String line, int indent) {
    int length = line.length();
    if (indent >= length || line.charAt(indent) >= INITIALS) {
      return null;
    }
    List<Candidate<L>> candidates = byInitial.get(line.charAt(indent));
    for (int i = 0; i < candidates.size(); i++) {
      Candidate<L> candidate = candidates.get(i);
      int end = indent + candidate.text().length();
      if ((end < length ? line.charAt(end) == ':' : end == length)
          && line.startsWith(candidate.text(), indent)) {
        return candidate.label();
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
