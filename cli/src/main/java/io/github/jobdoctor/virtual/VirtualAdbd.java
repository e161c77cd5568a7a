package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The adb daemon of one virtual device, reachable over TCP, so that a real adb server lists the
 * device after {@code adb connect 127.0.0.1:PORT}; its serial number there is that address. Listens
 * on the loopback address only.
 *
 * <p>An {@linkplain ConnectionState#UNAUTHORIZED unauthorized} device asks for a key that it never
 * accepts, an {@linkplain ConnectionState#OFFLINE offline} one does not answer, and one that stops
 * being connected loses its transports.
 */
public final class VirtualAdbd implements AutoCloseable {

  private final VirtualDevice device;
  private final ServerSocket socket;
  private final Set<AdbdTransport> transports = ConcurrentHashMap.newKeySet();
  private final Runnable onStateChange = this::deviceChanged;
  private final Thread acceptor = VirtualAdbServer.daemon("virtual-adbd", this::accept);
  private volatile boolean closed;

  private VirtualAdbd(VirtualDevice device, ServerSocket socket) {
    this.device = device;
    this.socket = socket;
  }

  /**
   * Starts the daemon of a device.
   *
   * @param port where it listens; 0 for any free port
   * @throws java.net.BindException when the port is taken
   */
  public static VirtualAdbd start(VirtualDevice device, int port) throws IOException {
    VirtualAdbd adbd = new VirtualAdbd(device, VirtualAdbServer.listenOn(port));
    device.onStateChange(adbd.onStateChange);
    adbd.acceptor.start();
    return adbd;
  }

  /** The port on which it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** The device is gone at once, in the middle of whatever it was doing. */
  @Override
  public void close() {
    closed = true;
    device.forgetStateListener(onStateChange);
    dropTransports();
    VirtualAdbServer.closeListening(socket, acceptor);
    dropTransports();
  }

  /** Breaks all connections as a pulled cable would; the device can be connected to again. */
  public void dropTransports() {
    transports.forEach(AdbdTransport::close);
  }

  private void deviceChanged() {
    if (device.state() != ConnectionState.DEVICE) {
      dropTransports();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket server = socket.accept();
        AdbdTransport transport = new AdbdTransport(device, server, transports::remove);
        transports.add(transport);
        VirtualAdbServer.daemon("virtual-adbd-transport", transport).start();
        if (closed) {
          transport.close();
        }
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }
}
