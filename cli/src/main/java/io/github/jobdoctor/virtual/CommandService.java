package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The services {@code shell:}, {@code shell,v2:} and {@code exec:}: one shell line, once. */
final class CommandService implements DeviceService {

  private final VirtualDevice device;
  private final String line;
  private final boolean packets;

  /**
   * @param packets whether both directions are packets of shell protocol v2
   */
  CommandService(VirtualDevice device, String line, boolean packets) {
    this.device = device;
    this.line = line;
    this.packets = packets;
  }

  @Override
  public void serve(InputStream in, OutputStream out) throws IOException {
    Faults faults = device.received(line);
    if (faults.noAnswer()) {
      in.transferTo(OutputStream.nullOutputStream());
      return;
    }
    FaultyOutput output =
        new FaultyOutput(packets ? CommandOutput.packets(out) : CommandOutput.merged(out), faults);
    InputStream stdin = packets ? new PacketInput(in) : in;
    output.writeExtraOutput();
    // Without an exit packet a shell tells its exit code only to those who ask for `$?` in the
    // line, so an exit code of choice has to reach the shell as well.
    output.exit(device.shellWith(faults.exitCode()).run(line, stdin, output));
  }
}
