package io.github.jobdoctor.dumpsys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings for lines. Most lines of a dump are there many times ({@code Requires: …}, {@code
 * Backoff: …}); one that comes again becomes the same string again, which costs neither time nor
 * memory, and makes it cheap to look up what was made of it before.
 */
final class RepeatedLines {

  private static final int PLACES = 1 << 12;
  private static final int LONGEST = 256;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final byte[][] bytes = new byte[PLACES][];
  private final String[] strings = new String[PLACES];

  /** What was seen last at each place, so that only lines that come again are kept. */
  private final long[] seen = new long[PLACES];

  /** The text of these bytes in UTF-8. */
  String text(byte[] buffer, int from, int to) {
    int length = to - from;
    if (length < Long.BYTES || length > LONGEST) {
      return length == 0 ? "" : new String(buffer, from, length, StandardCharsets.UTF_8);
    }
    long hash = hash(buffer, from, to);
    int place = (int) (hash >>> 40) & (PLACES - 1);
    byte[] known = bytes[place];
    if (known != null && Arrays.equals(known, 0, known.length, buffer, from, to)) {
      return strings[place];
    }
    String text = new String(buffer, from, length, StandardCharsets.UTF_8);
    if (seen[place] == hash) {
      bytes[place] = Arrays.copyOfRange(buffer, from, to);
      strings[place] = text;
    }
    seen[place] = hash;
    return text;
  }

  private static long hash(byte[] buffer, int from, int to) {
    long hash = (long) to - from;
    for (int i = from; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = (hash ^ (long) EIGHT_BYTES.get(buffer, i)) * MIX;
      hash ^= hash >>> 29;
    }
    return (hash ^ (long) EIGHT_BYTES.get(buffer, to - Long.BYTES)) * MIX;
  }
}
