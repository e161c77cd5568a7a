package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One connection from an adb server to a virtual device: many streams over one socket. */
final class AdbdTransport implements Runnable {

  private static final int AUTH_TOKEN = 1;
  private static final int TOKEN_LENGTH = 20;

  private final VirtualDevice device;
  private final Socket socket;
  private final Consumer<AdbdTransport> onEnd;
  private final Map<Integer, AdbdStream> streams = new ConcurrentHashMap<>();
  private final Object writing = new Object();
  private int lastStreamId;

  /** The most data that the server takes in one packet; known from its first packet. */
  private volatile int maxData = 4096;

  AdbdTransport(VirtualDevice device, Socket socket, Consumer<AdbdTransport> onEnd) {
    this.device = device;
    this.socket = socket;
    this.onEnd = onEnd;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      while (true) {
        receive(AdbPacket.read(in));
      }
    } catch (IOException e) {
      // The server is gone, or the device is to be: both end the transport.
    } finally {
      close();
      onEnd.accept(this);
    }
  }

  /** Breaks the connection and with it all streams. */
  void close() {
    VirtualAdbServer.closeQuietly(socket);
    streams.values().forEach(AdbdStream::closedByPeer);
  }

  int maxData() {
    return maxData;
  }

  void send(AdbPacket packet) throws IOException {
    byte[] bytes = packet.bytes();
    synchronized (writing) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }
  }

  void forget(AdbdStream stream) {
    streams.remove(stream.id());
  }

  private void receive(AdbPacket packet) throws IOException {
    if (packet.command() == AdbPacket.CNXN) {
      maxData = Math.min(packet.arg1(), AdbPacket.MAX_DATA);
      greet();
    } else if (packet.command() == AdbPacket.AUTH) {
      greet();
    } else if (packet.command() == AdbPacket.OPEN) {
      open(packet);
    } else {
      AdbdStream stream = streams.get(packet.arg1());
      if (stream != null) {
        stream.receive(packet);
      }
      // Packets to a stream that has just ended cross its CLSE and mean nothing.
    }
  }

  private void greet() throws IOException {
    switch (device.state()) {
      case DEVICE ->
          send(
              new AdbPacket(
                  AdbPacket.CNXN, AdbPacket.VERSION, AdbPacket.MAX_DATA, banner().getBytes(UTF_8)));
      case UNAUTHORIZED ->
          // The token never changes and no signature of it is accepted.
          send(new AdbPacket(AdbPacket.AUTH, AUTH_TOKEN, 0, new byte[TOKEN_LENGTH]));
      case OFFLINE -> {
        // Not a word.
      }
      case GONE -> throw new IOException("the device is gone");
    }
  }

  private String banner() {
    StringBuilder banner = new StringBuilder("device::");
    for (String name : new String[] {"ro.product.name", "ro.product.model", "ro.product.device"}) {
      banner.append(name + "=" + device.properties().getOrDefault(name, "") + ";");
    }
    return banner + "features=" + String.join(",", device.features());
  }

  private void open(AdbPacket packet) throws IOException {
    int peer = packet.arg0();
    // The name may end with a NUL character.
    String name = new String(packet.data(), UTF_8).replace("\0", "");
    Optional<DeviceService> service = device.service(name);
    if (service.isEmpty() || device.state() != ConnectionState.DEVICE) {
      send(new AdbPacket(AdbPacket.CLSE, 0, peer));
      return;
    }
    lastStreamId++;
    AdbdStream stream = new AdbdStream(this, lastStreamId, peer);
    streams.put(lastStreamId, stream);
    send(new AdbPacket(AdbPacket.OKAY, stream.id(), peer));
    VirtualAdbServer.daemon("virtual-adbd-stream", () -> serve(service.get(), stream)).start();
  }

  private void serve(DeviceService service, AdbdStream stream) {
    try {
      service.serve(stream.input(), stream.output());
      stream.close();
    } catch (DeviceService.ConnectionDropped e) {
      close();
    } catch (IOException e) {
      // The other side closed the stream, or the transport broke.
      forget(stream);
    }
  }
}
