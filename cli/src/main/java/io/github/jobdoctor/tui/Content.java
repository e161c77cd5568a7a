package io.github.jobdoctor.tui;

import java.util.List;

/**
 * What stands on a page.
 *
 * @param heading lines that stay while the rest is scrolled
 * @param lines the rest
 */
record Content(List<StyledLine> heading, List<StyledLine> lines) {

  static final Content EMPTY = new Content(List.of(), List.of());

  /** Copies the lists. */
  Content {
    heading = List.copyOf(heading);
    lines = List.copyOf(lines);
  }
}
