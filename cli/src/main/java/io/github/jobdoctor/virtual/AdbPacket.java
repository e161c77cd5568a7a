package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.InputStream;

/**
 * A packet between an adb server and a device.
 *
 * <pre>
 * command (4 letters) | arg0 | arg1 | length of data | sum of data's bytes | command, inverted | data
 * </pre>
 *
 * <p>Six little-endian 32-bit numbers, then the data.
 *
 * @param command {@link #CNXN} and the others
 * @param arg0 of the packet's sender: its stream's id, or what the command says
 * @param arg1 of the packet's receiver: likewise
 * @param data what is carried; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read at once, compared by nobody.
record AdbPacket(int command, int arg0, int arg1, byte[] data) {

  static final int CNXN = id("CNXN");
  static final int AUTH = id("AUTH");
  static final int OPEN = id("OPEN");
  static final int OKAY = id("OKAY");
  static final int WRTE = id("WRTE");
  static final int CLSE = id("CLSE");

  /** Protocol version since which nobody looks at the sums any more; we offer this one. */
  static final int VERSION = 0x01000001;

  /** The most data that a packet may carry, as we announce it. */
  static final int MAX_DATA = 1024 * 1024;

  private static final int HEADER = 24;

  /** A packet without data. */
  AdbPacket(int command, int arg0, int arg1) {
    this(command, arg0, arg1, new byte[0]);
  }

  private static int id(String letters) {
    return LittleEndian.get(letters.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
  }

  /** Waits for the next packet. */
  static AdbPacket read(InputStream in) throws IOException {
    byte[] header = LittleEndian.readFully(in, HEADER);
    int command = LittleEndian.get(header, 0);
    int length = LittleEndian.get(header, 12);
    if (LittleEndian.get(header, 20) != ~command || length < 0 || length > MAX_DATA) {
      throw new IOException("not an adb packet");
    }
    return new AdbPacket(
        command,
        LittleEndian.get(header, 4),
        LittleEndian.get(header, 8),
        LittleEndian.readFully(in, length));
  }

  /** The packet as it goes over the wire. */
  byte[] bytes() {
    byte[] bytes = new byte[HEADER + data.length];
    LittleEndian.put(bytes, 0, command);
    LittleEndian.put(bytes, 4, arg0);
    LittleEndian.put(bytes, 8, arg1);
    LittleEndian.put(bytes, 12, data.length);
    // The first packet's sum is looked at, for only with it the versions are known.
    LittleEndian.put(bytes, 16, sum());
    LittleEndian.put(bytes, 20, ~command);
    System.arraycopy(data, 0, bytes, HEADER, data.length);
    return bytes;
  }

  private int sum() {
    int sum = 0;
    for (byte b : data) {
      sum += b & 0xff;
    }
    return sum;
  }
}
