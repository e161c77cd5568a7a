package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.ShellCommand;
import java.util.List;

/**
 * What came of putting a device back.
 *
 * @param conditions what was to be put back
 * @param missing what is not, or not for certain; the journal stays then
 * @param remarks what is back, and not quite as before; one sentence each
 */
public record Restored(List<Condition> conditions, List<Missing> missing, List<String> remarks) {

  /** Copies the lists. */
  public Restored {
    conditions = List.copyOf(conditions);
    missing = List.copyOf(missing);
    remarks = List.copyOf(remarks);
  }

  /** Nothing was to be done. */
  static Restored nothing() {
    return new Restored(List.of(), List.of(), List.of());
  }

  /** Whether all is as it was, and the device has confirmed that. */
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /**
   * A condition that could not be put back.
   *
   * @param condition which
   * @param why one sentence
   * @param commands what puts it back, to be typed by a person
   */
  public record Missing(Condition condition, String why, List<ShellCommand> commands) {

    /** Copies the list. */
    public Missing {
      commands = List.copyOf(commands);
    }
  }
}
