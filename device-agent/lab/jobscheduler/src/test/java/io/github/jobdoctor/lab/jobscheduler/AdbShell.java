package io.github.jobdoctor.lab.jobscheduler;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Somebody else at the same adb server, who types a command into the device's shell. */
final class AdbShell {

  private final int port;
  private final String serial;

  AdbShell(int port, String serial) {
    this.port = port;
    this.serial = serial;
  }

  /** Runs a shell line; returns what it prints. */
  String run(String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ask(socket, "host:transport:" + serial);
      ask(socket, "shell:" + line);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void ask(Socket socket, String service) throws IOException {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    byte[] length = "%04x".formatted(name.length).getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(length);
    socket.getOutputStream().write(name);
    byte[] answer = new byte[4];
    new DataInputStream(socket.getInputStream()).readFully(answer);
    if (!new String(answer, StandardCharsets.UTF_8).equals("OKAY")) {
      throw new IOException("adb refused " + service);
    }
  }
}
