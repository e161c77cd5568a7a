package io.github.jobdoctor.tui;

import java.time.ZoneId;

/**
 * What depends on where the screen stands.
 *
 * @param unicode whether its locale has characters beyond ASCII, for ornament
 * @param zone in which moments are told
 */
record Locality(boolean unicode, ZoneId zone) {

  String ellipsis() {
    return unicode ? "…" : "~";
  }

  String mark() {
    return unicode ? "●" : "*";
  }

  String rising() {
    return unicode ? "↑" : "^";
  }

  String falling() {
    return unicode ? "↓" : "v";
  }

  String into() {
    return unicode ? " › " : " > ";
  }

  String dot() {
    return unicode ? " · " : " - ";
  }

  String bar() {
    return unicode ? "█" : "#";
  }

  String thinBar() {
    return unicode ? "▌" : "|";
  }

  String rail() {
    return unicode ? "·" : ".";
  }

  String good() {
    return unicode ? "✓" : "+";
  }

  String bad() {
    return unicode ? "✗" : "-";
  }
}
