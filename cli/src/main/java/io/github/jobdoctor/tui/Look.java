package io.github.jobdoctor.tui;

/**
 * How text stands out.
 *
 * @param hue its colour; a monochrome terminal leaves it out
 * @param bold whether it is bold
 * @param dim whether it is dim
 * @param reverse whether text and background change places
 * @param underline whether it is underlined
 */
record Look(Hue hue, boolean bold, boolean dim, boolean reverse, boolean underline) {

  static final Look PLAIN = new Look(Hue.NONE, false, false, false, false);
  static final Look BOLD = PLAIN.bolder();
  static final Look DIM = new Look(Hue.NONE, false, true, false, false);
  static final Look REVERSE = PLAIN.reversed();

  /** A selected row: the same whatever stands in it, so that it reads as one bar. */
  static final Look SELECTED = REVERSE.bolder();

  /** What changed since the last refresh; seen without colours, too. */
  static final Look CHANGED = new Look(Hue.MAGENTA, true, false, false, true);

  static Look of(Hue hue) {
    return new Look(hue, false, false, false, false);
  }

  Look bolder() {
    return new Look(hue, true, dim, reverse, underline);
  }

  Look reversed() {
    return new Look(hue, bold, dim, true, underline);
  }

  /** The sequence that makes a terminal write so, whatever it wrote before. */
  String sequence(boolean color) {
    StringBuilder codes = new StringBuilder("\033[0");
    if (bold) {
      codes.append(";1");
    }
    if (dim) {
      codes.append(";2");
    }
    if (underline) {
      codes.append(";4");
    }
    if (reverse) {
      codes.append(";7");
    }
    if (color && hue != Hue.NONE) {
      codes.append(';').append(hue.code());
    }
    return codes.append('m').toString();
  }
}
