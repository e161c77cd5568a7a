package io.github.jobdoctor.agent.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Header and record frames of the file drawn in the package's documentation. */
final class RingFormat {

  static final int VERSION = 1;
  static final int HEADER_BYTES = 64;

  /** Length, crc and sequence number. */
  static final int FRAME_BYTES = 16;

  private static final byte[] MAGIC = {
    (byte) 0x89, 'J', 'D', 'L', '\r', '\n', 0x1A, '\n',
  };
  private static final int HEADER_CRC = 40;

  /**
   * What the header says.
   *
   * @param capacity bytes of the ring
   * @param logId tells one log from the next at the same place
   * @param created wall clock in milliseconds
   */
  record Header(int capacity, long logId, long created) {}

  private RingFormat() {}

  static int align(int length) {
    return (length + 7) & ~7;
  }

  static byte[] headerBytes(Header header) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putLong(VERSION).putLong(header.capacity).putLong(header.logId);
    bytes.putLong(header.created);
    bytes.putInt(crcOfHeader(bytes.array()));
    return bytes.array();
  }

  /**
   * Reads a header.
   *
   * @throws UnreadableLogException with the reason, when it is none that this version can read
   */
  static Header readHeader(byte[] bytes) throws UnreadableLogException {
    if (bytes.length < HEADER_BYTES) {
      throw new UnreadableLogException("the file ends after " + bytes.length + " bytes");
    }
    if (!Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      throw new UnreadableLogException("the file does not begin like a log");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long version = in.getLong(8);
    long capacity = in.getLong(16);
    // The version first: another version may well have put its checksum elsewhere.
    if (version != VERSION) {
      throw new UnreadableLogException(
          "the file has format version " + version + ", known is " + VERSION);
    }
    if (in.getInt(HEADER_CRC) != crcOfHeader(bytes)) {
      throw new UnreadableLogException("the header's checksum is wrong");
    }
    if (capacity < RingLog.MIN_CAPACITY || capacity > RingLog.MAX_CAPACITY || capacity % 8 != 0) {
      throw new UnreadableLogException("the header names an impossible capacity: " + capacity);
    }
    return new Header((int) capacity, in.getLong(24), in.getLong(32));
  }

  private static int crcOfHeader(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, HEADER_CRC);
    return (int) crc.getValue();
  }

  /** Computes record checksums of one log; not for several threads at once. */
  static final class FrameChecksum {
    /** Log id, offset, length and zeros: what stands before the record's bytes in the sum. */
    private final ByteBuffer prefix = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);

    private final CRC32 crc = new CRC32();

    FrameChecksum(long logId) {
      prefix.putLong(0, logId);
    }

    /**
     * The checksum of the record that lies at {@code base} in {@code bytes} and at {@code offset}
     * in the ring.
     */
    int of(byte[] bytes, int base, int offset, int length) {
      prefix.putLong(8, offset);
      prefix.putInt(16, length);
      crc.reset();
      crc.update(prefix.array(), 0, 24);
      crc.update(bytes, base + 8, length - 8);
      return (int) crc.getValue();
    }
  }
}
