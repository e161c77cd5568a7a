package io.github.jobdoctor.device;

import java.util.Map;

/**
 * Where an adb server listens.
 *
 * @param host a host name or an IP address; {@code localhost} means this computer over IPv4, then
 *     IPv6, whatever the name service says of it
 * @param port a TCP port, 1 to 65535
 */
public record AdbServer(String host, int port) {

  /** Where adb itself looks when nobody says otherwise. */
  public static final AdbServer DEFAULT = new AdbServer("127.0.0.1", 5037);

  /** Refuses a blank host and a number that is no port. */
  public AdbServer {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the adb server's host is empty");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(port + " is not a TCP port (1 to 65535)");
    }
  }

  /**
   * The server that {@code ANDROID_ADB_SERVER_ADDRESS} and {@code ANDROID_ADB_SERVER_PORT} name;
   * the default for whatever is unset or empty.
   *
   * @throws IllegalArgumentException with a sentence for the user, when the port is none
   */
  public static AdbServer of(Map<String, String> environment) {
    String host = environment.getOrDefault("ANDROID_ADB_SERVER_ADDRESS", "");
    String port = environment.getOrDefault("ANDROID_ADB_SERVER_PORT", "");
    try {
      return new AdbServer(
          host.isBlank() ? DEFAULT.host : host.strip(),
          port.isBlank() ? DEFAULT.port : Integer.parseInt(port.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("ANDROID_ADB_SERVER_PORT is not a number: " + port, e);
    }
  }

  /** This server with another host, as after {@code --adb-host}. */
  public AdbServer withHost(String otherHost) {
    return new AdbServer(otherHost, port);
  }

  /** This server with another port, as after {@code --adb-port}. */
  public AdbServer withPort(int otherPort) {
    return new AdbServer(host, otherPort);
  }

  /** Whether it is on this computer, judged by the spelling of the host alone. */
  public boolean isLoopback() {
    String bare = bareHost();
    return bare.equalsIgnoreCase("localhost")
        || bare.matches("127(\\.[0-9]{1,3}){3}")
        || bare.matches("(0{0,4}:){2,7}0{0,3}1");
  }

  /** The host without the brackets that an IPv6 address may carry. */
  String bareHost() {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return (bareHost().contains(":") ? "[" + bareHost() + "]" : host) + ":" + port;
  }
}
