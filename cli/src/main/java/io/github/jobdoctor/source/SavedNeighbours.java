package io.github.jobdoctor.source;

import io.github.jobdoctor.job.DeviceBuild;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.neighbours.NeighbourText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * The job scheduler's neighbours in a file. Nothing is read that is not asked for; the lines are
 * those of the file.
 */
public final class SavedNeighbours {

  private SavedNeighbours() {}

  /**
   * What the file says of those asked for, and of the others nothing.
   *
   * @param report what stands around the dump; absent when the file is the dump alone
   * @param packages the packages to know something of
   */
  public static Neighbours of(
      Optional<BugReport> report, Set<Neighbour> asked, Set<String> packages) {
    Neighbours.Builder neighbours = Neighbours.builder().packages(packages).linesOfFile();
    report.map(SavedNeighbours::build).ifPresent(neighbours::device);
    for (Neighbour neighbour : asked) {
      if (report.isEmpty()) {
        neighbours.missing(neighbour, "the file is the job scheduler's dump alone");
      } else {
        add(neighbours, neighbour, report.get(), packages);
      }
    }
    return neighbours.build();
  }

  private static DeviceBuild build(BugReport report) {
    return new DeviceBuild(
        report.device().apiLevel(),
        report.device().manufacturer(),
        report.device().model(),
        report.device().debuggable());
  }

  private static void add(
      Neighbours.Builder neighbours, Neighbour neighbour, BugReport report, Set<String> packages) {
    CapturedService captured = report.services().get(neighbour.service());
    if (captured == null) {
      neighbours.missing(neighbour, "the file has no " + neighbour.service());
      return;
    }
    Optional<NeighbourState> state;
    try {
      state =
          NeighbourText.parse(
              neighbour, captured.stream(), captured.firstLine(), packages::contains);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes at hand cannot fail to be read", e);
    }
    if (state.isEmpty()) {
      neighbours.missing(
          neighbour, "what the file has of " + neighbour.service() + " has an unknown shape");
      return;
    }
    neighbours.add(state.get());
    // Of usagestats the end was kept, which is all that its record rests on.
    boolean lacking = captured.leftOut() > 0 && neighbour != Neighbour.USAGE_STATS;
    if (!captured.closed() || lacking) {
      neighbours.cutOff(neighbour);
    }
  }
}
