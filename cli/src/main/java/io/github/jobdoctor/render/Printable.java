package io.github.jobdoctor.render;

/** Makes untrusted text safe for a terminal, and keeps it readable. */
public final class Printable {

  private Printable() {}

  /**
   * The text with every character that could steer a terminal or mislead the eye (control and
   * escape characters, line and paragraph separators, marks that turn the writing direction, broken
   * surrogates) replaced by its code, such as {@code \x1b} or {@code \u202e}.
   */
  public static String clean(String text) {
    int firstBad = firstUnsafe(text);
    if (firstBad < 0) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isUnsafe(c)) {
        clean.appendCodePoint(c);
      } else if (c < 0x100) {
        clean.append(String.format("\\x%02x", c));
      } else {
        clean.append(String.format("\\u%04x", c));
      }
      i += Character.charCount(c);
    }
    return clean.toString();
  }

  /** Whether a character must not reach a terminal as it is. */
  static boolean isUnsafe(int c) {
    if (c >= 0x20 && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Direction marks and overrides; but joiners, which scripts and emoji need, may stay.
      case Character.FORMAT -> c != 0x200c && c != 0x200d && c != 0xad;
      default -> false;
    };
  }

  private static int firstUnsafe(String text) {
    for (int i = 0; i < text.length(); ) {
      char plain = text.charAt(i);
      if (plain >= 0x20 && plain < 0x7f) {
        i++;
        continue;
      }
      int c = text.codePointAt(i);
      if (isUnsafe(c)) {
        return i;
      }
      i += Character.charCount(c);
    }
    return -1;
  }
}
