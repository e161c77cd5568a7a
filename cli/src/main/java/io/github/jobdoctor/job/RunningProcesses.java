package io.github.jobdoctor.job;

import java.util.List;
import java.util.Optional;

/**
 * The processes that run, as the activity manager lists them: of the packages that were asked for.
 * A package without an entry has no process.
 *
 * @param processes in the text's order
 */
public record RunningProcesses(List<RunningProcess> processes) implements NeighbourState {

  /** Copies the list. */
  public RunningProcesses {
    processes = List.copyOf(processes);
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.PROCESSES;
  }

  /**
   * A process. It belongs to the package after which it is named; one that an app has named
   * otherwise is not found.
   *
   * @param name such as {@code com.x} or {@code com.x:sync}
   * @param uid its uid
   * @param importance how much the system spares it, such as {@code fg}, {@code svc}, {@code cch+2}
   * @param state its process state in the activity manager's letters, such as {@code TOP}, {@code
   *     FGS}, {@code CAC}; up to API 22 one letter
   * @param line where the text says so
   */
  public record RunningProcess(
      String name, Uid uid, String importance, Optional<String> state, DumpLine line) {

    /** The package after which it is named. */
    public String packageName() {
      int colon = name.indexOf(':');
      return colon < 0 ? name : name.substring(0, colon);
    }

    /** Whether the user looks at it. */
    public boolean top() {
      return state.filter(letters -> letters.equals("TOP") || letters.equals("T")).isPresent();
    }
  }
}
