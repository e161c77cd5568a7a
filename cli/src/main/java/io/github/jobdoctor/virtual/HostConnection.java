package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One client of the virtual adb server. A request is four hexadecimal digits of length and a text;
 * the answer is {@code OKAY}, or {@code FAIL} with a message. Most requests end the connection; a
 * {@code transport} request binds it to a device, whose service the next request names.
 */
final class HostConnection implements Runnable {

  /** Version 41 of the protocol: that of every adb since 2018; another one makes clients kill. */
  private static final String VERSION = "0029";

  /** How long a client may take to close its side after the answer. */
  private static final int GRACE_MILLIS = 2000;

  private final DeviceList devices;
  private final Socket socket;
  private final Consumer<HostConnection> onEnd;
  private final Object changed = new Object();
  private int changes;
  private volatile VirtualDevice bound;

  HostConnection(List<VirtualDevice> devices, Socket socket, Consumer<HostConnection> onEnd) {
    this.devices = new DeviceList(devices);
    this.socket = socket;
    this.onEnd = onEnd;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (answer(request(in), in, out)) {
        // The next request of this client follows on the same connection.
      }
    } catch (IOException e) {
      // The client is gone, or this end was closed, or a fault was injected: all end it alike.
    } finally {
      close();
      onEnd.accept(this);
    }
  }

  void close() {
    VirtualAdbServer.closeQuietly(socket);
    devicesChanged();
  }

  /** Wakes trackers; ends what runs on a device that takes no commands any more. */
  void devicesChanged() {
    VirtualDevice device = bound;
    if (device != null && device.state() != ConnectionState.DEVICE) {
      VirtualAdbServer.closeQuietly(socket);
    }
    synchronized (changed) {
      changes++;
      changed.notifyAll();
    }
  }

  private static String request(InputStream in) throws IOException {
    String length = new String(LittleEndian.readFully(in, 4), US_ASCII);
    try {
      return new String(LittleEndian.readFully(in, Integer.parseInt(length, 16)), UTF_8);
    } catch (NumberFormatException e) {
      throw new IOException("not a length: " + length, e);
    }
  }

  /** Answers one request and says whether another one may follow. */
  private boolean answer(String request, InputStream in, OutputStream out) throws IOException {
    if (!request.startsWith("host")) {
      serve(request, in, out);
      return false;
    }
    try {
      return answerHost(HostRequest.parse(request), out);
    } catch (DeviceList.NoSuch e) {
      fail(out, e.getMessage());
      return false;
    }
  }

  private boolean answerHost(HostRequest request, OutputStream out)
      throws IOException, DeviceList.NoSuch {
    String command = request.command();
    switch (command) {
      case "version" -> okay(out, VERSION);
      case "devices" -> okay(out, devices.listed(false));
      case "devices-l" -> okay(out, devices.listed(true));
      case "track-devices" -> track(false, out);
      case "track-devices-l" -> track(true, out);
      case "host-features" -> okay(out, "shell_v2,cmd,fixed_push_mkdir");
      case "features" -> okay(out, String.join(",", devices.ready(request.selector()).features()));
      case "get-state" -> okay(out, devices.ready(request.selector()).state().word());
      case "get-serialno" -> okay(out, devices.ready(request.selector()).serial());
      case "get-devpath" -> okay(out, "unknown");
      case "kill" -> fail(out, "a virtual adb server ends with the program it is part of");
      default -> {
        if (command.startsWith("transport") || command.startsWith("tport:")) {
          bind(command, out);
          return true;
        }
        if (command.startsWith("wait-for-")) {
          waitFor(request, out);
        } else {
          fail(out, "unknown host service");
        }
      }
    }
    return false;
  }

  private void bind(String command, OutputStream out) throws IOException, DeviceList.NoSuch {
    VirtualDevice device = devices.ready(HostRequest.transportSelector(command));
    bound = device;
    out.write("OKAY".getBytes(US_ASCII));
    if (command.startsWith("tport:")) {
      // `tport` answers with the transport's id, 64 bits.
      byte[] id = new byte[8];
      LittleEndian.put(id, 0, devices.transportId(device));
      out.write(id);
    }
  }

  private void track(boolean detailed, OutputStream out) throws IOException {
    out.write("OKAY".getBytes(US_ASCII));
    String last = null;
    while (!socket.isClosed()) {
      int seen;
      synchronized (changed) {
        seen = changes;
      }
      String now = devices.listed(detailed);
      if (!now.equals(last)) {
        out.write(counted(now));
        last = now;
      }
      awaitChange(seen);
    }
  }

  /** {@code wait-for-[TRANSPORT-]STATE}: OKAY at once, and again when the state is reached. */
  private void waitFor(HostRequest request, OutputStream out) throws IOException {
    String wanted = request.command().substring(request.command().lastIndexOf('-') + 1);
    out.write("OKAY".getBytes(US_ASCII));
    while (!socket.isClosed()) {
      int seen;
      synchronized (changed) {
        seen = changes;
      }
      if (devices.anyIn(wanted, request.selector())) {
        out.write("OKAY".getBytes(US_ASCII));
        return;
      }
      awaitChange(seen);
    }
  }

  private void awaitChange(int seen) throws IOException {
    synchronized (changed) {
      while (changes == seen) {
        try {
          changed.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }
    }
  }

  private void serve(String name, InputStream in, OutputStream out) throws IOException {
    VirtualDevice device = bound;
    if (device == null) {
      fail(out, "device not specified");
      return;
    }
    Optional<DeviceService> service = device.service(name);
    if (service.isEmpty()) {
      fail(out, "closed");
      return;
    }
    out.write("OKAY".getBytes(US_ASCII));
    service.get().serve(in, out);
    out.flush();
    // Closing with unread input (a window size, the end of a standard input that was never needed)
    // would reset the connection, and the reset may overtake the answer: let the client close.
    socket.shutdownOutput();
    socket.setSoTimeout(GRACE_MILLIS);
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static void okay(OutputStream out, String text) throws IOException {
    out.write("OKAY".getBytes(US_ASCII));
    out.write(counted(text));
  }

  private static void fail(OutputStream out, String why) throws IOException {
    out.write("FAIL".getBytes(US_ASCII));
    out.write(counted(why));
  }

  private static byte[] counted(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] counted = new byte[4 + bytes.length];
    System.arraycopy(String.format("%04x", bytes.length).getBytes(US_ASCII), 0, counted, 0, 4);
    System.arraycopy(bytes, 0, counted, 4, bytes.length);
    return counted;
  }
}
