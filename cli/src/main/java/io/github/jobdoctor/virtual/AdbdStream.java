package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * One stream of a transport. At most one packet of ours is under way: the next one waits for the
 * other side's {@code OKAY}.
 */
final class AdbdStream {

  private final AdbdTransport transport;
  private final int id;
  private final int peer;
  private final Deque<byte[]> received = new ArrayDeque<>();
  private boolean mayWrite = true;
  private boolean closed;

  /**
   * @param id our id of the stream
   * @param peer the adb server's id of it
   */
  AdbdStream(AdbdTransport transport, int id, int peer) {
    this.transport = transport;
    this.id = id;
    this.peer = peer;
  }

  int id() {
    return id;
  }

  /** Takes a packet of this stream, on the transport's thread: must not wait. */
  void receive(AdbPacket packet) throws IOException {
    if (packet.command() == AdbPacket.CLSE) {
      closedByPeer();
      transport.forget(this);
    } else if (packet.command() == AdbPacket.WRTE) {
      synchronized (this) {
        received.add(packet.data());
        notifyAll();
      }
      transport.send(new AdbPacket(AdbPacket.OKAY, id, peer));
    } else if (packet.command() == AdbPacket.OKAY) {
      synchronized (this) {
        mayWrite = true;
        notifyAll();
      }
    }
  }

  synchronized void closedByPeer() {
    closed = true;
    notifyAll();
  }

  /**
   * Ends the stream from our side. At once: an adb server does not always confirm the last packet
   * of a stream.
   */
  void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    transport.forget(this);
    transport.send(new AdbPacket(AdbPacket.CLSE, id, peer));
  }

  InputStream input() {
    return new InputStream() {
      private byte[] current = new byte[0];
      private int at;

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
        while (at == current.length) {
          current = next();
          at = 0;
          if (current == null) {
            current = new byte[0];
            return -1;
          }
        }
        int read = Math.min(length, current.length - at);
        System.arraycopy(current, at, target, offset, read);
        at += read;
        return read;
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int most = transport.maxData();
        for (int at = offset; at < offset + length; at += most) {
          byte[] data = Arrays.copyOfRange(bytes, at, Math.min(at + most, offset + length));
          awaitTurn();
          transport.send(new AdbPacket(AdbPacket.WRTE, id, peer, data));
        }
      }
    };
  }

  /** The next data, or null at the end. */
  private synchronized byte[] next() throws IOException {
    awaitThat(() -> closed || !received.isEmpty());
    return received.poll();
  }

  private synchronized void awaitTurn() throws IOException {
    awaitThat(() -> closed || mayWrite);
    if (closed) {
      throw new IOException("the stream was closed");
    }
    mayWrite = false;
  }

  private synchronized void awaitThat(BooleanSupplier condition) throws IOException {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
