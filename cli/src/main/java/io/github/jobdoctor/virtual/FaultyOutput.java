package io.github.jobdoctor.virtual;

import java.io.IOException;

/** The output of a command with {@link Faults} on its way. */
final class FaultyOutput implements CommandOutput {

  private static final byte[] FILLER_LINE =
      "0123456789 a line that only takes up room, without a meaning of its own\n"
          .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final CommandOutput next;
  private final Faults faults;
  private long written;

  FaultyOutput(CommandOutput next, Faults faults) {
    this.next = next;
    this.faults = faults;
  }

  /** Writes the lines that are to come before the program's own output. */
  void writeExtraOutput() throws IOException {
    byte[] block = new byte[FILLER_LINE.length * 200];
    for (int at = 0; at < block.length; at += FILLER_LINE.length) {
      System.arraycopy(FILLER_LINE, 0, block, at, FILLER_LINE.length);
    }
    for (long done = 0; done < faults.extraOutput(); done += block.length) {
      write(Stream.STDOUT, block, 0, block.length);
    }
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) throws IOException {
    pause();
    long room =
        faults.dropAfter().isPresent() ? faults.dropAfter().getAsLong() - written : Long.MAX_VALUE;
    if (length <= room) {
      next.write(stream, bytes, offset, length);
      written += length;
      return;
    }
    if (room > 0) {
      next.write(stream, bytes, offset, (int) room);
    }
    throw new DeviceService.ConnectionDropped();
  }

  @Override
  public void exit(int code) throws IOException {
    if (faults.dropAfter().isPresent()) {
      throw new DeviceService.ConnectionDropped();
    }
    if (!faults.noExitPacket()) {
      next.exit(faults.exitCode().orElse(code));
    }
  }

  private void pause() throws IOException {
    if (faults.delay().isZero()) {
      return;
    }
    try {
      Thread.sleep(faults.delay().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceService.ConnectionDropped();
    }
  }
}
