package io.github.jobdoctor.virtual;

/**
 * A request to the adb server.
 *
 * @param selector the device it is about: empty for the only one there is, {@code serial:S} or
 *     {@code id:N}
 * @param command the rest, such as {@code features}
 */
record HostRequest(String selector, String command) {

  /** Takes {@code host:X}, {@code host-serial:S:X}, {@code host-transport-id:N:X} … apart. */
  static HostRequest parse(String request) {
    int colon = request.indexOf(':');
    String prefix = colon < 0 ? request : request.substring(0, colon);
    String rest = colon < 0 ? "" : request.substring(colon + 1);
    return switch (prefix) {
      case "host-serial" -> selected("serial:", rest);
      case "host-transport-id" -> selected("id:", rest);
      // host-usb and host-local: there is one kind of transport here.
      default -> new HostRequest("", rest);
    };
  }

  private static HostRequest selected(String kind, String rest) {
    // A serial may contain a colon of its own (127.0.0.1:5555); no command has one, save
    // wait-for and transport, which clients send with `host:`.
    int colon = rest.lastIndexOf(':');
    return colon < 0
        ? new HostRequest(kind + rest, "")
        : new HostRequest(kind + rest.substring(0, colon), rest.substring(colon + 1));
  }

  /** The device that a {@code transport…} or {@code tport:…} command names. */
  static String transportSelector(String command) {
    if (command.startsWith("transport:")) {
      return "serial:" + command.substring("transport:".length());
    }
    if (command.startsWith("transport-id:")) {
      return "id:" + command.substring("transport-id:".length());
    }
    if (command.startsWith("tport:serial:")) {
      return command.substring("tport:".length());
    }
    return "";
  }
}
