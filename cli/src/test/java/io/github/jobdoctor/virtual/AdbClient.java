package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** The client side of the adb server's protocol, as little of it as the tests of this room need. */
final class AdbClient implements AutoCloseable {

  private final Socket socket;
  private final DataInputStream in;

  AdbClient(int port) throws IOException {
    socket = new Socket(InetAddress.getByAddress(VirtualAdbServer.LOOPBACK), port);
    // A test that waits for an answer that never comes fails, rather than hangs.
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Connects to a device. */
  static AdbClient to(int port, String serial) throws IOException {
    AdbClient client = new AdbClient(port);
    client.request("host:transport:" + serial);
    return client;
  }

  /** Sends a request and returns `OKAY`, or `FAIL` with the message behind it. */
  String request(String request) throws IOException {
    byte[] bytes = request.getBytes(UTF_8);
    socket.getOutputStream().write(String.format("%04x", bytes.length).getBytes(UTF_8));
    socket.getOutputStream().write(bytes);
    String status = text(4);
    return status.equals("FAIL") ? "FAIL " + counted() : status;
  }

  /** A text with its length before it. */
  String counted() throws IOException {
    return text(Integer.parseInt(text(4), 16));
  }

  String text(int length) throws IOException {
    return new String(LittleEndian.readFully(in, length), UTF_8);
  }

  String rest() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  /**
   * What a shell v2 stream says, written as `out<…>`, `err<…>`, `exit<…>`, and `lost` at the end.
   */
  String packets() throws IOException {
    StringBuilder said = new StringBuilder();
    while (true) {
      int id = in.read();
      if (id < 0) {
        return said + "lost";
      }
      byte[] data;
      try {
        data = LittleEndian.readFully(in, LittleEndian.get(LittleEndian.readFully(in, 4), 0));
      } catch (EOFException e) {
        return said + "torn";
      }
      switch (id) {
        case 1 -> said.append("out<" + new String(data, UTF_8) + ">");
        case 2 -> said.append("err<" + new String(data, UTF_8) + ">");
        case 3 -> {
          return said + "exit<" + data[0] + ">";
        }
        default -> throw new IOException("unknown packet " + id);
      }
    }
  }

  /**
   * Reads standard output of a shell v2 stream up to the packet with which it contains this.
   *
   * @throws IOException when it does not within ten seconds, whatever else comes
   */
  String outputUntil(String part) throws IOException {
    StringBuilder said = new StringBuilder();
    long begun = System.nanoTime();
    while (said.indexOf(part) < 0) {
      if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) >= 10) {
        throw new IOException("no " + part + " in " + said);
      }
      int id = in.readUnsignedByte();
      byte[] data = LittleEndian.readFully(in, LittleEndian.get(LittleEndian.readFully(in, 4), 0));
      if (id != 1) {
        throw new IOException("packet " + id + " after " + said);
      }
      said.append(new String(data, UTF_8));
    }
    return said.toString();
  }

  /** Sends bytes as they are. */
  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Sends a shell v2 packet. */
  void packet(int id, String text) throws IOException {
    byte[] data = text.getBytes(UTF_8);
    byte[] header = new byte[5];
    header[0] = (byte) id;
    LittleEndian.put(header, 1, data.length);
    socket.getOutputStream().write(header);
    socket.getOutputStream().write(data);
  }

  /** One command over shell v2. */
  static String shell(int port, String serial, String line) throws IOException {
    try (AdbClient client = to(port, serial)) {
      String status = client.request("shell,v2,raw:" + line);
      return status.equals("OKAY") ? client.packets() : status;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
