package io.github.jobdoctor.agentlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Some bytes of a line that are expected to come again. At most {@value #COMPARED} of them are
 * compared in two steps, which is much faster than to look for where they end.
 */
final class Token {

  /** So many bytes are looked at. */
  static final int COMPARED = 2 * Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int length;
  private final long first;
  private final long firstMask;
  private final long second;
  private final long secondMask;

  /** The bytes as a token; absent when they are too many. */
  static Optional<Token> of(byte[] bytes) {
    return bytes.length > COMPARED ? Optional.empty() : Optional.of(new Token(bytes));
  }

  private Token(byte[] bytes) {
    byte[] padded = Arrays.copyOf(bytes, COMPARED);
    length = bytes.length;
    first = (long) LONG.get(padded, 0);
    second = (long) LONG.get(padded, Long.BYTES);
    firstMask = mask(length);
    secondMask = mask(length - Long.BYTES);
  }

  private static long mask(int bytes) {
    return bytes >= Long.BYTES ? -1L : bytes <= 0 ? 0L : (1L << (bytes * Byte.SIZE)) - 1;
  }

  int length() {
    return length;
  }

  /** Whether it stands there; {@link #COMPARED} bytes must. */
  boolean standsAt(byte[] line, int at) {
    long differs = ((long) LONG.get(line, at) ^ first) & firstMask;
    return (differs | (((long) LONG.get(line, at + Long.BYTES) ^ second) & secondMask)) == 0;
  }
}
