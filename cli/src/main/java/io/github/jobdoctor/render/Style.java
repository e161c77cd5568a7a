package io.github.jobdoctor.render;

/** The few ways in which text stands out; each a terminal's own colour, so that themes apply. */
public enum Style {
  /** As it comes. */
  PLAIN(""),
  /** Headings and names. */
  BOLD("1"),
  /** What matters less. */
  DIM("2"),
  /** Running, or well. */
  GREEN("32"),
  /** Held back. */
  YELLOW("33"),
  /** Failed. */
  RED("31"),
  /** About to start. */
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** {@code text} in this style; unchanged when colours are off. */
  public String paint(String text, boolean color) {
    return color && !code.isEmpty() && !text.isEmpty()
        ? "\033[" + code + "m" + text + "\033[0m"
        : text;
  }
}
