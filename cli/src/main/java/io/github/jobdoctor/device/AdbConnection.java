package io.github.jobdoctor.device;

import com.android.ddmlib.AdbHelper;
import com.android.ddmlib.TimeoutException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One TCP connection to an adb server: for one question, or for one command on a device.
 *
 * <p>Everything blocks, and yet nothing outlives its {@link Deadline}: a watching daemon thread
 * closes the channel then, which ends any wait at once. So does interrupting the thread that waits
 * ({@link java.nio.channels.ClosedByInterruptException}).
 *
 * <p>Requests are framed by ddmlib. The four-byte status is read here, because ddmlib's reader
 * swallows the difference between a refusal, garbage and a closed connection, and because its first
 * log line costs 50 ms of class loading.
 */
final class AdbConnection implements Closeable {

  /** ddmlib frames no longer request (it asserts so); adb's own limits differ by version. */
  private static final int LONGEST_REQUEST = 9999;

  private final SocketChannel channel;
  private final Deadline deadline;
  private final Thread watch;
  private final ByteBuffer buffer = ByteBuffer.allocate(32 * 1024).limit(0);
  private volatile boolean timedOut;

  private AdbConnection(SocketChannel channel, Deadline deadline) {
    this.channel = channel;
    this.deadline = deadline;
    this.watch = new Thread(this::closeInTime, "jobdoctor-deadline");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * Connects to the first of {@code addresses} that answers.
   *
   * @throws IOException of the first address, when none does
   */
  static AdbConnection open(List<InetSocketAddress> addresses, Deadline deadline)
      throws IOException {
    IOException failure = null;
    for (InetSocketAddress address : addresses) {
      AdbConnection connection = new AdbConnection(SocketChannel.open(), deadline);
      try {
        connection.channel.connect(address);
        connection.channel.socket().setTcpNoDelay(true);
        return connection;
      } catch (IOException e) {
        connection.close();
        if (connection.timedOut) {
          throw new Overdue(e);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        failure = failure == null ? e : failure;
      } catch (UnsupportedAddressTypeException e) {
        // An IPv6 address where the JVM was told to do without.
        connection.close();
        failure = failure == null ? new IOException(e) : failure;
      }
    }
    throw failure == null ? new IOException("no address") : failure;
  }

  /** The time was up before the answer came. */
  static final class Overdue extends IOException {
    private static final long serialVersionUID = 1L;

    Overdue(IOException cause) {
      super("the time was up", cause);
    }
  }

  private void closeInTime() {
    while (channel.isOpen()) {
      long left = deadline.nanosLeft();
      if (left <= 0) {
        // In this order, so that whoever sees the closed channel also sees why.
        timedOut = true;
        closeChannel();
      } else {
        LockSupport.parkNanos(left);
      }
    }
  }

  /** The address that answered. */
  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getRemoteAddress();
  }

  /** Asks something that is answered by one text, such as {@code host:devices}. */
  String ask(String request) throws IOException {
    request(request);
    byte[] answer = new byte[hexLength()];
    readFully(answer);
    return new String(answer, StandardCharsets.UTF_8);
  }

  /**
   * Sends a request and waits for its {@code OKAY}.
   *
   * @throws AdbRefusal when the server says no
   * @throws GarbledAnswer when it says neither
   */
  void request(String request) throws IOException {
    if (request.getBytes(StandardCharsets.UTF_8).length > LONGEST_REQUEST) {
      throw new IllegalArgumentException("a command for adb is longer than 9999 bytes");
    }
    write(AdbHelper.formAdbRequest(request));
    byte[] status = new byte[4];
    readFully(status);
    String word = new String(status, StandardCharsets.ISO_8859_1);
    if (word.equals("FAIL")) {
      byte[] reason = new byte[hexLength()];
      readFully(reason);
      throw new AdbRefusal(new String(reason, StandardCharsets.UTF_8));
    }
    if (!word.equals("OKAY")) {
      throw new GarbledAnswer("neither OKAY nor FAIL came");
    }
  }

  private int hexLength() throws IOException {
    byte[] digits = new byte[4];
    readFully(digits);
    int length = 0;
    for (byte digit : digits) {
      int value = Character.digit(digit, 16);
      if (value < 0) {
        throw new GarbledAnswer("no length of four hexadecimal digits came");
      }
      length = length * 16 + value;
    }
    return length;
  }

  /** Sends bytes as they are. */
  void write(byte[] bytes) throws IOException {
    try {
      AdbHelper.write(channel, bytes);
    } catch (TimeoutException e) {
      // ddmlib says so only of a channel that does not block; ours does.
      throw new IOException(e);
    } catch (IOException e) {
      throw timedOut ? new Overdue(e) : e;
    }
  }

  /**
   * Reads up to {@code length} bytes, at least one if {@code length} is.
   *
   * @return how many, or -1 when the other side closed the connection
   */
  int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      if (!buffer.hasRemaining()) {
        if (length >= buffer.capacity()) {
          return channel.read(ByteBuffer.wrap(into, offset, length));
        }
        int count = channel.read(buffer.clear());
        buffer.flip();
        if (count < 0) {
          return -1;
        }
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, offset, count);
      return count;
    } catch (IOException e) {
      throw timedOut ? new Overdue(e) : e;
    }
  }

  /** Fills {@code into}, or throws {@link EOFException}. */
  void readFully(byte[] into) throws IOException {
    for (int filled = 0; filled < into.length; ) {
      int count = read(into, filled, into.length - filled);
      if (count < 0) {
        throw new EOFException("the connection was closed");
      }
      filled += count;
    }
  }

  /** Ends the connection; a thread that waits on it is woken by an exception. */
  @Override
  public void close() {
    closeChannel();
    LockSupport.unpark(watch);
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // There is nobody left on this connection to whom it matters.
    }
  }
}
