package io.github.jobdoctor.virtual;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The 32-bit numbers of adb's device side, lowest byte first. */
final class LittleEndian {

  private LittleEndian() {}

  static void put(byte[] target, int at, int value) {
    for (int i = 0; i < 4; i++) {
      target[at + i] = (byte) (value >>> (8 * i));
    }
  }

  static int get(byte[] source, int at) {
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | (source[at + i] & 0xff);
    }
    return value;
  }

  /** Reads exactly so many bytes; the stream's end before the last one is an error. */
  static byte[] readFully(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream ended within " + length + " bytes");
    }
    return bytes;
  }
}
