package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.InputStream;

/**
 * A command's standard input out of the packets of shell protocol v2: id 0 carries data, 4 closes
 * standard input, others (5: the window's size) are passed over.
 */
final class PacketInput extends InputStream {

  private static final int STDIN = 0;
  private static final int CLOSE_STDIN = 4;

  private final InputStream wire;
  private int left;
  private boolean ended;

  PacketInput(InputStream wire) {
    this.wire = wire;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      // readNBytes asks for nothing at its end, and must not wait for more.
      return 0;
    }
    while (left == 0 && !ended) {
      nextPacket();
    }
    if (ended) {
      return -1;
    }
    int read = wire.read(target, offset, Math.min(length, left));
    if (read < 0) {
      ended = true;
      return -1;
    }
    left -= read;
    return read;
  }

  private void nextPacket() throws IOException {
    int id = wire.read();
    if (id < 0 || id == CLOSE_STDIN) {
      ended = true;
      return;
    }
    int length = LittleEndian.get(LittleEndian.readFully(wire, 4), 0);
    if (id == STDIN) {
      left = length;
    } else {
      wire.skipNBytes(length);
    }
  }
}
