package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;

/** The one door to the parsers: what a neighbour has printed, from wherever it comes. */
public final class NeighbourText {

  private NeighbourText() {}

  /**
   * Reads a text to its end, line by line, and leaves it open.
   *
   * @param text UTF-8; LF or CRLF. A last line without its end was cut, and is passed over.
   * @param firstLine the number of its first line
   * @param packages the packages to keep something of
   * @return absent when it is nothing that this neighbour prints
   * @throws IOException when the stream fails
   */
  public static Optional<NeighbourState> parse(
      Neighbour neighbour, InputStream text, int firstLine, Predicate<String> packages)
      throws IOException {
    ServiceLines lines = new ServiceLines(text, firstLine);
    Optional<? extends NeighbourState> state =
        switch (neighbour) {
          case DEVICE_IDLE -> new DeviceIdleParser().parse(lines);
          case USAGE_STATS -> new AppStandbyParser(packages).parse(lines);
          case BATTERY -> new BatteryParser().parse(lines);
          case THERMAL -> new ThermalParser().parse(lines);
          case POWER -> new PowerParser().parse(lines);
          case PACKAGE -> new InstalledPackagesParser(packages).parse(lines);
          case APP_OPS -> new AppOpsParser(packages).parse(lines);
          case EXIT_INFO -> new ProcessExitsParser(packages).parse(lines);
          case PROCESSES -> new RunningProcessesParser(packages).parse(lines);
          case CONNECTIVITY -> new ActiveNetworkParser().parse(lines);
        };
    return state.map(NeighbourState.class::cast);
  }
}
