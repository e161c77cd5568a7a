package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An adb server with virtual devices, in this process: adb clients connect to its port as they
 * would to the real server's. Listens on the loopback address only.
 */
public final class VirtualAdbServer implements AutoCloseable {

  /** IPv4 even where the JVM prefers IPv6: adb clients connect to 127.0.0.1. */
  static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final List<VirtualDevice> devices;
  private final ServerSocket socket;
  private final Set<HostConnection> connections = ConcurrentHashMap.newKeySet();
  private final Runnable onStateChange = this::devicesChanged;
  private final Thread acceptor = daemon("virtual-adb-server", this::accept);
  private volatile boolean closed;

  private VirtualAdbServer(List<VirtualDevice> devices, ServerSocket socket) {
    this.devices = List.copyOf(devices);
    this.socket = socket;
  }

  /**
   * Starts a server.
   *
   * @param devices what it lists, in this order
   * @param port where it listens; 0 for any free port
   * @throws BindException when the port is taken
   */
  public static VirtualAdbServer start(List<VirtualDevice> devices, int port) throws IOException {
    VirtualAdbServer server = new VirtualAdbServer(devices, listenOn(port));
    server.devices.forEach(device -> device.onStateChange(server.onStateChange));
    server.acceptor.start();
    return server;
  }

  /** A socket that listens on the loopback address; says which port when that cannot be had. */
  static ServerSocket listenOn(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // A port whose last connections are still winding down can be had again at once.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 50);
      return socket;
    } catch (BindException e) {
      socket.close();
      BindException clearer =
          new BindException("port " + port + " on 127.0.0.1 cannot be used: " + e.getMessage());
      clearer.initCause(e);
      throw clearer;
    }
  }

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** The port on which it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Stops listening and breaks all connections. */
  @Override
  public void close() {
    closed = true;
    devices.forEach(device -> device.forgetStateListener(onStateChange));
    closeListening(socket, acceptor);
    connections.forEach(HostConnection::close);
  }

  /** The port is free only when the thread that accepted on it has noticed. */
  static void closeListening(ServerSocket socket, Thread acceptor) {
    closeQuietly(socket);
    try {
      acceptor.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It was to go away, and it is of no further use either way.
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = socket.accept();
        HostConnection connection = new HostConnection(devices, client, connections::remove);
        connections.add(connection);
        daemon("virtual-adb-client", connection).start();
        if (closed) {
          connection.close();
        }
      } catch (IOException e) {
        if (!closed && socket.isClosed()) {
          return;
        }
      }
    }
  }

  private void devicesChanged() {
    connections.forEach(HostConnection::devicesChanged);
  }
}
