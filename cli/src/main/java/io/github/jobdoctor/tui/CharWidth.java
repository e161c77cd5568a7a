package io.github.jobdoctor.tui;

import org.jline.utils.WCWidth;

/** The columns that characters take on a terminal. */
final class CharWidth {

  private CharWidth() {}

  static int of(int codePoint) {
    // The table of wide characters is loaded only when one is met.
    return codePoint >= 0x20 && codePoint < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
  }

  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += of(c);
      i += Character.charCount(c);
    }
    return width;
  }
}
