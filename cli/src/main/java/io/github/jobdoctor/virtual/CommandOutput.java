package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.OutputStream;

/** Where the output of a command goes: two streams, then the exit code. */
interface CommandOutput {

  /** The two output streams, with their packet ids in shell protocol v2. */
  enum Stream {
    STDOUT(1),
    STDERR(2);

    private final int id;

    Stream(int id) {
      this.id = id;
    }
  }

  /** Takes some bytes of one stream; {@code length} is at least 1. */
  void write(Stream stream, byte[] bytes, int offset, int length) throws IOException;

  /** The command ended with this exit code. */
  void exit(int code) throws IOException;

  /**
   * Shell protocol v2: packets of an id byte, a little-endian 32-bit length and the data. The exit
   * packet (id 3) has one byte of data.
   */
  static CommandOutput packets(OutputStream wire) {
    return new CommandOutput() {
      @Override
      public void write(Stream stream, byte[] bytes, int offset, int length) throws IOException {
        packet(stream.id, bytes, offset, length);
      }

      @Override
      public void exit(int code) throws IOException {
        packet(3, new byte[] {(byte) code}, 0, 1);
      }

      private void packet(int id, byte[] data, int offset, int length) throws IOException {
        byte[] packet = new byte[5 + length];
        packet[0] = (byte) id;
        LittleEndian.put(packet, 1, length);
        System.arraycopy(data, offset, packet, 5, length);
        wire.write(packet);
        wire.flush();
      }
    };
  }

  /** The older way, also that of {@code exec:}: both streams in one, and no exit code. */
  static CommandOutput merged(OutputStream wire) {
    return new CommandOutput() {
      @Override
      public void write(Stream stream, byte[] bytes, int offset, int length) throws IOException {
        wire.write(bytes, offset, length);
        wire.flush();
      }

      @Override
      public void exit(int code) {
        // The end of the stream is all that the client learns.
      }
    };
  }

  /** One of the two streams for a program to write to, in chunks of at most 16 KiB. */
  static OutputStream stream(CommandOutput output, Stream stream) {
    return new OutputStream() {
      private static final int CHUNK = 16 * 1024;

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += CHUNK) {
          output.write(stream, bytes, offset + done, Math.min(CHUNK, length - done));
        }
      }
    };
  }
}
