package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A service of a device, opened by adb over a pair of byte streams. */
@FunctionalInterface
interface DeviceService {

  /**
   * Serves until the service is done; the front end then closes the connection.
   *
   * @throws ConnectionDropped when the device shall seem to have vanished
   * @throws IOException when the other side is gone
   */
  void serve(InputStream in, OutputStream out) throws IOException;

  /** An injected fault: the front end breaks the connection as a pulled cable would. */
  final class ConnectionDropped extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionDropped() {
      super("dropped on purpose");
    }
  }
}
