package io.github.jobdoctor.device;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The way to one adb server: opens connections, knows those that are open, and puts failures of the
 * server into words.
 */
final class AdbLink implements AutoCloseable {

  private final AdbServer server;
  private final Duration answerTimeout;
  private final boolean demanded;
  private final Set<AdbConnection> open = ConcurrentHashMap.newKeySet();
  private volatile List<InetSocketAddress> addresses;
  private volatile boolean closed;

  /**
   * Does nothing yet.
   *
   * @param answerTimeout how long the server may take for one answer
   * @param demanded whether the user chose that time
   */
  AdbLink(AdbServer server, Duration answerTimeout, boolean demanded) {
    this.server = server;
    this.answerTimeout = answerTimeout;
    this.demanded = demanded;
  }

  Duration answerTimeout() {
    return answerTimeout;
  }

  /** Opens a connection; whoever opens it gives it back to {@link #close(AdbConnection)}. */
  AdbConnection open(Deadline deadline) throws IOException {
    if (closed) {
      throw new IllegalStateException("the devices were closed");
    }
    AdbConnection connection = AdbConnection.open(addresses(deadline), deadline);
    open.add(connection);
    if (closed) {
      close(connection);
    }
    return connection;
  }

  /** Ends one connection. */
  void close(AdbConnection connection) {
    open.remove(connection);
    connection.close();
  }

  /**
   * Asks the server something that is answered by one text.
   *
   * @throws AdbRefusal when the server says no
   * @throws IOException for {@link #unreachable(IOException, String)}
   */
  String ask(String request, Deadline deadline) throws IOException {
    AdbConnection connection = open(deadline);
    try {
      return connection.ask(request);
    } finally {
      close(connection);
    }
  }

  /** The address at which the server answers, of those that its name may stand for. */
  InetSocketAddress address(Deadline deadline) throws IOException {
    AdbConnection connection = open(deadline);
    try {
      return connection.address();
    } finally {
      close(connection);
    }
  }

  /**
   * What it means that talking to the server failed.
   *
   * @param doing what was being done, such as {@code listing the devices}
   */
  DeviceException unreachable(IOException e, String doing) {
    if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      return new DeviceException.Interrupted(doing);
    }
    if (e instanceof AdbConnection.Overdue && demanded) {
      return new DeviceException.TimedOut(server.toString(), answerTimeout);
    }
    String what;
    if (e instanceof AdbConnection.Overdue) {
      what = "gave no answer within " + answerTimeout.toMillis() / 1000.0 + " s";
    } else if (e instanceof AdbRefusal) {
      what = "refused (" + e.getMessage() + ")";
    } else if (e instanceof GarbledAnswer) {
      what = "does not answer as an adb server does: another program may be using this port";
    } else if (e instanceof EOFException) {
      what = "closed the connection without an answer";
    } else if (e instanceof UnknownHostException) {
      what = "cannot be found: the name of the host is unknown";
    } else {
      what = "cannot be reached (" + e.getMessage() + ")";
    }
    return new DeviceException.AdbUnreachable(server.toString(), what, e);
  }

  private List<InetSocketAddress> addresses(Deadline deadline) throws IOException {
    if (addresses == null) {
      List<InetAddress> found =
          server.isLoopback() ? ofThisComputer(server.bareHost()) : resolved(deadline);
      addresses =
          found.stream().map(address -> new InetSocketAddress(address, server.port())).toList();
    }
    return addresses;
  }

  private static List<InetAddress> ofThisComputer(String host) throws UnknownHostException {
    if (!host.equalsIgnoreCase("localhost")) {
      return List.of(InetAddress.getAllByName(host));
    }
    // adb listens on one of the two only, and the name may stand for the other.
    return Stream.concat(
            Stream.of(InetAddress.getAllByName("127.0.0.1")),
            Stream.of(InetAddress.getAllByName("::1")))
        .toList();
  }

  /** On a thread of its own, because the name service has no deadline. */
  private List<InetAddress> resolved(Deadline deadline) throws IOException {
    FutureTask<List<InetAddress>> lookup =
        new FutureTask<>(() -> List.of(InetAddress.getAllByName(server.bareHost())));
    Thread thread = new Thread(lookup, "jobdoctor-lookup");
    thread.setDaemon(true);
    thread.start();
    try {
      return lookup.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (TimeoutException e) {
      throw new AdbConnection.Overdue(new IOException("the name service did not answer", e));
    } catch (ExecutionException | CancellationException e) {
      if (e.getCause() instanceof IOException ioException) {
        throw ioException;
      }
      throw new IOException(e);
    }
  }

  /** Ends all connections; a thread that waits on one is woken by an exception. */
  @Override
  public void close() {
    closed = true;
    open.forEach(this::close);
  }
}
