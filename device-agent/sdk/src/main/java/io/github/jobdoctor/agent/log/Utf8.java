package io.github.jobdoctor.agent.log;

/**
 * Writes text as UTF-8 into room of a fixed size, without an object and without looking at more of
 * the text than fits: a message of a megabyte costs what two kilobytes cost.
 */
final class Utf8 {

  private Utf8() {}

  /**
   * Writes as many whole characters of {@code text} as fit; half a surrogate pair becomes a
   * question mark.
   *
   * @return where the text ends in {@code out}
   */
  static int encode(String text, byte[] out, int from, int maxBytes) {
    int end = from + maxBytes;
    int at = from;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (at >= end) {
          return at;
        }
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        if (at + 2 > end) {
          return at;
        }
        out[at++] = (byte) (0xC0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        if (at + 3 > end) {
          return at;
        }
        out[at++] = (byte) (0xE0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        if (at + 4 > end) {
          return at;
        }
        int point = Character.toCodePoint(c, text.charAt(++i));
        out[at++] = (byte) (0xF0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        if (at >= end) {
          return at;
        }
        out[at++] = '?';
      }
    }
    return at;
  }
}
