package io.github.jobdoctor.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** Files of the ring log, after the drawing in the agent's package {@code agent.log}. */
final class RingBytes {

  private static final int HEADER = 64;
  private static final int TEXTS = 76;
  private static final long MAGIC = ByteBuffer.wrap(magic()).getLong();

  private RingBytes() {}

  private static byte[] magic() {
    return new byte[] {(byte) 0x89, 'J', 'D', 'L', '\r', '\n', 0x1A, '\n'};
  }

  /** The file with the checksums that fit what stands in it; absent when it is no ring log. */
  static Optional<byte[]> summed(byte[] file) {
    if (file.length < HEADER || ByteBuffer.wrap(file).getLong() != MAGIC) {
      return Optional.empty();
    }
    byte[] summed = file.clone();
    ByteBuffer bytes = ByteBuffer.wrap(summed).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(40, crc(new byte[0], summed, 0, 40));
    int at = HEADER;
    while (at + TEXTS <= summed.length) {
      int length = bytes.getInt(at);
      if (length >= TEXTS && length <= summed.length - at) {
        ByteBuffer prefix = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        prefix.putLong(0, bytes.getLong(24)).putLong(8, at - HEADER).putInt(16, length);
        bytes.putInt(at + 4, crc(prefix.array(), summed, at + 8, length - 8));
        at += (length + 7) & ~7;
      } else {
        at += 8;
      }
    }
    return Optional.of(summed);
  }

  private static int crc(byte[] first, byte[] then, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(first);
    crc.update(then, offset, length);
    return (int) crc.getValue();
  }

  /** A ring in which a worker ran one task for each event that there is. */
  static byte[] ring() {
    ByteBuffer file = ByteBuffer.allocate(HEADER + 13 * 96).order(ByteOrder.LITTLE_ENDIAN);
    file.put(magic()).putLong(8, 1).putLong(16, 13 * 96).putLong(24, 0xABCD).putLong(32, 1_000);
    byte[] texts = "sync.mailhello1.4".getBytes(StandardCharsets.UTF_8);
    for (int event = 1; event <= 12; event++) {
      int at = HEADER + (event - 1) * 96;
      file.putInt(at, TEXTS + texts.length).putLong(at + 8, event);
      file.put(at + 16, (byte) event).put(at + 17, (byte) 1).put(at + 18, (byte) (event % 3));
      file.put(at + 19, (byte) 40).putShort(at + 20, (short) 0b1011).putShort(at + 22, (short) 1);
      file.putLong(at + 24, 1).putLong(at + 32, 5_000 + event).putLong(at + 40, 600_000 + event);
      file.putLong(at + 48, 30).putInt(at + 56, 7).putInt(at + 60, event).putInt(at + 64, 4711);
      file.putShort(at + 68, (short) 9).putShort(at + 70, (short) 5).putShort(at + 72, (short) 3);
      file.position(at + TEXTS).put(texts);
    }
    return summed(file.array()).orElseThrow();
  }
}
