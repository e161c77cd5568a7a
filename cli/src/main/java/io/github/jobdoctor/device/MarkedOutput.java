package io.github.jobdoctor.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output of a command on a device without {@code shell_v2} (Android 6 and older), where
 * adb tells neither exit code nor loss: the shell is made to print a last line that does both.
 *
 * <pre>
 *   dumpsys jobscheduler; echo "jobdoctor-exit:$?"
 *   ...output, to its last byte...jobdoctor-exit:0\n          (\r\n where the shell has a terminal)
 * </pre>
 *
 * <p>Only the tail that could be this line is held back. The same words further up are output; an
 * end without them is a loss.
 */
final class MarkedOutput extends CommandOutput {

  private static final String MARKER = "jobdoctor-exit:";
  private static final Pattern LAST_LINE = Pattern.compile(MARKER + "([0-9]{1,3})\r?\n\\z");
  private static final int TAIL = MARKER.length() + "255\r\n".length();

  private final ShellV2Output.ByteSource source;
  private final byte[] pending = new byte[16 * 1024];
  private int start;
  private int end;
  private boolean markerSeen;
  private int exitCode;

  MarkedOutput(ShellV2Output.ByteSource source) {
    this.source = source;
  }

  /** The line to send for {@code command}. */
  static String line(ShellCommand command) {
    return command.line() + "; echo \"" + MARKER + "$?\"";
  }

  @Override
  int next(byte[] into, int offset, int length) throws IOException {
    while (!markerSeen && end - start <= TAIL) {
      System.arraycopy(pending, start, pending, 0, end - start);
      end -= start;
      start = 0;
      int count = source.read(pending, end, pending.length - end);
      if (count < 0) {
        cutMarker();
      } else {
        end += count;
      }
    }
    int ready = markerSeen ? end - start : end - start - TAIL;
    if (ready == 0) {
      return -1;
    }
    int count = Math.min(length, ready);
    System.arraycopy(pending, start, into, offset, count);
    start += count;
    return count;
  }

  private void cutMarker() throws EOFException {
    String tail = new String(pending, start, end - start, StandardCharsets.ISO_8859_1);
    Matcher lastLine = LAST_LINE.matcher(tail);
    if (!lastLine.find()) {
      throw new EOFException("the output ended without the line that ends it");
    }
    exitCode = Integer.parseInt(lastLine.group(1));
    end = start + lastLine.start();
    markerSeen = true;
  }

  @Override
  int exitCode() {
    return exitCode;
  }

  /** Empty: such a device mixes both streams. */
  @Override
  String stderr() {
    return "";
  }
}
