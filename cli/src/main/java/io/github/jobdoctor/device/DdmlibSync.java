package io.github.jobdoctor.device;

import com.android.ddmlib.AdbCommandRejectedException;
import com.android.ddmlib.DdmPreferences;
import com.android.ddmlib.IDevice;
import com.android.ddmlib.Log;
import com.android.ddmlib.SyncException;
import com.android.ddmlib.SyncService;
import com.android.ddmlib.TimeoutException;
import com.android.ddmlib.internal.DeviceImpl;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sends files to a device through ddmlib's {@code SyncService}. That needs no running bridge: an
 * address and a serial number are all that it uses.
 */
final class DdmlibSync {

  /** ddmlib logs to standard output unless somebody else listens; our exceptions say it all. */
  private static final Log.ILogOutput NOWHERE =
      new Log.ILogOutput() {
        @Override
        public void printLog(Log.LogLevel level, String tag, String message) {}

        @Override
        public void printAndPromptLog(Log.LogLevel level, String tag, String message) {}
      };

  private DdmlibSync() {}

  /**
   * Copies a file to a device. A device that falls silent at the very end is given its time once
   * more before it counts as overdue.
   *
   * @return why the device did not take it; absent when it did
   * @throws AdbRefusal when the server does not let us near the device
   * @throws AdbConnection.Overdue when the time was up
   * @throws IOException when the file cannot be read, or the connection broke
   */
  static Optional<String> push(
      InetSocketAddress server, String serial, Path file, String remote, Deadline deadline)
      throws IOException {
    Log.addLogger(NOWHERE);
    // For each single wait; between them ddmlib asks the monitor below.
    DdmPreferences.setTimeOut(
        (int) Math.min(Integer.MAX_VALUE, Math.max(1, deadline.left().toMillis())));
    IDevice device = new DeviceImpl(null, serial, IDevice.DeviceState.ONLINE);
    try (SyncService sync = new SyncService(server, device)) {
      if (!sync.openSync()) {
        throw new EOFException("the device offers no file transfer");
      }
      sync.pushFile(file.toString(), remote, new UntilDeadline(deadline));
      return Optional.empty();
    } catch (SyncException e) {
      return switch (e.getErrorCode()) {
        case CANCELED -> throw new AdbConnection.Overdue(new IOException(e));
        case TRANSFER_PROTOCOL_ERROR, REMOTE_PATH_LENGTH, NO_REMOTE_OBJECT, REMOTE_IS_FILE ->
            Optional.of(String.valueOf(e.getMessage()));
        default -> throw new IOException(file + ": " + e.getMessage(), e);
      };
    } catch (AdbCommandRejectedException e) {
      throw new AdbRefusal(String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      // ddmlib says the same of an interrupted wait, and leaves the flag set.
      throw Thread.currentThread().isInterrupted()
          ? new ClosedByInterruptException()
          : new AdbConnection.Overdue(new IOException(e));
    }
  }

  /** Has ddmlib give up when the time is up; it asks between blocks of 64 KiB. */
  private record UntilDeadline(Deadline deadline) implements SyncService.ISyncProgressMonitor {
    @Override
    public void start(int totalWork) {}

    @Override
    public void stop() {}

    @Override
    public boolean isCanceled() {
      return deadline.nanosLeft() <= 0;
    }

    @Override
    public void startSubTask(String name) {}

    @Override
    public void advance(int work) {}
  }
}
