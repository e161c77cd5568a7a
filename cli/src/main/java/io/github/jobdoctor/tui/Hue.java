package io.github.jobdoctor.tui;

/** The colours of text: the terminal's own, so that its theme applies. */
enum Hue {
  /** As it comes. */
  NONE(""),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  private final String code;

  Hue(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
