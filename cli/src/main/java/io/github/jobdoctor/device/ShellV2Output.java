package io.github.jobdoctor.device;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the packets of adb's {@code shell,v2} service:
 *
 * <pre>
 *   +----+----------------+-----------------+
 *   | id | length         | length bytes    |   length: 32 bits, unsigned, little-endian
 *   +----+----------------+-----------------+
 *   id 1: standard output, 2: standard error, 3: exit (one byte: the exit code; the last packet)
 *   id 4, from us: there is no more standard input
 * </pre>
 *
 * <p>The source is AOSP's {@code packages/modules/adb/shell_protocol.h}. Packets need not coincide
 * with what one read of the connection yields.
 */
final class ShellV2Output extends CommandOutput {

  /** The packet that ends the command's standard input. */
  static final byte[] NO_INPUT = {4, 0, 0, 0, 0};

  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int EXIT = 3;

  /** How much of the standard error is kept, in bytes; the rest is read and dropped. */
  static final int STDERR_KEPT = 64 * 1024;

  private final ByteSource source;
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private long leftInPacket;
  private int exitCode;

  ShellV2Output(ByteSource source) {
    this.source = source;
  }

  /** Where the packets come from. */
  @FunctionalInterface
  interface ByteSource {
    /** Reads at least one byte, or returns -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException;
  }

  @Override
  int next(byte[] into, int offset, int length) throws IOException {
    byte[] header = new byte[5];
    while (leftInPacket == 0) {
      fill(header);
      long packetLength =
          Byte.toUnsignedLong(header[1])
              | Byte.toUnsignedLong(header[2]) << 8
              | Byte.toUnsignedLong(header[3]) << 16
              | Byte.toUnsignedLong(header[4]) << 24;
      switch (header[0]) {
        case STDOUT -> leftInPacket = packetLength;
        case STDERR -> readStderr(packetLength);
        case EXIT -> {
          if (packetLength != 1) {
            throw new GarbledAnswer("an exit packet of " + packetLength + " bytes");
          }
          byte[] code = new byte[1];
          fill(code);
          exitCode = Byte.toUnsignedInt(code[0]);
          return -1;
        }
        default -> throw new GarbledAnswer("a shell packet of unknown kind " + header[0]);
      }
    }
    int count = source.read(into, offset, (int) Math.min(length, leftInPacket));
    if (count < 0) {
      throw new EOFException("the output ended within a packet");
    }
    leftInPacket -= count;
    return count;
  }

  private void readStderr(long packetLength) throws IOException {
    byte[] chunk = new byte[(int) Math.min(packetLength, 8192)];
    for (long left = packetLength; left > 0; ) {
      int count = source.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (count < 0) {
        throw new EOFException("the standard error ended within a packet");
      }
      stderr.write(chunk, 0, Math.min(count, STDERR_KEPT - stderr.size()));
      left -= count;
    }
  }

  private void fill(byte[] bytes) throws IOException {
    for (int filled = 0; filled < bytes.length; ) {
      int count = source.read(bytes, filled, bytes.length - filled);
      if (count < 0) {
        throw new EOFException("the output ended without an exit code");
      }
      filled += count;
    }
  }

  @Override
  int exitCode() {
    return exitCode;
  }

  @Override
  String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }
}
