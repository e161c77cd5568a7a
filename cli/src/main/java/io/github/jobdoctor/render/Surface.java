package io.github.jobdoctor.render;

import java.util.OptionalInt;

/**
 * What the text is written on.
 *
 * @param width columns of the terminal; absent when it is none, and nothing is shortened then
 * @param color whether to use colours
 * @param unicode whether characters beyond ASCII may be used for ornament
 */
public record Surface(OptionalInt width, boolean color, boolean unicode) {

  /** A pipe or a file: no width, no colours. */
  public static Surface plain() {
    return new Surface(OptionalInt.empty(), false, true);
  }

  /** The same without a width, so that nothing is shortened. */
  Surface unlimited() {
    return new Surface(OptionalInt.empty(), color, unicode);
  }

  String ellipsis() {
    return unicode ? "…" : "~";
  }

  String mark(boolean good) {
    if (unicode) {
      return good ? "✓" : "✗";
    }
    return good ? "+" : "-";
  }
}
